import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { ANCHOR_ACT } from './anchor.ts'

/** How many entries each log has by its head. In the admin scope, as all here. */
export async function listSizes(tx: Tx): Promise<{ tenant: TenantId; size: number }[]> {
  return tx.selectFrom('log_head').select(['tenant_id as tenant', 'size']).orderBy('tenant_id').execute()
}

/** The newest checkpoint of a log; nothing for one that has none. */
export async function readNote(tx: Tx, tenant: TenantId): Promise<string | undefined> {
  const row = await tx.selectFrom('log_head').select('checkpoint').where('tenant_id', '=', tenant).executeTakeFirst()
  return row?.checkpoint
}

/**
 * What the installation's log told last of where logs stand, a line for each, or for one of them; and whether it ever told of anchors.
 * The bodies are taken as texts: one that was spoilt is for the verification to find.
 */
export async function readTold(tx: Tx, tenant: TenantId | undefined): Promise<{ lines: string[]; begun: boolean }> {
  const wanted = tenant === undefined ? sql`true` : sql`position(${tenant} in body) > 0`
  const { rows } = await sql<{ line: string }>`
    select distinct on (said[1]) said[1] || ' ' || said[2] || ' ' || said[3] as line
    from log_entry, regexp_matches(body, '"([0-9a-f-]{36}) ([0-9]+) ([A-Za-z0-9+/]{43}=)"', 'g') as said
    where tenant_id = ${INSTALLATION} and act = ${ANCHOR_ACT} and ${wanted}
    order by said[1], position desc`.execute(tx)
  const begun = await tx
    .selectFrom('log_entry')
    .select('position')
    .where('tenant_id', '=', INSTALLATION)
    .where(sql<boolean>`starts_with(act, ${ANCHOR_ACT})`)
    .limit(1)
    .executeTakeFirst()
  return { lines: rows.map(({ line }) => line), begun: begun !== undefined }
}

/** When the installation's log told last of an act. */
export async function findLastOf(tx: Tx, act: string): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('log_entry')
    .select('at')
    .where('tenant_id', '=', INSTALLATION)
    .where('act', '=', act)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? undefined
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
