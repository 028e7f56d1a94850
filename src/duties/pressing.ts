import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { Kept } from './keeping.ts'
import type { Occurrence } from './occurrence.ts'

/** How many days ahead something that is due is shown and told. */
const SOON = 7
/** For how many days something may be late before whoever answers for the organisation is told. */
const ESCALATED_AFTER = 3

type KeptOccurrence = Occurrence & { kept: Kept }

/** What presses on a day, by its due day: of each duty the last time that is late, and what is due within a week. */
export function pressingOn<O extends KeptOccurrence>(occurrences: readonly O[], today: Day): (O & { late: boolean })[] {
  const open = occurrences.filter(({ kept }) => kept !== 'in-time' && kept !== 'late')
  const lateOnes = new Map(open.filter(({ due }) => due < today).map((one) => [one.duty, one]))
  const coming = open.filter(({ due }) => due >= today && due <= addDays(today, SOON))
  return [
    ...[...lateOnes.values()].map((one) => ({ ...one, late: true })),
    ...coming.map((one) => ({ ...one, late: false })),
  ].toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0))
}

/** Whether something is so late that whoever answers for the organisation is told. */
export function isEscalated({ due }: Pick<Occurrence, 'due'>, today: Day): boolean {
  return addDays(due, ESCALATED_AFTER) <= today
}

/** Days from the due day on which a letter tells of it: to whoever does it, and to whoever answers for the organisation. No others. */
const TOLD = { own: [-SOON, 0, 1, 7, 30], escalated: [ESCALATED_AFTER, 14, 30] }

/** Whether something has to be told in the letter of a day, the last one being of the day `after`: so none tells of it for ever. */
export function isTold(due: Day, whose: keyof typeof TOLD, { after, day }: { after: Day; day: Day }): boolean {
  return TOLD[whose].map((days) => addDays(due, days)).some((told) => told > after && told <= day)
}
