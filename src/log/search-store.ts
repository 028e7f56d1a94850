import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { type PersonId, parseId, type TenantId } from '../kernel/ids.ts'
import { readBody } from './entry.ts'
import type { Search } from './search.ts'
import { toStored } from './store.ts'
import type { StoredEntry } from './verify-log.ts'

/**
 * Entries before a position, newest first, narrowed by all of a search but its words. Whose they are is read out of the canonical
 * body, in which no text that somebody wrote can look like a field: its quotation marks are escaped.
 */
export async function listBefore(
  tx: Tx,
  tenant: TenantId,
  { act, who, since, until }: Search,
  { before, limit }: { before: number | null; limit: number },
): Promise<StoredEntry[]> {
  let query = tx
    .selectFrom('log_entry')
    .select(['position', 'at', 'act', 'about', 'body', 'leaf'])
    .where('tenant_id', '=', tenant)
    .orderBy('position', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('position', '<', before)
  if (since !== null) query = query.where('at', '>=', since)
  if (until !== null) query = query.where('at', '<', until)
  if (act !== '') query = query.where(sql<boolean>`(act = ${act} or starts_with(act, ${`${act}.`}))`)
  if (who !== '') query = query.where(sql<boolean>`position(${byOf(who)} in body) > 0`)
  return (await query.execute()).map(toStored)
}

/** Who did an act to something last, as far as its entry still tells it: nothing for whoever had no seat. */
export async function lastAuthorOf(
  tx: Tx,
  tenant: TenantId,
  { act, about }: { act: string; about: string },
): Promise<PersonId | undefined> {
  const last = await tx
    .selectFrom('log_entry')
    .select('body')
    .where('tenant_id', '=', tenant)
    .where('about', '=', about)
    .where('act', '=', act)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const by = last?.body ? readBody(last.body)?.by : undefined
  return by?.kind === 'person' ? by.person : undefined
}

/** How long the organisation keeps the content of its log, in months. */
export async function readMonths(tx: Tx, tenant: TenantId): Promise<number> {
  const row = await tx.selectFrom('organisation').select('log_months').where('id', '=', tenant).executeTakeFirstOrThrow()
  return row.log_months
}

export async function updateMonths(tx: Tx, tenant: TenantId, months: number): Promise<void> {
  await tx.updateTable('organisation').set({ log_months: months }).where('id', '=', tenant).execute()
}

/** Everyone who has or had a seat in the organisation. */
export async function listPeople(tx: Tx, tenant: TenantId): Promise<{ id: PersonId; name: string }[]> {
  return tx.selectFrom('person').select(['id', 'name']).where('tenant_id', '=', tenant).orderBy('id').execute()
}

/** The acts that the log tells of. */
export async function listActs(tx: Tx, tenant: TenantId): Promise<string[]> {
  const rows = await tx
    .selectFrom('log_entry')
    .select('act')
    .distinct()
    .where('tenant_id', '=', tenant)
    .where('act', '<>', '')
    .orderBy('act')
    .execute()
  return rows.map((row) => row.act)
}

function byOf(who: string): string {
  const person = parseId<PersonId>(who)
  if (person) return `"person":"${person}"`
  return who === 'unknown' ? '"by":{"kind":"unknown"}' : `"by":{${JSON.stringify(who)}:`
}
