import { addDays, addMonths } from '../kernel/calendar.ts'
import { isWorkday } from '../kernel/holidays.ts'
import type { Day } from '../kernel/instant.ts'
import type { CriterionDuty } from './duty.ts'
import { MONTHS } from './recurrence.ts'
import { type Schedule, scheduledDays, type YearStart } from './schedule.ts'

/** A day to which somebody moved what is due, and why. The latest of an occurrence counts. */
export type Move = { scheduled: Day; due: Day; reason: string }

/** A duty with the day from which it is counted, and what people chose of it, in the order in which they did. */
export type CountedDuty = CriterionDuty & { begins: Day; schedules: readonly Schedule[]; moves: readonly Move[] }

/** Once that a recurring duty is due. The duty and the scheduled day name it for ever; the day on which it is due may be another. */
export type Occurrence = {
  /** The id of the duty, such as `1-2-1-3/1`. */
  duty: string
  scheduled: Day
  due: Day
  /** The scheduled day before it, or the day on which the duty began: what is done after that is done for this one. */
  after: Day
  /** Why it was moved, where somebody did. */
  moved: string | null
  /** How often what is said of it may have changed: it only rises, as the SEQUENCE of a calendar asks. */
  sequence: number
}

/** The days, both included, on which what is asked for is due. */
export type Span = { from: Day; to: Day }

/** What is due in a span, in the order of the days. Deadlines, retentions and events have no day until something happens. */
export function occurrencesOf(duties: readonly CountedDuty[], years: readonly YearStart[], { from, to }: Span): Occurrence[] {
  return duties
    .flatMap((duty) => allUntil(duty, years, to))
    .filter(({ due }) => due >= from && due <= to)
    .toSorted((one, other) => (one.due === other.due ? 0 : one.due < other.due ? -1 : 1))
}

/** All of one duty that can be due by a day: as something may be moved forward by less than a period, one period further is looked at. */
export function allUntil(duty: CountedDuty, years: readonly YearStart[], to: Day): Occurrence[] {
  const { id, every: stated, begins, schedules, moves } = duty
  if (stated === null) return []
  const last = moves.length > 0 ? addMonths(to, MONTHS[stated]) : to
  const days = scheduledDays({ stated, begins, schedules }, years, last)
  return days.map(({ day: scheduled, version, nextWorkday }, index) => {
    const own = moves.filter((move) => move.scheduled === scheduled)
    const moved = own.at(-1)
    return {
      ...{ duty: id, scheduled, due: moved?.due ?? (nextWorkday ? workdayFrom(scheduled) : scheduled) },
      ...{ after: days[index - 1]?.day ?? begins, moved: moved?.reason ?? null, sequence: version + own.length },
    }
  })
}

/** The day, or the next one on which people in Japan work. */
function workdayFrom(day: Day): Day {
  return isWorkday(day) ? day : workdayFrom(addDays(day, 1))
}
