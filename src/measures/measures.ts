import {
  type CatalogueContext,
  type Criterion,
  criteriaFor,
  type Duty,
  type Edition,
  type EditionId,
  type Target,
} from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Measure, Step, Theme } from './measure.ts'

/** All measures, in the order of their files, in Japanese and the same in English. */
export type Measures = MeasureTexts & { english: MeasureTexts }
/** What the actions stand on that ask the measures, too. */
export type MeasuresContext = CatalogueContext & { measures(): Measures }
type MeasureTexts = { themes: Theme[]; measures: Measure[] }
type Criteria = Pick<Edition, 'id' | 'criteria'>

/** The measures as somebody who reads `lang` sees them. */
export function measuresIn(measures: Measures, lang: 'ja' | 'en'): MeasureTexts {
  return lang === 'en' ? measures.english : measures
}

/** What a measure is called in either language, by its id; nothing for one that there is not. */
export function namesOf({ measures, english }: Measures): (id: string) => Words | undefined {
  const names = new Map(measures.map(({ id, name }, at) => [id, { ja: name, en: english.measures[at]?.name ?? name }]))
  return (id) => names.get(id)
}

/** The measures that close a criterion of the target: a ★3 asks for no measure that closes criteria of ★4 alone. */
export function measuresFor(measures: readonly Measure[], edition: Criteria, target: Target): Measure[] {
  const asked = new Set(criteriaFor(edition, target).map(({ id }) => id))
  return measures.filter(({ closes }) => closes[edition.id].some((id) => asked.has(id)))
}

/** The criteria that a measure closes, in the order of the edition. */
export function closedBy(measure: Measure, { id, criteria }: Criteria): Criterion[] {
  const closed = new Set(measure.closes[id])
  return criteria.filter((criterion) => closed.has(criterion.id))
}

/** The measure that closes a criterion of an edition; each is closed by exactly one. */
export function measureClosing(measures: readonly Measure[], edition: EditionId, criterion: string): Measure | undefined {
  return measures.find(({ closes }) => closes[edition].includes(criterion))
}

/** What is to be done for that edition; a step of the other one alone is left out. */
export function stepsOf({ steps }: Measure, edition: EditionId): Step[] {
  return steps.filter(({ only = edition }) => only === edition)
}

/** The ★ from which on a measure is asked for. */
export function levelOf(measure: Measure, edition: Criteria): Target | undefined {
  const levels = closedBy(measure, edition).map(({ level }) => level)
  return levels.includes(3) ? 3 : levels[0]
}

/** What usually shows that it is done: the evidence of the criteria that it closes, each once. */
export function evidenceOf(measure: Measure, edition: Criteria): string[] {
  return [...new Set(closedBy(measure, edition).flatMap(({ evidence }) => evidence))]
}

/** What falls due again once it is done: the duties of the criteria that it closes. */
export function dutiesOf(measure: Measure, edition: Criteria): { criterion: string; duty: Duty }[] {
  return closedBy(measure, edition).flatMap(({ id, duties = [] }) => duties.map((duty) => ({ criterion: id, duty })))
}

/**
 * How long it takes, after the work, until it can be shown, as an ISO 8601 duration: records that the text wants kept for six months, or
 * the first month of a monthly check. Nothing where what was done can be shown at once, as with yearly checks.
 */
export function maturesOf(measure: Measure, edition: Criteria): 'P6M' | 'P1M' | undefined {
  const duties = dutiesOf(measure, edition).map(({ duty }) => duty)
  if (duties.some((duty) => 'retention' in duty)) return 'P6M'
  return duties.some((duty) => 'cadence' in duty && duty.cadence === 'P1M') ? 'P1M' : undefined
}

/** The same in months: 0 where it can be shown at once. */
export function monthsToMature(measure: Measure, edition: Criteria): number {
  return MONTHS[maturesOf(measure, edition) ?? 'P0M']
}

const MONTHS = { P0M: 0, P1M: 1, P6M: 6 } as const
