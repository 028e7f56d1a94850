import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { SealedColumn } from '../../db/sealed-column.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { dayInJapan, type Instant } from '../../kernel/instant.ts'
import { GUARDED_ROLES } from '../../roles/permissions.ts'
import type { FactorsSet } from './factor-need.ts'
import { totpPurpose } from './totp.ts'

/** The app's key, sealed, once a code confirmed it. Everything here is in the sign-in scope. */
type Totp = { sealed: string; since: Instant; lastStep: number | null }

export async function findTotp(tx: Tx, account: AccountId): Promise<Totp | undefined> {
  const row = await tx
    .selectFrom('account')
    .select(['totp_secret', 'totp_confirmed_at', 'totp_last_step'])
    .where('id', '=', account)
    .executeTakeFirst()
  if (!row || row.totp_secret === null || row.totp_confirmed_at === null) return undefined
  return { sealed: row.totp_secret, since: row.totp_confirmed_at, lastStep: row.totp_last_step }
}

/** Which second factors an account has. To be asked once the account is locked: what was read before may have changed meanwhile. */
export async function findFactorsSet(tx: Tx, account: AccountId): Promise<FactorsSet> {
  const keys = await tx.selectFrom('passkey').select('id').where('account_id', '=', account).execute()
  return { totp: (await findTotp(tx, account)) !== undefined, passkeys: keys.length }
}

/** Keeps the app's key, with the step of the code that confirmed it. */
export async function saveTotp(tx: Tx, account: AccountId, totp: Totp): Promise<void> {
  await tx
    .updateTable('account')
    .set({ totp_secret: totp.sealed, totp_confirmed_at: totp.since, totp_last_step: totp.lastStep })
    .where('id', '=', account)
    .execute()
}

/** Notes that the code of a step was used. False where that step or a later one was used before, so that a code counts once. */
export async function useTotpStep(tx: Tx, account: AccountId, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('account')
    .set({ totp_last_step: step })
    .where('id', '=', account)
    .where('totp_confirmed_at', 'is not', null)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function deleteTotp(tx: Tx, account: AccountId): Promise<void> {
  await tx
    .updateTable('account')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', account)
    .execute()
}

/** Puts a new set in the place of the old one. */
export async function replaceRecoveryCodes(tx: Tx, account: AccountId, hashes: readonly string[], at: Instant): Promise<void> {
  await deleteRecoveryCodes(tx, account)
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ account_id: account, code_hash, made_at: at, used_at: null })))
    .execute()
}

export async function deleteRecoveryCodes(tx: Tx, account: AccountId): Promise<void> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute()
}

/** The marks of all codes that are left, and whose they are. In the admin scope. */
export async function listRecoveryMarks(tx: Tx): Promise<{ account: AccountId; mark: string }[]> {
  return tx
    .selectFrom('recovery_code')
    .select(['account_id as account', 'code_hash as mark'])
    .where('used_at', 'is', null)
    .execute()
}

/** Uses a code up, by the marks that it may have. False for one that is not of the set, or was used before. */
export async function useRecoveryCode(tx: Tx, account: AccountId, hashes: readonly string[], at: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', account)
    .where('code_hash', 'in', hashes)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** How many codes of the set are left, and when it was made; nothing without a set. */
export async function findRecoveryCodes(tx: Tx, account: AccountId): Promise<{ left: number; madeAt: Instant } | undefined> {
  const rows = await tx.selectFrom('recovery_code').select(['made_at', 'used_at']).where('account_id', '=', account).execute()
  const [first] = rows
  return first && { left: rows.filter(({ used_at }) => used_at === null).length, madeAt: first.made_at }
}

/**
 * The names of the organisations in which the person sits now and where they need a second factor: since it requires one, or, where
 * others reach the server, for the role that they have there.
 */
export async function listRequiring(
  tx: Tx,
  account: AccountId,
  { now, local }: { now: Instant; local: boolean },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
    .leftJoin('engagement', (join) =>
      join.onRef('engagement.tenant_id', '=', 'person.tenant_id').onRef('engagement.id', '=', 'person.engagement_id'),
    )
    .select('organisation.name')
    .where('person.account_id', '=', account)
    .where('person.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('organisation.second_factor_required', '=', true),
        ...(local
          ? []
          : [eb('person.engagement_id', 'is not', null), sql<boolean>`person.roles ?| ${[...GUARDED_ROLES]}::text[]`]),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('person.engagement_id', 'is', null),
        eb.and([eb('engagement.ended_at', 'is', null), eb('engagement.ends', '>=', dayInJapan(now))]),
      ]),
    )
    .orderBy('organisation.name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Notes on a half-finished sign-in how many codes were wrong; with `endedAt` it is over. */
export async function noteWrongCodes(tx: Tx, hash: string, wrong: number, endedAt: Instant | null): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ payload: sql`payload || ${JSON.stringify({ wrong })}::jsonb`, used_at: endedAt })
    .where('hash', '=', hash)
    .execute()
}

/** The keys of authenticator apps, to be sealed anew. In the admin scope. */
export const totpKeys: SealedColumn = {
  table: 'account',
  key: 'id',
  column: 'totp_secret',
  holds: sql`totp_secret is not null`,
  purposeOf: (id) => totpPurpose(id as AccountId),
}
