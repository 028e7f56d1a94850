import { addDays, addMonths } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'

/** How many months lie between one occurrence and the next. */
export const MONTHS = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 } as const
export type Period = keyof typeof MONTHS

/**
 * The k-th day on which something is due that began on a day: `k` periods later, and in a month that has no such day its last. Always
 * counted from where it began, never from the time before: begun on 31 January, it falls on 28 February and again on 31 March.
 */
function dueOn(began: Day, every: Period, k: number): Day {
  return addMonths(began, k * MONTHS[every])
}

/** The days on which something is due after it began, up to and with the last day. */
export function dueDays(began: Day, every: Period, last: Day): Day[] {
  const days: Day[] = []
  for (let k = 1; ; k += 1) {
    const due = dueOn(began, every, k)
    if (due > last) return days
    days.push(due)
  }
}

/** The last days of the years of a company, from the one that a day lies in up to and with the last day. Its year starts in `month`. */
export function yearEnds(from: Day, month: number, last: Day): Day[] {
  const start = startOfYear(from, month)
  const ends: Day[] = []
  for (let k = 1; ; k += 1) {
    const end = addDays(addMonths(start, 12 * k), -1)
    if (end > last) return ends
    ends.push(end)
  }
}

/** The first day of the company's year that a day lies in. */
function startOfYear(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4))
  const first = `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
  return first <= day ? first : `${String(year - 1).padStart(4, '0')}${first.slice(4)}`
}
