import { addMonths } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { CriterionDuty } from './duty.ts'
import { dueDays, yearEnds } from './recurrence.ts'

/** A day on which a duty is due. */
export type Occurrence = { duty: CriterionDuty; due: Day }

/** What is due in so many months from a day on. `yearStarts` is the month in which the company's year begins, where that is known. */
type Span = { from: Day; months: number; yearStarts?: number }

/**
 * The days on which the recurring duties are due, in their order. Whatever recurs begins on the first day; a yearly duty falls on the
 * last day of the company's year where one says when that begins. What hangs on an event or a release has no day until it happens.
 */
export function occurrencesOf(duties: readonly CriterionDuty[], { from, months, yearStarts }: Span): Occurrence[] {
  const last = addMonths(from, months)
  return duties
    .flatMap((duty) => {
      if (duty.every === null) return []
      const inYears = duty.every === 'P1Y' && yearStarts !== undefined
      const days = inYears ? yearEnds(from, yearStarts, last) : dueDays(from, duty.every, last)
      return days.map((due) => ({ duty, due }))
    })
    .toSorted((one, other) => (one.due === other.due ? 0 : one.due < other.due ? -1 : 1))
}
