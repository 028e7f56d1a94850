import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { RowId, StocktakeId, TenantId } from '../kernel/ids.ts'
import type { RegisterId } from '../measures/index.ts'
import type { Look, Stocktake } from './stocktake.ts'

/** The walks through a register, the newest first; all registers' where none is named. */
export async function listStocktakes(tx: Tx, tenant: TenantId, register: RegisterId | undefined): Promise<Stocktake[]> {
  const looked = sql<{ seen: number; changed: number; gone: number }>`(
    select json_build_object('seen', count(*) filter (where result = 'seen'), 'changed', count(*) filter (where result = 'changed'),
      'gone', count(*) filter (where result = 'gone')) from stocktake_look l
    where l.tenant_id = stocktake.tenant_id and l.stocktake_id = stocktake.id)`
  let query = tx.selectFrom('stocktake').selectAll().select(looked.as('looked')).where('tenant_id', '=', tenant)
  if (register) query = query.where('register', '=', register)
  const rows = await query.orderBy('begun_at', 'desc').orderBy('id', 'desc').limit(100).execute()
  return rows.map((row) => {
    const { seen, changed, gone } = row.looked
    return {
      ...{ id: row.id, register: row.register as RegisterId, begunBy: row.begun_by, begunAt: row.begun_at, total: row.total },
      ended: row.ended_by === null || row.ended_at === null ? undefined : { by: row.ended_by, at: row.ended_at },
      ...{ note: row.note, seen, changed, gone, left: Math.max(0, row.total - seen - changed - gone) },
    }
  })
}

export async function insertStocktake(
  tx: Tx,
  tenant: TenantId,
  { id, register, begunBy, begunAt, total }: Pick<Stocktake, 'id' | 'register' | 'begunBy' | 'begunAt' | 'total'>,
): Promise<void> {
  await tx
    .insertInto('stocktake')
    .values({ tenant_id: tenant, id, register, begun_by: begunBy, begun_at: begunAt, total, ended_by: null, ended_at: null })
    .execute()
}

/** The row that comes next: one that nobody looked at, in the order of a column; then those that were put off. */
export async function findNext(tx: Tx, tenant: TenantId, { id, register }: Stocktake, col: string): Promise<RowId | undefined> {
  const { rows } = await sql<{ row_id: RowId }>`
    select k.row_id from register_key k
    join register_row r on r.tenant_id = k.tenant_id and r.id = k.row_id and r.gone_on is null
    join stocktake s on s.tenant_id = k.tenant_id and s.id = ${id} and r.created_at <= s.begun_at
    left join stocktake_look l on l.tenant_id = k.tenant_id and l.stocktake_id = s.id and l.row_id = k.row_id
    where k.tenant_id = ${tenant} and k.register = ${register} and k.col = ${col} and (l.row_id is null or l.result = 'later')
    order by l.at nulls first, k.value, k.row_id limit 1`.execute(tx)
  return rows[0]?.row_id
}

/** Keeps what somebody found of a row, in place of what was found before in the same walk. */
export async function keepLook(tx: Tx, tenant: TenantId, stocktake: StocktakeId, { row, result, by, at }: Look): Promise<void> {
  await tx
    .insertInto('stocktake_look')
    .values({ tenant_id: tenant, stocktake_id: stocktake, row_id: row, result, by, at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'stocktake_id', 'row_id']).doUpdateSet({ result, by, at }))
    .execute()
}

export async function endStocktake(tx: Tx, tenant: TenantId, { id, ended, note }: Stocktake): Promise<void> {
  await tx
    .updateTable('stocktake')
    .set({ ended_by: ended?.by ?? null, ended_at: ended?.at ?? null, note })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}
