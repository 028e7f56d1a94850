import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Priority, Task, TaskState } from './task.ts'

/** A task as a list of somebody's own work has it, with the assessment that it is of. */
export type AssignedTask = Pick<Task, 'id' | 'title' | 'priority' | 'state' | 'dueOn' | 'planned'> & { assessment: AssessmentId }

/** What is left of somebody's tasks, over all assessments. One statement, by an index of its own. */
export async function listAssignedTasks(tx: Tx, tenant: TenantId, person: PersonId): Promise<AssignedTask[]> {
  const rows = await tx
    .selectFrom('task')
    .select(['id', 'assessment_id', 'title', 'priority', 'state', 'due_on', 'planned_start', 'planned_end', 'planned_shown'])
    .where('tenant_id', '=', tenant)
    .where('assignee', '=', person)
    .where('state', 'in', ['todo', 'doing'])
    .execute()
  return rows.map(({ planned_start: start, planned_end: end, planned_shown: shown, ...row }) => ({
    id: row.id,
    assessment: row.assessment_id,
    title: row.title,
    priority: row.priority as Priority,
    state: row.state as TaskState,
    dueOn: row.due_on,
    planned: start !== null && end !== null && shown !== null ? { start, end, shown } : null,
  }))
}
