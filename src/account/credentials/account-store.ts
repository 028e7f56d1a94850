import type { Tx } from '../../db/db.ts'
import type { AccountId, TenantId } from '../../kernel/ids.ts'
import { dayInJapan, type Instant } from '../../kernel/instant.ts'
import type { Email } from './email.ts'

export type Lang = 'ja' | 'en'

/** An account as signing in needs it: what it is called, and which factors it has. */
export type Account = {
  id: AccountId
  email: string
  emailKey: string
  name: string
  lang: Lang
  demo: boolean
  passwordHash: string | null
  passwordChangedAt: Instant | null
  hasTotp: boolean
  passkeys: number
  createdAt: Instant
}

/** The account of an address, unless it was closed. */
export async function findAccountByKey(tx: Tx, key: string): Promise<Account | undefined> {
  const row = await accounts(tx).where('email_key', '=', key).executeTakeFirst()
  return row && toAccount(row)
}

export async function findAccount(tx: Tx, id: AccountId): Promise<Account | undefined> {
  const row = await accounts(tx).where('id', '=', id).executeTakeFirst()
  return row && toAccount(row)
}

/** The same, locked until the transaction ends. */
export async function lockAccount(tx: Tx, id: AccountId): Promise<Account | undefined> {
  const row = await accounts(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toAccount(row)
}

/** Makes the account, unless its address has one already. */
export async function insertAccount(
  tx: Tx,
  account: {
    id: AccountId
    email: Email
    name: string
    lang: Lang
    demo: boolean
    passwordHash: string | null
    createdAt: Instant
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('account')
    .values({
      id: account.id,
      email: account.email.address,
      email_key: account.email.key,
      name: account.name,
      lang: account.lang,
      demo: account.demo,
      password_hash: account.passwordHash,
      password_changed_at: account.passwordHash === null ? null : account.createdAt,
      created_at: account.createdAt,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** `at` is when the password itself changed; without it the same password was hashed anew. */
export async function updatePassword(tx: Tx, id: AccountId, hash: string, at: Instant | undefined): Promise<void> {
  await tx
    .updateTable('account')
    .set(at === undefined ? { password_hash: hash } : { password_hash: hash, password_changed_at: at })
    .where('id', '=', id)
    .execute()
}

/** Leaves the account without a password, until a new one is set by a link in a letter. */
export async function deletePassword(tx: Tx, id: AccountId): Promise<void> {
  await tx.updateTable('account').set({ password_hash: null }).where('id', '=', id).execute()
}

export async function updateProfile(tx: Tx, id: AccountId, profile: { name: string; lang: Lang }): Promise<void> {
  await tx.updateTable('account').set(profile).where('id', '=', id).execute()
}

/** Gives the account another address. False when somebody else has it. */
export async function updateEmail(tx: Tx, id: AccountId, email: Email): Promise<boolean> {
  const taken = await tx
    .selectFrom('account')
    .select('id')
    .where('email_key', '=', email.key)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (taken) return false
  await tx.updateTable('account').set({ email: email.address, email_key: email.key }).where('id', '=', id).execute()
  return true
}

function accounts(tx: Tx) {
  return tx
    .selectFrom('account')
    .select(['id', 'email', 'email_key', 'name', 'lang', 'demo', 'password_hash', 'password_changed_at', 'created_at'])
    .select('totp_confirmed_at')
    .select((eb) =>
      eb
        .selectFrom('passkey')
        .select((p) => p.fn.countAll<string>().as('n'))
        .whereRef('passkey.account_id', '=', 'account.id')
        .as('passkeys'),
    )
    .where('closed_at', 'is', null)
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirst']>>>

function toAccount(row: Row): Account {
  return {
    id: row.id,
    email: row.email,
    emailKey: row.email_key,
    name: row.name,
    lang: row.lang === 'en' ? 'en' : 'ja',
    demo: row.demo,
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at,
    hasTotp: row.totp_confirmed_at !== null,
    passkeys: Number(row.passkeys ?? 0),
    createdAt: row.created_at,
  }
}

/** Every organisation in which the account has a seat, in the order in which their logs are written. */
export async function listTenants(tx: Tx, account: AccountId, now: Instant): Promise<TenantId[]> {
  const rows = await seats(tx, account, now).select('person.tenant_id').execute()
  return rows.map((row) => row.tenant_id)
}

/** The seats of an account that may be taken today: in its own organisations, and through engagements that are current. */
export function seats(tx: Tx, account: AccountId, now: Instant) {
  const today = dayInJapan(now)
  return tx
    .selectFrom('person')
    .leftJoin('engagement', (join) =>
      join.onRef('engagement.tenant_id', '=', 'person.tenant_id').onRef('engagement.id', '=', 'person.engagement_id'),
    )
    .where('person.account_id', '=', account)
    .where('person.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('person.engagement_id', 'is', null),
        eb.and([eb('engagement.ended_at', 'is', null), eb('engagement.begins', '<=', today), eb('engagement.ends', '>=', today)]),
      ]),
    )
    .orderBy('person.tenant_id')
}
