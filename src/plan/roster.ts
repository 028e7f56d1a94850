import { addDays } from '../kernel/calendar.ts'
import { isWorkday } from '../kernel/holidays.ts'
import type { Day } from '../kernel/instant.ts'

/** Who works, and how much: hours a week for this plan, in equal parts on its workdays; none on days away, both ends included. */
export type Worker = { id: string; hoursAWeek: number; away?: readonly { from: Day; to: Day }[] }

/** Hours on one day: what somebody has for the plan, or what one piece of work takes. */
export type Shift = { day: Day; hours: number }

/** The worker of a plan that knows hours a week in all, and no people. */
export const POOL = 'all'
/** Hours a week: more is no longer work of one firm, a hundred people; and more than one person's whole week. */
export const MOST_OF_A_POOL = 4000
export const MOST_OF_A_PERSON = 40

const WORKDAYS_A_WEEK = 5
/** Hours in parts of a fifth do not always come out even: less than this is nothing. */
export const NOTHING = 1e-9
/** No plan reaches farther, in days: the holidays are known for about that long. */
const HORIZON_DAYS = 8000

/** The days on which one worker has time for the plan, from a day on; made as far as somebody looks. */
export class Roster {
  readonly worker: Worker
  private readonly from: Day
  private readonly shifts: Shift[] = []
  private looked = 0

  constructor(worker: Worker, from: Day) {
    this.worker = worker
    this.from = from
  }

  /** The shift of that number, counted from 0; nothing beyond the last one. */
  at(index: number): Shift | undefined {
    while (this.shifts.length <= index && this.looked < HORIZON_DAYS) {
      const day = addDays(this.from, this.looked)
      this.looked += 1
      const hours = hoursOn(this.worker, day)
      if (hours > NOTHING) this.shifts.push({ day, hours })
    }
    return this.shifts[index]
  }

  /** The days from `start` on that so many hours would take; nothing where they run out before. */
  fit(start: Day, hours: number): Shift[] | undefined {
    const taken: Shift[] = []
    let left = hours
    for (let index = 0; left > NOTHING; index += 1) {
      const shift = this.at(index)
      if (!shift) return undefined
      if (shift.day < start || shift.hours <= NOTHING) continue
      const spent = Math.min(left, shift.hours)
      taken.push({ day: shift.day, hours: spent })
      left -= spent
    }
    return taken
  }

  /** Takes hours out of days, for work whose first day somebody has fixed: everything else goes around it. */
  reserve(work: readonly Shift[]): void {
    const spent = new Map(work.map(({ day, hours }) => [day, hours]))
    for (const [index, { day, hours }] of this.shifts.entries()) {
      this.shifts[index] = { day, hours: hours - (spent.get(day) ?? 0) }
    }
  }
}

/** How many hours a worker has for the plan on a day. */
function hoursOn({ hoursAWeek, away = [] }: Worker, day: Day): number {
  if (!isWorkday(day) || away.some(({ from, to }) => from <= day && day <= to)) return 0
  return hoursAWeek / WORKDAYS_A_WEEK
}
