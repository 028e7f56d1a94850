import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** The first position that is still to be kept: the first entry not older than that moment, or the end of the log. In the admin scope. */
export async function readKeptFrom(tx: Tx, tenant: TenantId, since: Instant): Promise<number> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select min(position) filter (where at >= ${since}) as first, max(position) as last
    from log_entry where tenant_id = ${tenant}`.execute(tx)
  const [row] = rows
  return row?.first ?? (row?.last ?? -1) + 1
}

/** The last of the first `most` entries before a position that still have their content; nothing where none has. */
export async function findLastWithContent(tx: Tx, tenant: TenantId, before: number, most: number): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('log_entry')
    .select('position')
    .where('tenant_id', '=', tenant)
    .where('position', '<', before)
    .where('body', 'is not', null)
    .orderBy('position')
    .limit(most)
    .execute()
  return rows.at(-1)?.position
}

/** Removes the content of all entries up to and with a position; their leaves stay. In the admin scope. */
export async function removeContent(tx: Tx, tenant: TenantId, through: number): Promise<void> {
  await tx
    .updateTable('log_entry')
    .set({ body: null, act: '', about: '' })
    .where('tenant_id', '=', tenant)
    .where('position', '<=', through)
    .where('body', 'is not', null)
    .execute()
}
