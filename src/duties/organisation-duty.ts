import type { CatalogueContext, EditionId, Target } from '../catalogue/index.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { type CriterionDuty, dutiesFor } from './duty.ts'
import type { CountedDuty } from './occurrence.ts'
import type { Schedule } from './schedule.ts'

/** Which ★ an organisation aimed at by an edition, from which day on, and whether it still does. */
type AimedAt = { edition: EditionId; target: Target; begunOn: Day; still: boolean }

/** A duty of an organisation: counted from the day on which it first aimed at the ★ of the criterion, with who does it. */
export type OrganisationDuty = CountedDuty & {
  assignee: PersonId | null
  substitute: PersonId | null
  /** Of who does it; 0 where nobody was ever named. */
  revision: number
}

/** How a duty recurs as people chose last: as its text has it, where they chose nothing. */
export function scheduleOf({ every, schedules }: CountedDuty): Pick<Schedule, 'every' | 'first' | 'nextWorkday'> {
  const { every: chosen, first, nextWorkday } = schedules.at(-1) ?? { every: every ?? 'P1Y', first: null, nextWorkday: false }
  return { every: chosen, first, nextWorkday }
}

/**
 * The edition and the ★ whose duties are an organisation's: of the newest edition by which one of its assessments is made the highest ★.
 * Nothing where it has no assessment.
 */
export function aimOf(aimed: readonly AimedAt[]): { edition: EditionId; target: Target } | undefined {
  const still = aimed.filter((one) => one.still)
  const edition = still
    .map((one) => one.edition)
    .toSorted()
    .at(-1)
  if (edition === undefined) return undefined
  return { edition, target: still.some((one) => one.edition === edition && one.target === 4) ? 4 : 3 }
}

/** The duties of the criteria that an organisation aims at, each with the day from which it is counted. */
export function begunDuties(
  editionOf: CatalogueContext['edition'],
  aimed: readonly AimedAt[],
): (CriterionDuty & { begins: Day })[] {
  const aim = aimOf(aimed)
  if (!aim) return []
  const edition = editionOf(aim.edition)
  const levels = new Map(edition.criteria.map(({ id, level }) => [id, level]))
  const own = aimed.filter((one) => one.edition === aim.edition)
  const begun = (level: number) =>
    own
      .filter(({ target }) => target >= level)
      .map(({ begunOn }) => begunOn)
      .toSorted()[0] ?? ''
  const begins = { 3: begun(3), 4: begun(4) }
  return dutiesFor(edition, aim.target).map((duty) => ({ ...duty, begins: begins[levels.get(duty.criterion) ?? aim.target] }))
}
