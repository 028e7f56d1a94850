import type { Tx } from '../db/db.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Days } from '../measures/index.ts'
import type { OwnEffort } from './effort.ts'

/** What the organisation said of the efforts of measures. */
export async function listEfforts(tx: Tx, tenant: TenantId): Promise<OwnEffort[]> {
  const rows = await tx.selectFrom('measure_effort').selectAll().where('tenant_id', '=', tenant).orderBy('measure').execute()
  return rows.map(toEffort)
}

/** Writes what it says now, unless somebody was first: the first row of a measure, or on the revision before. */
export async function keepEffort(tx: Tx, tenant: TenantId, { measure, ...effort }: OwnEffort): Promise<boolean> {
  const row = {
    ...{ days: effort.days && JSON.stringify(effort.days), changed_by: effort.by, changed_at: effort.at },
    revision: effort.revision,
  }
  const written = await tx
    .insertInto('measure_effort')
    .values({ tenant_id: tenant, measure, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'measure'])
        .doUpdateSet(row)
        .where('measure_effort.revision', '=', effort.revision - 1),
    )
    .executeTakeFirst()
  return written.numInsertedOrUpdatedRows === 1n
}

type Row = { measure: string; days: unknown; changed_by: OwnEffort['by']; changed_at: OwnEffort['at']; revision: number }

function toEffort({ measure, days, changed_by: by, changed_at: at, revision }: Row): OwnEffort {
  return { measure, days: days as Days | null, by, at, revision }
}
