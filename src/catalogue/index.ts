export type { Catalogue, CatalogueContext, CatalogueTerminal } from './catalogue.ts'
export { type Change, Changes } from './changes.ts'
export type {
  AnyOf,
  Audience,
  Check,
  Criterion,
  CsfFunction,
  Duty,
  Fallback,
  Group,
  Kind,
  Point,
  Requirement,
  Threshold,
  Trigger,
} from './criterion.ts'
export {
  type Category,
  categoryOf,
  criteriaFor,
  DEFAULT_EDITION,
  type Edition,
  EditionId,
  type Erratum,
  requirementOf,
  type Target,
} from './edition.ts'
export { pointLine } from './lines.ts'
export { type Reference, referencesFrom, referencesTo } from './references.ts'
export { CHANGE_KINDS, type ChangeKind, countChanges, fromOf, noteOf, originOf, successorsOf, toOf } from './trace.ts'
export {
  AUDIENCE_WORDS,
  CERTAINTY_WORDS,
  CHANGE_WORDS,
  CSF_WORDS,
  dutyWords,
  KIND_WORDS,
  TRIGGER_WORDS,
  thresholdWords,
} from './words.ts'
