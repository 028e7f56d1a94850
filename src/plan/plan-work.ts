import type { Day } from '../kernel/instant.ts'
import type { Days } from '../measures/index.ts'
import { type CriticalTask, criticalPath } from './critical-path.ts'
import { type Forecast, forecastOf, type ToClose } from './forecast.ts'
import { type Relief, reliefOf } from './relief.ts'
import type { Worker } from './roster.ts'
import { follow, type Schedule, schedule, type Valued } from './schedule.ts'

/** A piece of work with what it closes and takes. `start` and `due` are days that a person has fixed. */
export type Piece = {
  id: string
  closes: readonly string[]
  /** Of 8 hours each. */
  days: Days
  needs: readonly string[]
  matures: number
  worth: number
  assignee?: string
  start?: Day
  due?: Day
}

/** What is to be planned, as data: it goes to a thread and back. */
export type PlanWork = Pick<ToClose, 'settled' | 'confirmed' | 'total'> & {
  pieces: readonly Piece[]
  /** Work that is over, and the day on which its result can be shown. */
  worked: readonly { id: string; closes: readonly string[]; shown: Day }[]
  /** What somebody has to work for, in the order of the edition. */
  gaps: readonly string[]
  workers: readonly Worker[]
  /** More hours a week than these no worker can have. */
  most: number
  from: Day
  by: Day | null
}

/** The days of a piece of work, who does it and what it takes; `shown`: from when on its result can be shown. */
export type PlannedPiece = { id: string; worker: string; start: Day; end: Day; shown: Day; days: Days }

/** A day that a person fixed and that the plan cannot keep, or that comes before what is needed. */
export type Clash =
  | { id: string; kind: 'due'; day: Day; end: Day }
  | { id: string; kind: 'start'; day: Day; start: Day }
  | { id: string; kind: 'need'; day: Day; need: string; end: Day }

/** What comes of planning. Every effort that nobody has changed is an estimate of ours. */
export type Planned = {
  /** By first day, last day. */
  pieces: PlannedPiece[]
  unplaced: string[]
  /** Gaps that nothing in the plan closes. */
  uncovered: string[]
  forecast: Forecast[]
  /** The day on which the last gap can be shown; nothing while something has no work or no days. */
  reached: Day | null
  /** The same when all goes quickly, and when all takes as long as it may. */
  quick: Day | null
  slow: Day | null
  /** The day on which the last of what has days can be shown. */
  ends: Day
  late: boolean
  /** What would have to give; nothing where the day is kept. */
  relief: Relief | null
  critical: CriticalTask[]
  clashes: Clash[]
}

const HOURS_A_DAY = 8
const [LOW, LIKELY, HIGH] = [0, 1, 2] as const

/** Gives every piece of work its days, in the shortest order that is found. The same work gives the same plan. */
export function planWork(work: PlanWork): Planned {
  const { pieces, workers, worked, from, by } = work
  const tasks = pieces.map((piece) => toTask(piece, LIKELY))
  const found = schedule(tasks, workers, from)
  const withEfforts = (effort: typeof LOW | typeof HIGH) =>
    follow(
      found.turns,
      pieces.map((piece) => toTask(piece, effort)),
      workers,
      from,
    )
  const cases = { likely: found, quick: withEfforts(LOW), slow: withEfforts(HIGH) }
  const covered = new Set([...worked, ...pieces].flatMap(({ closes }) => closes))
  const uncovered = work.gaps.filter((criterion) => !covered.has(criterion))
  const efforts = new Map(pieces.map(({ id, days }) => [id, days]))
  const after = worked.reduce((last, { shown }) => (shown > last ? shown : last), from)
  const endOf = ({ tasks: scheduled }: Schedule) => scheduled.reduce((last, { shown }) => (shown > last ? shown : last), after)
  const reachedIn = (one: Schedule) => (uncovered.length > 0 || one.unplaced.length > 0 ? null : endOf(one))
  const reached = reachedIn(found)
  const late = by !== null && (reached === null || reached > by)
  return {
    pieces: found.tasks
      .map(({ id, worker, start, end, shown }) => ({ id, worker, start, end, shown, days: efforts.get(id) ?? [0, 0, 0] }))
      .toSorted((one, other) => (daysOf(one) < daysOf(other) ? -1 : Number(daysOf(one) > daysOf(other)))),
    unplaced: found.unplaced,
    uncovered,
    forecast: forecastOf(work, cases, from),
    reached,
    quick: reachedIn(cases.quick),
    slow: reachedIn(cases.slow),
    ends: endOf(found),
    late,
    relief: late && by !== null ? reliefOf({ found, tasks, workers, most: work.most, worked, from, by }) : null,
    critical: criticalPath(found.tasks, tasks),
    clashes: clashesIn(found, pieces),
  }
}

function toTask({ id, days, needs, matures, worth, assignee, start, due }: Piece, effort: 0 | 1 | 2): Valued {
  return {
    ...{ id, needs, matures, worth, hours: days[effort] * HOURS_A_DAY },
    ...(assignee === undefined ? {} : { assignee }),
    ...(start === undefined ? {} : { start }),
    ...(due === undefined ? {} : { due }),
  }
}

function daysOf({ start, end, id }: PlannedPiece): string {
  return `${start} ${end} ${id}`
}

/** Where a person's days and the plan do not agree: the person's stay, and this is said. */
function clashesIn({ tasks }: Schedule, pieces: readonly Piece[]): Clash[] {
  const at = new Map(tasks.map((task) => [task.id, task]))
  return pieces.flatMap(({ id, start, due, needs }): Clash[] => {
    const own = at.get(id)
    if (!own) return []
    const early = start === undefined ? [] : needs.flatMap((need) => at.get(need) ?? []).filter(({ end }) => end > own.start)
    return [
      ...(due !== undefined && own.end > due ? [{ id, kind: 'due' as const, day: due, end: own.end }] : []),
      ...(start !== undefined && own.start > start ? [{ id, kind: 'start' as const, day: start, start: own.start }] : []),
      ...early.map(({ id: need, end }) => ({ id, kind: 'need' as const, day: own.start, need, end })),
    ]
  })
}
