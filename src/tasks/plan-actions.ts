import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, TaskId } from '../kernel/ids.ts'
import type { Seat } from '../kernel/seat.ts'
import * as store from './store.ts'
import type { Task } from './task.ts'

/** What is known of a task when it begins. */
type NewTask = Pick<Task, 'issue' | 'measure' | 'origin' | 'title'> &
  Partial<Pick<Task, 'note' | 'assignee' | 'priority' | 'dueOn'>>

/** The tasks of an assessment that the caller has checked, in the transaction of an act or a page. */
export function tasksIn(tx: Tx, { tenant }: Pick<Seat, 'tenant'>, assessment: AssessmentId): Promise<Task[]> {
  return store.listTasks(tx, tenant, assessment)
}

/** Begins tasks in the transaction of an act, which has checked who does it, and tells the log itself. */
export async function beginTasks(
  context: Pick<Context, 'now' | 'newId'>,
  tx: Tx,
  { tenant, person }: Seat,
  assessment: AssessmentId,
  wishes: readonly NewTask[],
): Promise<Task[]> {
  const now = context.now()
  const tasks = wishes.map(
    (wish): Task => ({
      ...{ note: '', assignee: null, priority: 2, dueOn: null, startOn: null, planned: null, effort: null, cost: null },
      ...{ state: 'todo', ticked: [], needs: [], evidence: '', done: null, revision: 1 },
      ...{ createdBy: person, createdAt: now, changedBy: person, changedAt: now },
      ...wish,
      id: context.newId<TaskId>(),
    }),
  )
  await store.insertTasks(tx, tenant, assessment, tasks)
  return tasks
}

/** Gives tasks the days of a planning, in its transaction. What people wrote or fixed stays. */
export function planDays(
  tx: Tx,
  { tenant }: Pick<Seat, 'tenant'>,
  days: readonly { id: TaskId; planned: Task['planned'] }[],
): Promise<void> {
  return store.planTasks(tx, tenant, days)
}
