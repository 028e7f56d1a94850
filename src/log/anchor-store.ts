import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { ANCHOR_ACT } from './anchor.ts'

/** How many entries each log has by its head. In the owner's scope, as all here. */
export async function listSizes(tx: Tx): Promise<{ tenant: TenantId; size: number }[]> {
  return tx.selectFrom('log_head').select(['tenant_id as tenant', 'size']).orderBy('tenant_id').execute()
}

/** The newest checkpoint of a log; nothing for one that has none. */
export async function readNote(tx: Tx, tenant: TenantId): Promise<string | undefined> {
  const row = await tx.selectFrom('log_head').select('checkpoint').where('tenant_id', '=', tenant).executeTakeFirst()
  return row?.checkpoint
}

/** The bodies by which the installation's log tells where logs stand, of one or of all, and whether it ever told of anchors. */
export async function readTold(tx: Tx, tenant: TenantId | undefined): Promise<{ bodies: string[]; begun: boolean }> {
  const entries = tx.selectFrom('log_entry').where('tenant_id', '=', INSTALLATION)
  const rows = await entries
    .select('body')
    .where('act', '=', ANCHOR_ACT)
    .where('body', 'is not', null)
    .$if(tenant !== undefined, (query) => query.where(sql<boolean>`position(${tenant} in body) > 0`))
    .orderBy('position')
    .execute()
  const begun = await entries.select('position').where(sql<boolean>`starts_with(act, ${ANCHOR_ACT})`).limit(1).executeTakeFirst()
  return { bodies: rows.flatMap(({ body }) => body ?? []), begun: begun !== undefined }
}

/** Organisations of whose log nothing is there. */
export async function listWithoutLog(tx: Tx): Promise<TenantId[]> {
  const { rows } = await sql<{ id: TenantId }>`
    select id from organisation
    where not exists (select from log_head where tenant_id = organisation.id)
      and not exists (select from log_entry where tenant_id = organisation.id)
    order by id`.execute(tx)
  return rows.map(({ id }) => id)
}
