import { sundayOf } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { dueOf, isToDo, type Task } from '../tasks/index.ts'

/** What the order needs to know of a task. */
type Dated = Pick<Task, 'dueOn' | 'planned' | 'priority' | 'state'>

/** When a task is to be done, seen from a day: before it, by the end of its week (Sunday), later, or on no day that anybody named. */
export type When = 'overdue' | 'week' | 'later' | 'undated'
/** A task with its day, as a person's list has it. */
export type DueTask<T> = { task: T; due: Day | undefined; when: When }

/** What is left of the tasks: those overdue first, then by their day, the highest priority first; without a day last. */
export function byDue<T extends Dated>(tasks: readonly T[], today: Day): DueTask<T>[] {
  const sunday = sundayOf(today)
  return tasks
    .filter(isToDo)
    .map((task) => ({ task, due: dueOf(task), when: whenOf(dueOf(task), today, sunday) }))
    .toSorted((one, other) => (one.due ?? NEVER).localeCompare(other.due ?? NEVER) || one.task.priority - other.task.priority)
}

function whenOf(due: Day | undefined, today: Day, sunday: Day): When {
  if (due === undefined) return 'undated'
  if (due < today) return 'overdue'
  return due <= sunday ? 'week' : 'later'
}

const NEVER = '9999-12-31'

/** Of somebody's own tasks, those after so many are neither shown nor counted. */
export const MOST_TASKS = 200
/** Of tasks that nobody has, more than so many are not counted. */
export const MOST_UNOWNED = 100
