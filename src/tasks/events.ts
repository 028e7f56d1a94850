import type { AssessmentId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, textChange } from '../log/index.ts'
import type { Task } from './task.ts'

type Head = { id: AssessmentId; title: string }
/** The name of a person by identifier, as it is now. */
type NameOf = (person: string) => string
type OneTask = { task: string }
type TaskField = 'task' | 'note' | 'assignee' | 'priority' | 'state' | 'startOn' | 'dueOn' | 'effort' | 'cost' | 'needs'

/** What the log is told of tasks. The subject is their assessment; `task` is what it was called then. */
export type TaskEvent =
  | LogEvent<'task.begin', OneTask, TaskField>
  | LogEvent<'task.change', OneTask, TaskField>
  | LogEvent<'task.many', { count: number; tasks: string[] }, TaskField>
  | LogEvent<'task.tick', OneTask, 'ticked'>
  | LogEvent<'task.finish', OneTask & { proposals: number }, 'evidence'>
  | LogEvent<'task.leave', OneTask & { criterion: string }>

/** A task that somebody added. */
export function begun(head: Head, task: Task, named: Naming): TaskEvent {
  return {
    act: 'task.begin',
    subject: subjectOf(head),
    details: { task: task.title },
    changes: changesOf(undefined, task, named),
  }
}

/** What people wrote of a task, or its state. */
export function changed(head: Head, before: Task, after: Task, named: Naming): TaskEvent {
  const changes = changesOf(before, after, named)
  return { act: 'task.change', subject: subjectOf(head), details: { task: before.title }, changes }
}

/** One change for many tasks: what it makes of each, told once. */
export function changedMany(head: Head, pairs: readonly { before: Task; after: Task }[], named: Naming): TaskEvent {
  const changes = pairs.flatMap(({ before, after }) => changesOf(before, after, named).map((one) => ({ ...one, before: null })))
  const once = [...new Map(changes.map((change) => [change.field, change])).values()]
  const tasks = pairs.map(({ before }) => before.title)
  return { act: 'task.many', subject: subjectOf(head), details: { count: pairs.length, tasks }, changes: once }
}

/** Steps that were ticked or not any more, by their words. */
export function ticked(head: Head, { title }: Task, before: readonly string[], after: readonly string[]): TaskEvent {
  const list = (steps: readonly string[]) => (steps.length === 0 ? null : steps)
  return {
    act: 'task.tick',
    subject: subjectOf(head),
    details: { task: title },
    changes: [{ field: 'ticked', type: 'list', before: list(before), after: list(after) }],
  }
}

/** A task that is done, and for how many criteria it proposes an answer. */
export function finished(head: Head, { title, evidence }: Task, proposals: number): TaskEvent {
  return {
    act: 'task.finish',
    subject: subjectOf(head),
    details: { task: title, proposals },
    changes: onlyChanged([textChange('evidence', null, evidence)]),
  }
}

/** A proposal that somebody left: the answer stays as it is. */
export function leftProposal(head: Head, { title }: Task, criterion: string): TaskEvent {
  return { act: 'task.leave', subject: subjectOf(head), details: { task: title, criterion } }
}

/** How people and tasks are called. */
export type Naming = { person: NameOf; task: NameOf }

function changesOf(before: Task | undefined, after: Task, named: Naming): FieldChange<TaskField>[] {
  const person = (one: Task | undefined) => (one?.assignee ? { id: one.assignee, name: named.person(one.assignee) } : null)
  const needs = (one: Task | undefined) => (one?.needs.length ? one.needs.map(named.task) : null)
  const effort = (one: Task | undefined) => one?.effort?.join(' / ') ?? null
  const code = (value: number | string | undefined) => (value === undefined ? null : String(value))
  return onlyChanged<TaskField>([
    textChange('task', before?.title ?? null, after.title),
    textChange('note', before?.note ?? null, after.note),
    { field: 'assignee', type: 'person', before: person(before), after: person(after) },
    { field: 'priority', type: 'code', before: code(before?.priority), after: String(after.priority) },
    { field: 'state', type: 'code', before: code(before?.state), after: after.state },
    { field: 'startOn', type: 'day', before: before?.startOn ?? null, after: after.startOn },
    { field: 'dueOn', type: 'day', before: before?.dueOn ?? null, after: after.dueOn },
    textChange('effort', effort(before), effort(after)),
    { field: 'cost', type: 'number', before: before?.cost ?? null, after: after.cost },
    { field: 'needs', type: 'list', before: needs(before), after: needs(after) },
  ])
}

function subjectOf({ id, title }: Head) {
  return { kind: 'assessment', id, name: title }
}
