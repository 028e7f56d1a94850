import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, TaskId, TenantId } from '../kernel/ids.ts'
import type { Proposal } from './finishing.ts'
import type { Priority, Task, TaskOrigin, TaskState } from './task.ts'

/** Every task of an assessment, in the order in which they came to be. */
export async function listTasks(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<Task[]> {
  const rows = await tx
    .selectFrom('task')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toTask)
}

export async function findTask(tx: Tx, tenant: TenantId, assessment: AssessmentId, id: TaskId): Promise<Task | undefined> {
  const row = await tx
    .selectFrom('task')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toTask(row)
}

export async function insertTasks(tx: Tx, tenant: TenantId, assessment: AssessmentId, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return
  const values = tasks.map((task) => ({ tenant_id: tenant, assessment_id: assessment, ...toRow(task) }))
  await tx.insertInto('task').values(values).execute()
}

/** Writes a task as it is now, where it still stands at the revision before; false where somebody was first. */
export async function updateTask(tx: Tx, tenant: TenantId, task: Task): Promise<boolean> {
  const { id, origin: _origin, created_by: _by, created_at: _at, ...row } = toRow(task)
  const result = await tx
    .updateTable('task')
    .set(row)
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('revision', '=', task.revision - 1)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Writes which steps are ticked. The revision stays: ticks are merged, and no form that is open holds them. */
export async function tickTask(
  tx: Tx,
  tenant: TenantId,
  { id, ticked, changedBy, changedAt }: Pick<Task, 'id' | 'ticked' | 'changedBy' | 'changedAt'>,
): Promise<void> {
  await tx
    .updateTable('task')
    .set({ ticked: JSON.stringify(ticked), changed_by: changedBy, changed_at: changedAt })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** What a finished task proposes, in the order of the criteria's numbers. */
export async function listProposals(tx: Tx, tenant: TenantId, task: TaskId): Promise<Proposal[]> {
  const rows = await tx
    .selectFrom('task_proposal')
    .select(['criterion', 'outcome', 'decided_by', 'decided_at'])
    .where('tenant_id', '=', tenant)
    .where('task_id', '=', task)
    .execute()
  const proposals = rows.map((row) => ({
    criterion: row.criterion,
    outcome: row.outcome as Proposal['outcome'],
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }))
  return proposals.toSorted((one, other) => one.criterion.localeCompare(other.criterion, 'en', { numeric: true }))
}

/** Proposes answers for criteria, anew where they were proposed before. */
export async function propose(tx: Tx, tenant: TenantId, task: TaskId, criteria: readonly string[]): Promise<void> {
  if (criteria.length === 0) return
  const waiting = { outcome: null, decided_by: null, decided_at: null }
  await tx
    .insertInto('task_proposal')
    .values(criteria.map((criterion) => ({ tenant_id: tenant, task_id: task, criterion, ...waiting })))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'task_id', 'criterion']).doUpdateSet(waiting))
    .execute()
}

/** Takes back what nobody has decided of. */
export async function withdrawProposals(tx: Tx, tenant: TenantId, task: TaskId): Promise<void> {
  await tx
    .deleteFrom('task_proposal')
    .where('tenant_id', '=', tenant)
    .where('task_id', '=', task)
    .where('outcome', 'is', null)
    .execute()
}

/** Writes what became of a proposal that waits; false where somebody decided before. */
export async function decideProposal(
  tx: Tx,
  tenant: TenantId,
  task: TaskId,
  { criterion, outcome, decidedBy, decidedAt }: Proposal,
): Promise<boolean> {
  const result = await tx
    .updateTable('task_proposal')
    .set({ outcome, decided_by: decidedBy, decided_at: decidedAt })
    .where('tenant_id', '=', tenant)
    .where('task_id', '=', task)
    .where('criterion', '=', criterion)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Gives tasks the days of a planning; nothing else of them changes, their revision neither. One statement, whatever their number. */
export async function planTasks(
  tx: Tx,
  tenant: TenantId,
  days: readonly { id: TaskId; planned: Task['planned'] }[],
): Promise<void> {
  if (days.length === 0) return
  const rows = JSON.stringify(days.map(({ id, planned }) => ({ id, ...planned })))
  await sql`
    update task set planned_start = days.start, planned_end = days."end", planned_shown = days.shown
    from jsonb_to_recordset(${rows}::jsonb) as days (id uuid, start text, "end" text, shown text)
    where task.tenant_id = ${tenant} and task.id = days.id`.execute(tx)
}

function toRow(task: Task) {
  const { id, origin, measure, title, note, assignee, priority, state, cost, evidence, revision } = task
  return {
    ...{ id, origin, measure, title, note, assignee, priority, state, cost, evidence, revision },
    issue_id: task.issue,
    effort: task.effort && JSON.stringify(task.effort),
    start_on: task.startOn,
    due_on: task.dueOn,
    planned_start: task.planned?.start ?? null,
    planned_end: task.planned?.end ?? null,
    planned_shown: task.planned?.shown ?? null,
    ticked: JSON.stringify(task.ticked),
    needs: JSON.stringify(task.needs),
    done_by: task.done?.by ?? null,
    done_at: task.done?.at ?? null,
    created_by: task.createdBy,
    created_at: task.createdAt,
    changed_by: task.changedBy,
    changed_at: task.changedAt,
  }
}

function toTask(row: Selectable<Tables['task']>): Task {
  const { id, measure, title, note, assignee, effort, cost, ticked, needs, evidence, revision } = row
  const { planned_start: start, planned_end: end, planned_shown: shown, done_by: by, done_at: at } = row
  return {
    ...{ id, measure, title, note, assignee, effort, cost, ticked, needs, evidence, revision },
    origin: row.origin as TaskOrigin,
    priority: row.priority as Priority,
    state: row.state as TaskState,
    issue: row.issue_id,
    startOn: row.start_on,
    dueOn: row.due_on,
    planned: start !== null && end !== null && shown !== null ? { start, end, shown } : null,
    done: by !== null && at !== null ? { by, at } : null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}
