import { Temporal } from 'temporal-polyfill'
import type { Day, Instant } from './instant.ts'

/** Spans of time, in milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The moment that many milliseconds after another. */
export function later(instant: Instant, span: number): Instant {
  return new Date(Date.parse(instant) + span).toISOString()
}

/** The moment that many milliseconds before another. */
export function earlier(instant: Instant, span: number): Instant {
  return later(instant, -span)
}

/** How many milliseconds lie between two moments; negative when `to` is the earlier one. */
export function elapsed(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from)
}

/** How far the clocks of the servers of one installation may be apart, in milliseconds. */
export const CLOCK_SKEW = 60 * SECOND

/**
 * How long ago something was noted, in milliseconds: never negative. What claims to be of the future was noted by a clock that went
 * back since, and nobody knows when: it is infinitely old. So a session or a proof of the future is over, and so is a delay. Whatever
 * grants or refuses something by a moment that was stored asks this, or `latestStored` where a query asks.
 */
export function age(stored: Instant, now: Instant): number {
  const span = elapsed(stored, now)
  return span < -CLOCK_SKEW ? Number.POSITIVE_INFINITY : Math.max(0, span)
}

/** The latest moment that may have been stored by now: what is later was noted by a clock that went back since. */
export function latestStored(now: Instant): Instant {
  return later(now, CLOCK_SKEW)
}

/** Whether an end that was stored is still to come, and no farther away than what ends there `lasts`, in milliseconds. */
export function isToCome(until: Instant, lasts: number, now: Instant): boolean {
  const left = elapsed(now, until)
  return left > 0 && left <= lasts + CLOCK_SKEW
}

/** The moment as whole seconds since 1970, as cookies and other formats count. */
export function unixSeconds(instant: Instant): number {
  return Math.floor(Date.parse(instant) / SECOND)
}

/** `2027-03-31T01:02:03.004Z`, as we write moments; nothing when the text is written in another way or there is no such moment. */
export function readInstant(text: string): Instant | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** `2027-03-31`; nothing when the text is written in another way or there is no such day. */
export function readDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

/** The Monday of the week of a day. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)
}

/** The Sunday on which the week of a day ends. */
export function sundayOf(day: Day): Day {
  return addDays(mondayOf(day), 6)
}

/** The day that many days later; earlier for a negative number. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/**
 * The same day that many months later, or the last of that month where it has no such day. Count a recurrence from where it
 * began, never from the last time: 31 January, 28 February, 31 March.
 */
export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** How many days lie between two; negative when `to` is the earlier one. */
export function daysBetween(from: Day, to: Day): number {
  return elapsed(from, to) / DAY
}

/** The moment at which a day begins in Japan. */
export function startOfDay(day: Day): Instant {
  return momentInJapan(day, '00:00')
}

/** The last moment of a day in Japan. */
export function endOfDay(day: Day): Instant {
  return momentInJapan(day, '23:59:59.999')
}

/** The moment of a day at which clocks in Japan show a time, `09:30` or `23:59:59.999`. Throws when there is no such time. */
export function momentInJapan(day: Day, time: string): Instant {
  return Temporal.PlainDateTime.from(`${day}T${time}`)
    .toZonedDateTime('Asia/Tokyo')
    .toInstant()
    .toString({ smallestUnit: 'millisecond' })
}

/** The year in which the Japanese fiscal year of that day began: it begins in April. */
export function fiscalYear(day: Day): number {
  const { year, month } = Temporal.PlainDate.from(day)
  return month < 4 ? year - 1 : year
}
