import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Priority, Task, TaskState } from './task.ts'

/** A task as a list over several assessments has it, with the assessment that it is of. */
export type AssignedTask = Pick<Task, 'id' | 'title' | 'priority' | 'state' | 'dueOn' | 'planned' | 'revision'> & {
  assessment: AssessmentId
}

/** What is left of somebody's tasks, over all assessments. One statement, by an index of its own. */
export async function listAssignedTasks(tx: Tx, tenant: TenantId, person: PersonId): Promise<AssignedTask[]> {
  return toAssigned(await toDoOf(tx, tenant).where('assignee', '=', person).execute())
}

/** What is left of the tasks that nobody has, over all assessments: the `most` with the earliest day. One statement, by the same index. */
export async function listUnownedTasks(tx: Tx, tenant: TenantId, most: number): Promise<AssignedTask[]> {
  const day = sql`coalesce(due_on, planned_end)`
  return toAssigned(await toDoOf(tx, tenant).where('assignee', 'is', null).orderBy(day).orderBy('priority').limit(most).execute())
}

function toDoOf(tx: Tx, tenant: TenantId) {
  return tx
    .selectFrom('task')
    .select(['id', 'assessment_id', 'title', 'priority', 'state', 'revision'])
    .select(['due_on', 'planned_start', 'planned_end', 'planned_shown'])
    .where('tenant_id', '=', tenant)
    .where('state', 'in', ['todo', 'doing'])
}

function toAssigned(rows: Awaited<ReturnType<ReturnType<typeof toDoOf>['execute']>>): AssignedTask[] {
  return rows.map(({ planned_start: start, planned_end: end, planned_shown: shown, ...row }) => ({
    id: row.id,
    revision: row.revision,
    assessment: row.assessment_id,
    title: row.title,
    priority: row.priority as Priority,
    state: row.state as TaskState,
    dueOn: row.due_on,
    planned: start !== null && end !== null && shown !== null ? { start, end, shown } : null,
  }))
}
