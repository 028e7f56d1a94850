import type { AssessmentId, PersonId, TaskId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Days } from '../measures/index.ts'
import type { Task } from '../tasks/index.ts'
import type { OwnEfforts } from './effort.ts'
import type { Planned } from './plan-work.ts'
import type { PlanSettings } from './settings.ts'

/** The days of a task before and after a planning; null where it had, or has, none. */
export type Moved = { id: string; before: Span | null; after: Span | null }
type Span = { start: Day; end: Day }

/** What came of planning an assessment, by the identifiers of its tasks. */
export type PlanResult = Planned & {
  /** What moved since the planning before; nothing in the first one. */
  moved: Moved[]
  /** When everything could be shown by the planning before; null where there was none, or no day. */
  reachedBefore: Day | null
  /** How many criteria were settled when it was made, and how many there are. */
  settled: number
  total: number
}

/** The plan of an assessment as it was made last. */
export type KeptPlan = {
  assessment: AssessmentId
  settings: PlanSettings
  result: PlanResult
  by: PersonId
  at: Instant
  revision: number
}

/** What a planning moved of tasks that had days already, or lost them. */
export function movedIn(tasks: readonly Pick<Task, 'id' | 'planned'>[], { pieces }: Pick<Planned, 'pieces'>): Moved[] {
  const now = new Map(pieces.map(({ id, start, end }) => [id, { start, end }]))
  return tasks.flatMap(({ id, planned }): Moved[] => {
    const before = planned && { start: planned.start, end: planned.end }
    const after = now.get(id) ?? null
    if (!before || (before.start === after?.start && before.end === after.end)) return []
    return [{ id, before, after }]
  })
}

/** The person-days of all tasks of a plan. */
export function daysIn({ pieces }: Pick<Planned, 'pieces'>): Days {
  const sum = (at: 0 | 1 | 2) => Math.round(pieces.reduce((all, { days }) => all + days[at], 0) * 10) / 10
  return [sum(0), sum(1), sum(2)]
}

/** The same result with other identifiers: those that tasks got when they were made. */
export function withIds(planned: Planned, ids: ReadonlyMap<string, TaskId>): Planned {
  const of = (id: string) => ids.get(id) ?? id
  const own = <One extends { id: string }>(all: readonly One[]) => all.map((one) => ({ ...one, id: of(one.id) }))
  const { pieces, unplaced, critical, clashes, relief } = planned
  return {
    ...planned,
    ...{ pieces: own(pieces), unplaced: unplaced.map(of), critical: own(critical) },
    clashes: own(clashes).map((clash) => ('need' in clash ? { ...clash, need: of(clash.need) } : clash)),
    relief: relief && { ...relief, waits: own(relief.waits) },
  }
}

/** Whether what was planned is no longer what there is: tasks that came, went or changed since, or what their measures take. */
export function isStale(
  { at, result }: Pick<KeptPlan, 'at' | 'result'>,
  tasks: readonly Pick<Task, 'id' | 'state' | 'changedAt' | 'measure' | 'effort'>[],
  efforts: OwnEfforts,
): boolean {
  const planned = new Set([...result.pieces.map(({ id }) => id), ...result.unplaced])
  return tasks.some(({ id, state, changedAt, measure, effort }) => {
    const toDo = state === 'todo' || state === 'doing'
    if (!toDo) return planned.has(id)
    const taken = effort === null && measure !== null ? efforts.get(measure)?.at : undefined
    return !planned.has(id) || changedAt > at || (taken !== undefined && taken > at)
  })
}
