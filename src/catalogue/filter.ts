import { foldForSearch } from '../kernel/fold.ts'
import { Audience, type Criterion, type Duty, Kind, Trigger } from './criterion.ts'
import { categoryOf, type Edition, requirementOf } from './edition.ts'

/** Which criteria a reader wants to see. Missing means all; `level` 4 are those that ★4 adds. */
export type CatalogueFilter = {
  level?: 3 | 4
  area?: string
  kind?: Kind
  duty?: DutyKey
  audience?: Audience
  search: string
}

/** A duty as a filter knows it: how often, by when, for how long, or on what occasion. */
export type DutyKey = 'any' | 'P1Y' | 'P1M' | 'P14D' | 'P6M' | Trigger

/** Reads a filter from the query of a page; whatever is not understood is left out. */
export function readCatalogueFilter(query: Record<string, string | undefined>): CatalogueFilter {
  const kind = oneOf(Kind.options, query.kind)
  const duty = oneOf(DUTY_KEYS, query.duty)
  const audience = oneOf(Audience.options, query.audience)
  return {
    search: (query.q ?? '').slice(0, 100),
    ...(query.level === '3' ? { level: 3 } : query.level === '4' ? { level: 4 } : {}),
    ...(query.area && /^[1-7]$/.test(query.area) ? { area: query.area } : {}),
    ...(kind ? { kind } : {}),
    ...(duty ? { duty } : {}),
    ...(audience ? { audience } : {}),
  }
}

/** Whether the filter leaves anything out. */
export function isFiltering(filter: CatalogueFilter): boolean {
  return Object.values(filter).some((value) => value !== '')
}

/** The criteria that the filter lets through, in the order of the edition. What is sought may stand in either language. */
export function filterCriteria(edition: Edition, filter: CatalogueFilter): Criterion[] {
  const sought = foldForSearch(filter.search)
  const names = new Map(edition.requirements.map(({ id, name, en }) => [id, `${name}\n${en}`]))
  return edition.criteria.filter(
    (criterion, index) =>
      (!filter.level || criterion.level === filter.level) &&
      (!filter.area || categoryOf(criterion.id) === filter.area) &&
      (!filter.kind || criterion.kind === filter.kind) &&
      (!filter.duty || hasDuty(criterion, filter.duty)) &&
      (!filter.audience || (criterion.audience ?? []).includes(filter.audience)) &&
      (sought === '' ||
        [criterion, edition.english.criteria[index] ?? criterion]
          .map((one) => foldForSearch(searchedText(one, names.get(requirementOf(one.id)) ?? '')))
          .some((text) => text.includes(sought))),
  )
}

/** The duties that the edition has, for the choices of the filter. */
export function dutyKeysOf(criteria: readonly Criterion[]): DutyKey[] {
  const used = new Set(criteria.flatMap(({ duties = [] }) => duties.map(keyOf)))
  return DUTY_KEYS.filter((key) => key === 'any' || used.has(key))
}

/** The audiences that the edition has, for the choices of the filter. */
export function audiencesOf(criteria: readonly Criterion[]): Audience[] {
  const used = new Set(criteria.flatMap(({ audience = [] }) => audience))
  return Audience.options.filter((one) => used.has(one))
}

const DUTY_KEYS: readonly DutyKey[] = ['any', 'P1Y', 'P1M', 'P14D', 'P6M', ...Trigger.options]

function hasDuty({ duties = [] }: Criterion, wanted: DutyKey): boolean {
  return wanted === 'any' ? duties.length > 0 : duties.some((duty) => keyOf(duty) === wanted)
}

function keyOf(duty: Duty): DutyKey {
  if ('cadence' in duty) return duty.cadence
  if ('deadline' in duty) return duty.deadline
  return 'retention' in duty ? duty.retention : duty.trigger
}

function searchedText(criterion: Criterion, requirement: string): string {
  const { id, question, en, notes = [], evidence, why } = criterion
  return [id, requirement, question, en, JSON.stringify(criterion.points), ...notes, ...evidence, why].join('\n')
}

function oneOf<T extends string>(choices: readonly T[], given: string | undefined): T | undefined {
  return choices.find((one) => one === given)
}
