import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, DirectionId, PlanVersionId, TaskId, TenantId } from '../kernel/ids.ts'
import type { Outcome, PlanVersion } from './version.ts'

/** The versions that nobody has decided on, the longest waiting first. */
export async function listWaiting(tx: Tx, tenant: TenantId): Promise<PlanVersion[]> {
  const rows = await tx
    .selectFrom('plan_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('outcome', 'is', null)
    .orderBy('put_at')
    .orderBy('id')
    .execute()
  return rows.map(toVersion)
}

/** Every version of the plan of an assessment, the newest first. */
export async function listVersions(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<PlanVersion[]> {
  const rows = await tx
    .selectFrom('plan_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toVersion)
}

export async function insertVersion(tx: Tx, tenant: TenantId, version: PlanVersion): Promise<void> {
  const { id, number, content, sha256, message } = version
  await tx
    .insertInto('plan_version')
    .values({
      ...{ tenant_id: tenant, id, assessment_id: version.assessment, number, content, sha256, message },
      ...{ put_by: version.putBy, put_at: version.putAt, outcome: null, word: '', decided_by: null, decided_at: null },
    })
    .execute()
}

/** Writes what became of a version; false where that was decided before. */
export async function decideVersion(
  tx: Tx,
  tenant: TenantId,
  id: PlanVersionId,
  { outcome, word, by, at }: NonNullable<PlanVersion['decision']>,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan_version')
    .set({ outcome, word, decided_by: by, decided_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What management directed, each with the task that it became. */
type Direction = { version: PlanVersionId; position: number; body: string; task: TaskId }

export async function insertDirections(
  tx: Tx,
  tenant: TenantId,
  directions: readonly (Direction & { id: DirectionId })[],
): Promise<void> {
  if (directions.length === 0) return
  const values = directions.map(({ id, version, position, body, task }) => ({
    ...{ tenant_id: tenant, id, plan_version_id: version, position, body, task_id: task },
  }))
  await tx.insertInto('direction').values(values).execute()
}

/** The directions of all versions of an assessment, in the order in which they were written. */
export async function listDirections(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<Direction[]> {
  const rows = await tx
    .selectFrom('direction')
    .innerJoin('plan_version', (join) =>
      join.onRef('plan_version.tenant_id', '=', 'direction.tenant_id').onRef('plan_version.id', '=', 'direction.plan_version_id'),
    )
    .select(['direction.plan_version_id', 'direction.position', 'direction.body', 'direction.task_id'])
    .where('direction.tenant_id', '=', tenant)
    .where('plan_version.assessment_id', '=', assessment)
    .orderBy('plan_version.number')
    .orderBy('direction.position')
    .execute()
  return rows.map(({ plan_version_id: version, position, body, task_id: task }) => ({ version, position, body, task }))
}

function toVersion(row: Selectable<Tables['plan_version']>): PlanVersion {
  const { id, number, content, sha256, message, outcome, word, decided_by: by, decided_at: at } = row
  return {
    ...{ id, number, content, sha256, message },
    assessment: row.assessment_id,
    putBy: row.put_by,
    putAt: row.put_at,
    decision: outcome !== null && by !== null && at !== null ? { outcome: outcome as Outcome, word, by, at } : null,
  }
}
