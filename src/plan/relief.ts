import type { Day } from '../kernel/instant.ts'
import { follow, type Schedule, type Valued } from './schedule.ts'

/** What would have to give so that a day is kept. */
export type Relief = {
  /** The least whole hours a week with which it is kept; nothing where no hours are enough. */
  hoursAWeek: number | null
  /** Work whose result time alone makes visible, such as six months of logs, and the first day on which it can be shown at best. */
  waits: { id: string; shown: Day }[]
  /** Of the measures of the plan, those that can be shown by the day as it stands. */
  inTime: number
  total: number
}

type Late = { found: Schedule; tasks: readonly Valued[]; hoursAWeek: number; from: Day; by: Day }

/** More than this is no longer work of one firm: a hundred people. */
const MOST_HOURS = 4000

/** Looks for the hours a week with which the same order keeps the day, and for what no hours can hasten. */
export function reliefOf({ found, tasks, hoursAWeek, from, by }: Late): Relief {
  const withHours = (hours: number) => follow(found.order, tasks, [{ id: 'all', hoursAWeek: hours }], from)
  const quickest = withHours(MOST_HOURS)
  const keeps = ({ reached }: Schedule) => reached !== null && reached <= by
  return {
    hoursAWeek: keeps(quickest) ? leastHours(Math.floor(hoursAWeek), (hours) => keeps(withHours(hours))) : null,
    waits: quickest.tasks.filter(({ shown }) => shown > by).map(({ id, shown }) => ({ id, shown })),
    inTime: found.tasks.filter(({ shown }) => shown <= by).length,
    total: tasks.length,
  }
}

/** Halves the distance between what is too little and what is enough. */
function leastHours(tooFew: number, isEnough: (hours: number) => boolean): number {
  let [less, more] = [tooFew, MOST_HOURS]
  while (more - less > 1) {
    const middle = Math.floor((less + more) / 2)
    if (isEnough(middle)) more = middle
    else less = middle
  }
  return more
}
