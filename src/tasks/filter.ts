import { sundayOf } from '../kernel/calendar.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { dueOf, isOverdue, isToDo, TASK_STATES, type Task, type TaskState } from './task.ts'

const TASK_VIEWS = ['list', 'board', 'timeline'] as const
export type TaskView = (typeof TASK_VIEWS)[number]

/** Which tasks are shown, how and where in the list: as an address says it. */
export type TaskFilter = {
  view: TaskView
  who: 'me' | 'nobody' | PersonId | ''
  state: TaskState | 'open' | ''
  when: 'overdue' | 'week' | ''
  sort: 'due' | 'priority'
  page: number
}

/** Reads the query of an address; what says nothing counts as not said. */
export function readTaskFilter(query: Record<string, string | undefined>): TaskFilter {
  const { who = '', state = '', when, sort, page } = query
  return {
    view: TASK_VIEWS.find((view) => view === query.view) ?? 'list',
    who: who === 'me' || who === 'nobody' ? who : (parseId<PersonId>(who) ?? ''),
    state: TASK_STATES.find((one) => one === state) ?? (state === 'open' ? 'open' : ''),
    when: when === 'overdue' || when === 'week' ? when : '',
    sort: sort === 'priority' ? 'priority' : 'due',
    page: /^[1-9][0-9]{0,3}$/.test(page ?? '') ? Number(page) : 1,
  }
}

/** The query of an address that shows these tasks. */
export function toTaskQuery(filter: TaskFilter, change: Partial<TaskFilter> = {}): string {
  const { view, who, state, when, sort, page } = { ...filter, page: 1, ...change }
  const said: [string, string, string][] = [
    ['view', view, 'list'],
    ['who', who, ''],
    ['state', state, ''],
    ['when', when, ''],
    ['sort', sort, 'due'],
    ['page', String(page), '1'],
  ]
  const query = new URLSearchParams()
  for (const [name, value, usual] of said) if (value !== usual) query.set(name, value)
  return query.size === 0 ? '' : `?${query}`
}

/**
 * The tasks that a filter shows. By due day: what is still to do first, the earliest day first and what has none last. By priority: the
 * highest first. What is equal stands in the order in which it came to be. A week is the one of `today`, Monday to Sunday.
 */
export function applyTaskFilter(tasks: readonly Task[], filter: TaskFilter, me: PersonId, today: Day): Task[] {
  const sunday = sundayOf(today)
  const shown = tasks.filter((task) => {
    const { who, state, when } = filter
    const due = dueOf(task)
    if (who === 'me' ? task.assignee !== me : who === 'nobody' ? task.assignee !== null : who !== '' && task.assignee !== who)
      return false
    if (state === 'open' ? !isToDo(task) : state !== '' && task.state !== state) return false
    if (when === 'overdue') return isOverdue(task, today)
    return when === '' || (isToDo(task) && due !== undefined && due >= today && due <= sunday)
  })
  const dueKey = (task: Task) => dueOf(task) ?? '9999'
  const rest = (task: Task) => Number(!isToDo(task))
  return shown.toSorted(
    (one, other) =>
      rest(one) - rest(other) ||
      (filter.sort === 'priority' ? one.priority - other.priority : 0) ||
      dueKey(one).localeCompare(dueKey(other)) ||
      one.priority - other.priority,
  )
}
