import type { Tx } from '../../db/db.ts'
import { latestStored } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** A one-time word that somebody holds in a mail, a cookie or a page. Only the hash of the word is kept. */
type Ticket = {
  hash: string
  kind: string
  account: AccountId | null
  emailKey: string | null
  /** What was noted when it was made; its maker knows the shape. */
  payload: unknown
  expiresAt: Instant
}

export async function insertTicket(tx: Tx, ticket: Ticket & { createdAt: Instant }): Promise<void> {
  await tx
    .insertInto('ticket')
    .values({
      hash: ticket.hash,
      kind: ticket.kind,
      account_id: ticket.account,
      email_key: ticket.emailKey,
      payload: JSON.stringify(ticket.payload),
      created_at: ticket.createdAt,
      expires_at: ticket.expiresAt,
      used_at: null,
    })
    .execute()
}

/** A ticket that is neither used nor over, to look at. One that a clock made which went back since is over. */
export async function findTicket(tx: Tx, kind: string, hash: string, now: Instant): Promise<Ticket | undefined> {
  const row = await tx
    .selectFrom('ticket')
    .selectAll()
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('created_at', '<=', latestStored(now))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && toTicket(row)
}

/** Uses a ticket up: of several who come with it at once, one gets it. */
export async function takeTicket(tx: Tx, kind: string, hash: string, now: Instant): Promise<Ticket | undefined> {
  const row = await tx
    .updateTable('ticket')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('created_at', '<=', latestStored(now))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row && toTicket(row)
}

/** A ticket whether or not it still works, and what became of it. */
export async function findOldTicket(
  tx: Tx,
  kind: string,
  hash: string,
  now: Instant,
): Promise<(Ticket & { state: 'open' | 'used' | 'over' }) | undefined> {
  const row = await tx.selectFrom('ticket').selectAll().where('hash', '=', hash).where('kind', '=', kind).executeTakeFirst()
  if (!row) return undefined
  const ticket = toTicket(row)
  const open = ticket.expiresAt > now && row.created_at <= latestStored(now)
  return { ...ticket, state: row.used_at !== null ? 'used' : open ? 'open' : 'over' }
}

/** Whether a ticket of that kind was made for the account since then. */
export async function wasMadeSince(
  tx: Tx,
  kind: string,
  account: AccountId,
  { since, now }: { since: Instant; now: Instant },
): Promise<boolean> {
  const row = await tx
    .selectFrom('ticket')
    .select('hash')
    .where('account_id', '=', account)
    .where('kind', '=', kind)
    .where('created_at', '>', since)
    .where('created_at', '<=', latestStored(now))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Makes every other ticket of a kind useless: of an account, or of an address. */
export async function voidTickets(
  tx: Tx,
  kind: string,
  of: { account: AccountId } | { emailKey: string },
  now: Instant,
): Promise<void> {
  const those = tx.updateTable('ticket').set({ used_at: now }).where('kind', '=', kind).where('used_at', 'is', null)
  await ('account' in of ? those.where('account_id', '=', of.account) : those.where('email_key', '=', of.emailKey)).execute()
}

/** Removes the tickets that were over by then. */
export async function deleteOldTickets(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('ticket').where('expires_at', '<', before).execute()
}

function toTicket(row: {
  hash: string
  kind: string
  account_id: AccountId | null
  email_key: string | null
  payload: unknown
  expires_at: Instant
}): Ticket {
  return {
    hash: row.hash,
    kind: row.kind,
    account: row.account_id,
    emailKey: row.email_key,
    payload: row.payload,
    expiresAt: row.expires_at,
  }
}
