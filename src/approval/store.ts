import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { TenantId } from '../kernel/ids.ts'
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
