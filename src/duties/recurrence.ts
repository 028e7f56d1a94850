import { addDays, addMonths } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'

/** How many months lie between one occurrence and the next. */
export const MONTHS = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 } as const
export type Period = keyof typeof MONTHS
export const PERIODS = Object.keys(MONTHS) as Period[]

/** Days that recur for ever, by their number from 0. */
export type Recurrence = (k: number) => Day

/**
 * Every period from a day on, that day first; in a month that has no such day, its last. Always counted from where it began, never
 * from the time before: begun on 31 January, it falls on 28 February and again on 31 March.
 */
export function everyFrom(began: Day, every: Period): Recurrence {
  return (k) => addMonths(began, k * MONTHS[every])
}

/** The same without the day on which it began: one period has to pass first. */
export function everyAfter(began: Day, every: Period): Recurrence {
  return (k) => addMonths(began, (k + 1) * MONTHS[every])
}

/** The last days of the periods of a company's years, from the year that a day lies in. Its year starts in `month`. */
export function periodEnds(from: Day, month: number, every: Period): Recurrence {
  const start = startOfYear(from, month)
  return (k) => addDays(addMonths(start, (k + 1) * MONTHS[every]), -1)
}

/** The days of a recurrence from one day on up to and without another, and the first that comes after them. */
export function daysWithin(recurrence: Recurrence, from: Day, until: Day): { days: Day[]; next: Day } {
  const days: Day[] = []
  for (let k = 0; ; k += 1) {
    const day = recurrence(k)
    if (day >= until) return { days, next: day }
    if (day >= from) days.push(day)
  }
}

/** The first day of the company's year that a day lies in. */
function startOfYear(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4))
  const first = `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
  return first <= day ? first : `${String(year - 1).padStart(4, '0')}${first.slice(4)}`
}
