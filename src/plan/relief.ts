import type { Day } from '../kernel/instant.ts'
import type { Worker } from './roster.ts'
import { follow, type Schedule, type Valued } from './schedule.ts'

/** What would have to give so that a day is kept. */
export type Relief = {
  /** The least whole hours a week, of all together, with which it is kept; nothing where no hours are enough. */
  hoursAWeek: number | null
  /** Those hours by worker: everybody has more in the same proportion. */
  workers: { id: string; hoursAWeek: number }[]
  /** Of several workers: with how many hours a week one of them alone would keep it, where that is possible. */
  alone: { id: string; hoursAWeek: number }[]
  /** Work whose result time alone makes visible, such as six months of logs, and the first day on which it can be shown at best. */
  waits: { id: string; shown: Day }[]
  /** Of the work of the plan, what can be shown by the day as it stands. */
  inTime: number
  total: number
}

type Late = {
  found: Schedule
  tasks: readonly Valued[]
  workers: readonly Worker[]
  /** More hours a week than these nobody has. */
  most: number
  /** Work that is over, and the day on which its result can be shown. */
  worked: readonly { id: string; shown: Day }[]
  from: Day
  by: Day
}

/** Looks for the hours a week with which the same order keeps the day, and for what no hours can hasten. */
export function reliefOf({ found, tasks, workers, most, worked, from, by }: Late): Relief {
  const total = sumOf(workers)
  const after = worked.filter(({ shown }) => shown > by)
  const raised = (hours: number, only?: string): Worker[] =>
    workers.map((worker) => {
      if (only !== undefined && worker.id !== only) return worker
      const share = only === undefined ? (worker.hoursAWeek * hours) / total : hours
      return { ...worker, hoursAWeek: Math.max(worker.hoursAWeek, Math.min(most, Math.ceil(share))) }
    })
  const keeps = (team: readonly Worker[]) => {
    const { reached } = follow(found.turns, tasks, team, from)
    return after.length === 0 && reached !== null && reached <= by
  }
  const everybody = workers.map((worker) => ({ ...worker, hoursAWeek: Math.max(worker.hoursAWeek, most) }))
  const quickest = follow(found.turns, tasks, everybody, from)
  const hours = keeps(everybody) ? least(total, sumOf(everybody) * RAISED, (all) => keeps(raised(all))) : undefined
  const chosen = hours === undefined ? [] : raised(hours).map(({ id, hoursAWeek }) => ({ id, hoursAWeek }))
  return {
    hoursAWeek: hours === undefined ? null : sumOf(chosen),
    workers: chosen,
    alone:
      workers.length < 2 || hours === undefined
        ? []
        : workers.flatMap(({ id, hoursAWeek }) => {
            if (!keeps(raised(most, id))) return []
            return [{ id, hoursAWeek: least(hoursAWeek, most, (own) => keeps(raised(own, id))) }]
          }),
    waits: [...after, ...quickest.tasks.filter(({ shown }) => shown > by)].map(({ id, shown }) => ({ id, shown })),
    inTime: found.tasks.filter(({ shown }) => shown <= by).length,
    total: tasks.length,
  }
}

/** Who has few hours comes to the most there are last: so much has everybody more before. */
const RAISED = 40

function sumOf(workers: readonly { hoursAWeek: number }[]): number {
  return workers.reduce((sum, { hoursAWeek }) => sum + hoursAWeek, 0)
}

/** The least whole number that is enough, of which `most` is: halves the distance between what is too little and what is enough. */
function least(tooFew: number, most: number, isEnough: (hours: number) => boolean): number {
  let [less, more] = [Math.floor(tooFew), Math.ceil(most)]
  while (more - less > 1) {
    const middle = Math.floor((less + more) / 2)
    if (isEnough(middle)) more = middle
    else less = middle
  }
  return more
}
