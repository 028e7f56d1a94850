import type { Tx } from '../db/db.ts'
import type { RowId, TenantId } from '../kernel/ids.ts'
import type { DiagramLink, Spot } from './diagram.ts'

export async function listSpots(tx: Tx, tenant: TenantId): Promise<Map<RowId, Spot>> {
  const rows = await tx.selectFrom('diagram_spot').selectAll().where('tenant_id', '=', tenant).execute()
  return new Map(rows.map(({ row_id: id, x, y }) => [id, { x, y }]))
}

export async function listLinks(tx: Tx, tenant: TenantId): Promise<DiagramLink[]> {
  return tx
    .selectFrom('diagram_link')
    .select(['one', 'other', 'label'])
    .where('tenant_id', '=', tenant)
    .orderBy('one')
    .orderBy('other')
    .execute()
}

export async function keepSpot(tx: Tx, tenant: TenantId, row: RowId, { x, y }: Spot): Promise<void> {
  await tx
    .insertInto('diagram_spot')
    .values({ tenant_id: tenant, row_id: row, x, y })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'row_id']).doUpdateSet({ x, y }))
    .execute()
}

/** Puts a link in the place of one between the same two, whichever way it went. */
export async function keepLink(tx: Tx, tenant: TenantId, { one, other, label }: DiagramLink): Promise<void> {
  await deleteLink(tx, tenant, { one, other })
  await tx.insertInto('diagram_link').values({ tenant_id: tenant, one, other, label }).execute()
}

export async function deleteLink(tx: Tx, tenant: TenantId, { one, other }: Pick<DiagramLink, 'one' | 'other'>): Promise<void> {
  await tx
    .deleteFrom('diagram_link')
    .where('tenant_id', '=', tenant)
    .where('one', 'in', [one, other])
    .where('other', 'in', [one, other])
    .execute()
}
