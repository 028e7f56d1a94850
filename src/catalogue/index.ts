export type { CatalogueContext, CatalogueTerminal } from './catalogue.ts'
export type { EditionChanges } from './changes.ts'
export {
  type AnyOf,
  type Check,
  type Criterion,
  CriterionNumber,
  type Duty,
  type Fallback,
  type Kind,
  type Point,
  type Requirement,
} from './criterion.ts'
export {
  type Category,
  categoryOf,
  criteriaFor,
  criterionIn,
  DEFAULT_EDITION,
  type Edition,
  EditionId,
  type EditionTexts,
  editionIn,
  questionOf,
  readEdition,
  requirementOf,
  type Target,
} from './edition.ts'
export { inEnglish } from './english.ts'
export { referencesFrom, referencesTo } from './references.ts'
export { fromOf, originOf } from './trace.ts'
export { AUDIENCE_WORDS, dutyWords, KIND_WORDS, thresholdWords } from './words.ts'
