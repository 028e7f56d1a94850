import type { Tx } from '../db/db.ts'
import type { FeedId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** A calendar that programs subscribe to: of a person, or of the organisation (null). */
export type Feed = { person: PersonId | null; lang: 'ja' | 'en'; madeAt: Instant }

/** The calendars of an organisation that have an address. */
export async function listFeeds(tx: Tx, tenant: TenantId): Promise<Feed[]> {
  const rows = await tx
    .selectFrom('calendar_feed')
    .select(['person_id', 'lang', 'made_at'])
    .where('tenant_id', '=', tenant)
    .execute()
  return rows.map(({ person_id: person, lang, made_at: madeAt }) => ({ person, lang: toLang(lang), madeAt }))
}

export async function insertFeed(
  tx: Tx,
  tenant: TenantId,
  {
    id,
    person,
    lang,
    tokenHash,
    by,
    at,
  }: Pick<Feed, 'person' | 'lang'> & { id: FeedId; tokenHash: string; by: PersonId; at: Instant },
): Promise<void> {
  await tx
    .insertInto('calendar_feed')
    .values({ tenant_id: tenant, id, person_id: person, token_hash: tokenHash, lang, made_by: by, made_at: at })
    .execute()
}

/** Ends the address of a calendar; false where it had none. */
export async function deleteFeed(tx: Tx, tenant: TenantId, person: PersonId | null): Promise<boolean> {
  const result = await tx
    .deleteFrom('calendar_feed')
    .where('tenant_id', '=', tenant)
    .where('person_id', person === null ? 'is' : '=', person)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** In the sign-in scope: whose calendar a secret opens. */
export async function findFeed(tx: Tx, tokenHash: string): Promise<(Omit<Feed, 'madeAt'> & { tenant: TenantId }) | undefined> {
  const row = await tx
    .selectFrom('calendar_feed')
    .select(['tenant_id', 'person_id', 'lang'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row && { tenant: row.tenant_id, person: row.person_id, lang: toLang(row.lang) }
}

function toLang(lang: string): 'ja' | 'en' {
  return lang === 'en' ? 'en' : 'ja'
}
