import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { StoredEntry } from './verify-log.ts'

/** Where a log stands: how many entries, the frontier of its tree, its newest signed checkpoint, and when the last entry was written. */
export type Head = { size: number; frontier: string[]; checkpoint: string; at: Instant }
/** The one who acts, as the organisation knows them at this moment. */
export type Actor = { name: string; roles: string[]; engagement: string | null; firm: string | null }
type KeptCheckpoint = { size: number; checkpoint: string }
type Range = { from: number; before: number }

/** Locks a log until the transaction ends, and tells who acts, in one query. Nothing for a log that has no head yet. */
export async function lockHead(
  tx: Tx,
  tenant: TenantId,
  person: PersonId | null,
): Promise<{ head: Head; actor: Actor | undefined } | undefined> {
  const actor = sql<Actor | null>`(
    select jsonb_build_object('name', name, 'roles', roles, 'engagement', engagement_id, 'firm', (
      select expert_name from engagement where engagement.tenant_id = person.tenant_id and engagement.id = person.engagement_id))
    from person where tenant_id = ${tenant} and id = ${person})`
  const row = await tx
    .selectFrom('log_head')
    .select(['size', 'frontier', 'checkpoint', 'at'])
    .$if(person !== null, (query) => query.select(actor.as('actor')))
    .where('tenant_id', '=', tenant)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const { size, frontier, checkpoint, at } = row
  return { head: { size, frontier, checkpoint, at }, actor: row.actor ?? undefined }
}

/** Makes the head of a log that has none yet. Whoever comes at the same moment waits, and finds it made. */
export async function beginLog(tx: Tx, tenant: TenantId, at: Instant): Promise<void> {
  await tx
    .insertInto('log_head')
    .values({ tenant_id: tenant, size: 0, frontier: '[]', checkpoint: '', at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Writes an entry, the head after it, and the checkpoint to be kept if there is one, in one query. The log must be locked. */
export async function appendEntry(
  tx: Tx,
  tenant: TenantId,
  entry: { position: number; at: Instant; act: string; about: string; body: string; leaf: string },
  head: Head,
  keep: KeptCheckpoint | undefined,
): Promise<void> {
  const { size, frontier, checkpoint, at } = head
  const after = { size, frontier: JSON.stringify(frontier), checkpoint, at }
  const written = tx.with('written', (db) => db.insertInto('log_entry').values({ tenant_id: tenant, ...entry }))
  if (!keep) {
    await written.updateTable('log_head').set(after).where('tenant_id', '=', tenant).execute()
    return
  }
  await written
    .with('kept', (db) =>
      db
        .insertInto('log_checkpoint')
        .values({ tenant_id: tenant, ...keep })
        .onConflict((conflict) => conflict.doNothing()),
    )
    .updateTable('log_head')
    .set(after)
    .where('tenant_id', '=', tenant)
    .execute()
}

/** The head of a log with the last position that there is, at one moment. A log that tells of nothing has neither. */
export async function readHead(tx: Tx, tenant: TenantId): Promise<{ head: Head | undefined; last: number | null }> {
  const { rows } = await sql<{ size: number | null; frontier: string[]; checkpoint: string; at: Instant; last: number | null }>`
    select head.size, head.frontier, head.checkpoint, head.at, entry.last
    from (select max(position) as last from log_entry where tenant_id = ${tenant}) as entry
    left join log_head as head on head.tenant_id = ${tenant}`.execute(tx)
  const [row] = rows
  if (!row || row.size === null) return { head: undefined, last: row?.last ?? null }
  const { size, frontier, checkpoint, at, last } = row
  return { head: { size, frontier, checkpoint, at }, last }
}

/** Whether there is such an organisation: its log cannot be empty. */
export async function isOrganisation(tx: Tx, tenant: TenantId): Promise<boolean> {
  return (await tx.selectFrom('organisation').select('id').where('id', '=', tenant).executeTakeFirst()) !== undefined
}

export async function listCheckpoints(tx: Tx, tenant: TenantId): Promise<KeptCheckpoint[]> {
  return tx.selectFrom('log_checkpoint').select(['size', 'checkpoint']).where('tenant_id', '=', tenant).orderBy('size').execute()
}

/** Keeps a checkpoint with another signature: its text is the same. */
export async function updateCheckpoint(tx: Tx, tenant: TenantId, { size, checkpoint }: KeptCheckpoint): Promise<void> {
  await tx.updateTable('log_checkpoint').set({ checkpoint }).where('tenant_id', '=', tenant).where('size', '=', size).execute()
}

/** Entries as they are stored, in the order of positions. */
export async function listEntries(tx: Tx, tenant: TenantId, { from, before }: Range): Promise<StoredEntry[]> {
  const rows = await tx
    .selectFrom('log_entry')
    .select(['position', 'at', 'act', 'about', 'body', 'leaf'])
    .where('tenant_id', '=', tenant)
    .where('position', '>=', from)
    .where('position', '<', before)
    .orderBy('position')
    .execute()
  return rows.map(toStored)
}

/** The leaves of a range, in order. */
export async function listLeaves(tx: Tx, tenant: TenantId, { from, before }: Range): Promise<string[]> {
  const row = await tx
    .selectFrom('log_entry')
    .select(sql<string[] | null>`array_agg(leaf order by position)`.as('leaves'))
    .where('tenant_id', '=', tenant)
    .where('position', '>=', from)
    .where('position', '<', before)
    .executeTakeFirst()
  return row?.leaves ?? []
}

/** Every log that is written, with how long its organisation keeps its entries if that is still there. In the admin scope. */
export async function listLogs(tx: Tx): Promise<{ tenant: TenantId; months: number | null }[]> {
  return tx
    .selectFrom('log_head')
    .leftJoin('organisation', 'organisation.id', 'log_head.tenant_id')
    .select(['log_head.tenant_id as tenant', 'organisation.log_months as months'])
    .orderBy('log_head.tenant_id')
    .execute()
}

/** Every log of which anything is there, and every organisation, which should have one, with its newest checkpoint. In the admin scope. */
export async function listTraces(tx: Tx): Promise<{ tenant: TenantId; name: string | null; note: string | null }[]> {
  const { rows } = await sql<{ tenant: TenantId; name: string | null; note: string | null }>`
    select trace.tenant_id as tenant, organisation.name, log_head.checkpoint as note
    from (
      select tenant_id from log_head union select tenant_id from log_entry
      union select tenant_id from log_checkpoint union select id from organisation
    ) as trace
    left join organisation on organisation.id = trace.tenant_id
    left join log_head on log_head.tenant_id = trace.tenant_id
    order by trace.tenant_id`.execute(tx)
  return rows
}

export function toStored(row: {
  position: number
  at: Instant
  act: string
  about: string
  body: string | null
  leaf: string
}): StoredEntry {
  const { position, body, leaf, act, about } = row
  return { position, body, leaf, columns: { at: row.at, act, about } }
}
