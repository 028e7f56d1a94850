import { addDays, addMonths } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { daysWithin, everyAfter, everyFrom, MONTHS, type Period, periodEnds, type Recurrence } from './recurrence.ts'

/** From a day on, the month in which the company's year starts; null where nobody says. */
export type YearStart = { since: Day; month: number | null }

/** How a duty recurs from a day on, as somebody chose. Days before it stay those of the schedule before. */
export type Schedule = {
  since: Day
  every: Period
  /** The day from which it is counted, itself the first; null for the company's year, or for the day on which the duty began. */
  first: Day | null
  /** What falls on a day off is due on the next working day. */
  nextWorkday: boolean
}

/** A day on which a duty is scheduled. `version` is how many changes people had made that reach it: it only rises. */
type Scheduled = { day: Day; version: number; nextWorkday: boolean }

/** How often the text of a duty asks for it, from which day on it is counted, and what people chose since, in the order in which they did. */
type Counted = { stated: Period; begins: Day; schedules: readonly Schedule[] }

/**
 * The days on which a duty is scheduled, up to and with the last one. A change counts from its day on and moves nothing before it, so that
 * every past period stays what it was. Where a change would leave more time than the text allows, the duty is scheduled once more on the
 * last day that the text allows: people make a duty more frequent, never rarer.
 */
export function scheduledDays(counted: Counted, years: readonly YearStart[], last: Day): Scheduled[] {
  const { stated, begins } = counted
  const found: Scheduled[] = []
  let latest = addMonths(begins, MONTHS[stated])
  for (const { since, until, every, recurrence, nextWorkday, version } of segmentsOf(counted, years)) {
    if (since > last) break
    const end = until <= last ? until : addDays(last, 1)
    const { days, next } = daysWithin(recurrence, since, end)
    const added = daysWithin(everyFrom(latest, stated), since, earlier(days[0] ?? next, end))
    for (const day of [...added.days, ...days]) found.push({ day, version, nextWorkday })
    const lastDay = days.at(-1)
    if (lastDay !== undefined) latest = every === stated ? next : addMonths(lastDay, MONTHS[stated])
    else if (added.days.length > 0) latest = added.next
  }
  return found
}

/** A time in which neither the duty's schedule nor the company's year changes. `until` is the day after its last. */
type Segment = Pick<Scheduled, 'version' | 'nextWorkday'> & { since: Day; until: Day; every: Period; recurrence: Recurrence }

function segmentsOf({ stated, begins, schedules }: Counted, years: readonly YearStart[]): Segment[] {
  const changes = [...years, ...schedules].map(({ since }) => since).filter((since) => since > begins)
  const starts = [...new Set([begins, ...changes])].toSorted()
  return starts.map((since, index) => {
    const [chosen, year] = [reaching(schedules, since), reaching(years, since)]
    const { every = stated, first = null, nextWorkday = false } = chosen.at(-1) ?? {}
    const month = year.at(-1)?.month ?? null
    const version = chosen.length + year.length
    return {
      since,
      until: starts[index + 1] ?? END,
      every,
      nextWorkday,
      version,
      recurrence: recurrenceOf(begins, every, first, month),
    }
  })
}

/** A duty of every month is counted from where it began; what is rarer falls on the ends of the company's year and its parts. */
function recurrenceOf(begins: Day, every: Period, first: Day | null, month: number | null): Recurrence {
  if (first !== null) return everyFrom(first, every)
  return month === null || every === 'P1M' ? everyAfter(begins, every) : periodEnds(begins, month, every)
}

function reaching<T extends { since: Day }>(changes: readonly T[], day: Day): T[] {
  return changes.filter(({ since }) => since <= day)
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other
}

const END = '9999-12-31'
