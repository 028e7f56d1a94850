import type { Selectable } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Tables } from '../../db/tables.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** A passkey of an account. Everything here is in the sign-in scope. */
export type Passkey = {
  account: AccountId
  id: string
  publicKey: string
  counter: number
  transports: string[]
  name: string
  /** The person's provider keeps a copy, so that it outlives the device. */
  backedUp: boolean
  createdAt: Instant
  lastUsedAt: Instant | null
}

/** False where a passkey of that id is there already, whoever's it is. */
export async function insertPasskey(tx: Tx, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const result = await tx
    .insertInto('passkey')
    .values({
      account_id: passkey.account,
      id: passkey.id,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      name: passkey.name,
      backed_up: passkey.backedUp,
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The passkeys of an account, the oldest first. */
export async function listPasskeys(tx: Tx, account: AccountId): Promise<Passkey[]> {
  const rows = await tx
    .selectFrom('passkey')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPasskey)
}

/** The passkey of that id, whoever's it is: at sign-in it is what says who somebody is. */
export async function findPasskey(tx: Tx, id: string): Promise<Passkey | undefined> {
  const row = await tx.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPasskey(row)
}

/** Notes a use. Whoever calls holds the account's lock, so that no other use comes between reading the counter and this. */
export async function notePasskeyUse(
  tx: Tx,
  id: string,
  use: { counter: number; backedUp: boolean; at: Instant },
): Promise<void> {
  await tx
    .updateTable('passkey')
    .set({ counter: use.counter, backed_up: use.backedUp, last_used_at: use.at })
    .where('id', '=', id)
    .execute()
}

export async function renamePasskey(tx: Tx, account: AccountId, id: string, name: string): Promise<void> {
  await tx.updateTable('passkey').set({ name }).where('account_id', '=', account).where('id', '=', id).execute()
}

export async function deletePasskey(tx: Tx, account: AccountId, id: string): Promise<void> {
  await tx.deleteFrom('passkey').where('account_id', '=', account).where('id', '=', id).execute()
}

/** Notes that the answer to a challenge was taken. False where it was before: each is answered once. */
export async function useChallenge(
  tx: Tx,
  challenge: { hash: string; account: AccountId; at: Instant; until: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('ticket')
    .values({
      hash: challenge.hash,
      kind: 'passkey',
      account_id: challenge.account,
      email_key: null,
      payload: '{}',
      created_at: challenge.at,
      expires_at: challenge.until,
      used_at: challenge.at,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

function toPasskey(row: Selectable<Tables['passkey']>): Passkey {
  return {
    account: row.account_id,
    id: row.id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
    name: row.name,
    backedUp: row.backed_up,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
