import type { Edition } from '../catalogue/index.ts'
import type { IssueId, PersonId, TaskId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import { closedBy, type Measure } from '../measures/index.ts'

/** Where a task came from: a measure of the catalogue, somebody's own idea, a direction of management. */
export type TaskOrigin = 'measure' | 'own' | 'direction'

export const TASK_STATES = ['todo', 'doing', 'done', 'dropped'] as const
export type TaskState = (typeof TASK_STATES)[number]

export const TASK_STATE_WORDS: Record<TaskState, Words> = {
  todo: { ja: 'これから', en: 'To do' },
  doing: { ja: '進行中', en: 'In progress' },
  done: { ja: '完了', en: 'Done' },
  dropped: { ja: 'しない', en: 'Dropped' },
}

/** 1 is the highest. */
export const PRIORITIES = [1, 2, 3] as const
export type Priority = (typeof PRIORITIES)[number]

export const PRIORITY_WORDS: Record<Priority, Words> = {
  1: { ja: '高', en: 'High' },
  2: { ja: '中', en: 'Normal' },
  3: { ja: '低', en: 'Low' },
}

/** A 対応: a piece of work on an issue, with who does it, when, and what it takes. */
export type Task = {
  id: TaskId
  issue: IssueId | null
  measure: string | null
  origin: TaskOrigin
  title: string
  note: string
  assignee: PersonId | null
  priority: Priority
  state: TaskState
  /** Person-days: low, likely, high, as the organisation says; null for our estimate. */
  effort: [number, number, number] | null
  /** Yen spent outside; null where nobody said. */
  cost: number | null
  /** The days that people have fixed: no planning moves them. */
  startOn: Day | null
  dueOn: Day | null
  /** The days that the last planning gave; `shown`: from when on its result can be shown. */
  planned: { start: Day; end: Day; shown: Day } | null
  /** Ids of the steps of its measure that are ticked. */
  ticked: string[]
  /** The tasks that come before. */
  needs: TaskId[]
  /** Where one can look up that it is done, as whoever finished it said. */
  evidence: string
  done: { by: PersonId; at: Instant } | null
  createdBy: PersonId
  createdAt: Instant
  changedBy: PersonId
  changedAt: Instant
  revision: number
}

/** Whether somebody still has to work on it. */
export function isToDo({ state }: Pick<Task, 'state'>): boolean {
  return state === 'todo' || state === 'doing'
}

/** The day by which it is to be done: people's own first, else the planned one. */
export function dueOf({ dueOn, planned }: Pick<Task, 'dueOn' | 'planned'>): Day | undefined {
  return dueOn ?? planned?.end
}

/** The day on which it begins: people's own first, else the planned one. */
export function startOf({ startOn, planned }: Pick<Task, 'startOn' | 'planned'>): Day | undefined {
  return startOn ?? planned?.start
}

/** Whether it should have been done before that day. */
export function isOverdue(task: Pick<Task, 'state' | 'dueOn' | 'planned'>, today: Day): boolean {
  const due = dueOf(task)
  return isToDo(task) && due !== undefined && due < today
}

/**
 * The criteria of an issue that a task works on: those that its measure closes; for a task without a measure, those that the measure of
 * no other task of the issue closes.
 */
export function criteriaOf(
  task: Pick<Task, 'measure'>,
  issue: readonly string[],
  others: readonly Pick<Task, 'measure'>[],
  measures: readonly Measure[],
  edition: Pick<Edition, 'id' | 'criteria'>,
): string[] {
  const closes = (id: string | null) => {
    const measure = measures.find((one) => one.id === id)
    return new Set(measure ? closedBy(measure, edition).map((criterion) => criterion.id) : [])
  }
  if (task.measure !== null) {
    const own = closes(task.measure)
    return issue.filter((criterion) => own.has(criterion))
  }
  const taken = others.map(({ measure }) => closes(measure))
  return issue.filter((criterion) => !taken.some((set) => set.has(criterion)))
}
