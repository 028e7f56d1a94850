import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Priority, Task, TaskState } from './task.ts'

/** A task as a list over several assessments has it, with the assessment that it is of. */
export type AssignedTask = Pick<Task, 'id' | 'measure' | 'title' | 'priority' | 'state' | 'dueOn' | 'planned' | 'revision'> & {
  assessment: AssessmentId
  /** The title of that assessment. */
  of: string
}

/** Which tasks are read: the `most` with the earliest day, and of some assessments alone where they are named. */
type Wanted = { only: readonly AssessmentId[] | undefined; most: number }

/** What is left of somebody's tasks, over all assessments. One statement, by an index of its own. */
export async function listAssignedTasks(tx: Tx, tenant: TenantId, person: PersonId, wanted: Wanted): Promise<AssignedTask[]> {
  return toAssigned(await toDoOf(tx, tenant, wanted).where('assignee', '=', person).execute())
}

/** What is left of the tasks that nobody has, over all assessments. One statement, by the same index. */
export async function listUnownedTasks(tx: Tx, tenant: TenantId, wanted: Wanted): Promise<AssignedTask[]> {
  return toAssigned(await toDoOf(tx, tenant, wanted).where('assignee', 'is', null).execute())
}

function toDoOf(tx: Tx, tenant: TenantId, { only, most }: Wanted) {
  return tx
    .selectFrom('task')
    .select(['id', 'assessment_id', 'measure', 'title', 'priority', 'state', 'revision'])
    .select(['due_on', 'planned_start', 'planned_end', 'planned_shown'])
    .select((eb) =>
      eb
        .selectFrom('assessment')
        .select('assessment.title')
        .whereRef('assessment.tenant_id', '=', 'task.tenant_id')
        .whereRef('assessment.id', '=', 'task.assessment_id')
        .as('of'),
    )
    .where('tenant_id', '=', tenant)
    .where(sql<SqlBool>`state in ('todo', 'doing')`)
    .$if(only !== undefined, (query) => query.where(sql<SqlBool>`assessment_id = any(${`{${only?.join(',')}}`}::uuid[])`))
    .orderBy(sql`coalesce(due_on, planned_end)`)
    .orderBy('priority')
    .limit(most)
}

function toAssigned(rows: Awaited<ReturnType<ReturnType<typeof toDoOf>['execute']>>): AssignedTask[] {
  return rows.map(({ planned_start: start, planned_end: end, planned_shown: shown, ...row }) => ({
    id: row.id,
    revision: row.revision,
    assessment: row.assessment_id,
    of: row.of ?? '',
    measure: row.measure,
    title: row.title,
    priority: row.priority as Priority,
    state: row.state as TaskState,
    dueOn: row.due_on,
    planned: start !== null && end !== null && shown !== null ? { start, end, shown } : null,
  }))
}
