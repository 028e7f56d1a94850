import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { daysIn, type Forecast, hoursIn, type KeptPlan } from '../plan/index.ts'
import { isToDo, type Task, type TaskState } from '../tasks/index.ts'

/** A task as management saw it. */
export type FrozenTask = {
  id: string
  title: string
  measure: string | null
  assignee: string | null
  state: TaskState
  start: Day | null
  end: Day | null
  due: Day | null
  /** Person-days: low, likely, high; null where it has no days. */
  days: readonly [number, number, number] | null
  /** Yen. */
  cost: number | null
}

/** What is put before management, by names as they are then: nothing that changes later changes it. */
export type FrozenPlan = {
  format: 1
  organisation: string
  assessment: { id: AssessmentId; title: string; target: 3 | 4; edition: string }
  /** How many criteria are settled, and how many there are. */
  settled: number
  total: number
  from: Day
  by: Day | null
  hoursAWeek: number
  reached: Day | null
  quick: Day | null
  slow: Day | null
  late: boolean
  forecast: readonly Forecast[]
  days: readonly [number, number, number]
  yen: number
  tasks: readonly FrozenTask[]
  /** Where people's days are not kept, what has no days, and the criteria that nothing closes. */
  missed: readonly { title: string; day: Day; end: Day }[]
  unplaced: readonly string[]
  uncovered: readonly string[]
}

type Source = {
  head: FrozenPlan['assessment']
  organisation: string
  settled: number
  total: number
  tasks: readonly Task[]
  people: readonly { id: PersonId; name: string }[]
}

/** The plan of an assessment as it is, with its tasks as they are now. */
export function freeze(
  { head, organisation, settled, total, tasks, people }: Source,
  { settings, result }: KeptPlan,
): FrozenPlan {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const titles = new Map<string, string>(tasks.map(({ id, title }) => [id, title]))
  const efforts = new Map(result.pieces.map(({ id, days }) => [id, days]))
  const counted = tasks.filter(({ state }) => state !== 'dropped')
  const { id, title, target, edition } = head
  return {
    format: 1,
    organisation,
    assessment: { id, title, target, edition },
    ...{ settled, total, from: settings.from, by: settings.by, hoursAWeek: hoursIn(settings) },
    ...{ reached: result.reached, quick: result.quick, slow: result.slow, late: result.late, forecast: result.forecast },
    days: daysIn(result),
    yen: counted.filter(isToDo).reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    tasks: counted.map((task) => ({
      ...{ id: task.id, title: task.title, measure: task.measure, state: task.state, due: task.dueOn, cost: task.cost },
      assignee: task.assignee && (names.get(task.assignee) ?? null),
      start: task.planned?.start ?? null,
      end: task.planned?.end ?? null,
      days: efforts.get(task.id) ?? null,
    })),
    missed: result.clashes.flatMap((clash) =>
      clash.kind === 'due' ? [{ title: titles.get(clash.id) ?? '', day: clash.day, end: clash.end }] : [],
    ),
    unplaced: result.unplaced.map((task) => titles.get(task) ?? ''),
    uncovered: result.uncovered,
  }
}

/** What is no longer as management saw it. */
export type PlanChanges = {
  reached: { before: Day | null; after: Day | null } | null
  by: { before: Day | null; after: Day | null } | null
  hoursAWeek: { before: number; after: number } | null
  days: { before: number; after: number } | null
  yen: { before: number; after: number } | null
  added: string[]
  dropped: string[]
  done: string[]
  /** The last day that a task has now, and had. */
  moved: { title: string; before: Day | null; after: Day | null }[]
  /** Who does it now, and who did. */
  handed: { title: string; before: string | null; after: string | null }[]
}

/** Compares what was put before management with what is now. */
export function changesSince(before: FrozenPlan, after: FrozenPlan): PlanChanges {
  const was = new Map(before.tasks.map((task) => [task.id, task]))
  const is = new Map(after.tasks.map((task) => [task.id, task]))
  const both = after.tasks.flatMap((now) => {
    const then = was.get(now.id)
    return then ? [{ then, now }] : []
  })
  const open = both.filter(({ now }) => isToDo(now))
  return {
    reached: pair(before.reached, after.reached),
    by: pair(before.by, after.by),
    hoursAWeek: pair(before.hoursAWeek, after.hoursAWeek),
    days: pair(before.days[1], after.days[1]),
    yen: pair(before.yen, after.yen),
    added: after.tasks.filter(({ id }) => !was.has(id)).map(({ title }) => title),
    dropped: before.tasks.filter(({ id }) => !is.has(id)).map(({ title }) => title),
    done: both.filter(({ then, now }) => isToDo(then) && now.state === 'done').map(({ now }) => now.title),
    moved: open
      .filter(({ then, now }) => endOf(then) !== endOf(now))
      .map(({ then, now }) => ({ title: now.title, before: endOf(then), after: endOf(now) })),
    handed: open
      .filter(({ then, now }) => then.assignee !== now.assignee)
      .map(({ then, now }) => ({ title: now.title, before: then.assignee, after: now.assignee })),
  }
}

/** Whether anything changed but work that was done. */
export function hasChanged({ done: _done, ...changes }: PlanChanges): boolean {
  return Object.values(changes).some((one) => (Array.isArray(one) ? one.length > 0 : one !== null))
}

function pair<T>(before: T, after: T): { before: T; after: T } | null {
  return before === after ? null : { before, after }
}

function endOf({ due, end }: FrozenTask): Day | null {
  return due ?? end
}
