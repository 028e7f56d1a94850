import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { latestStored } from '../kernel/calendar.ts'
import type { AccountId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { isKind, type OrganisationKind, type Role } from '../roles/permissions.ts'
import type { Factors } from './events.ts'

/** An account as the keeper sees it. */
export type Account = {
  id: AccountId
  email: string
  emailKey: string
  name: string
  lang: 'ja' | 'en'
  demo: boolean
  organisations: string[]
  factors: Factors
}
export type Organisation = {
  id: TenantId
  name: string
  demo: boolean
  kinds: OrganisationKind[]
  people: number
  seated: number
}

/** Every account that was not closed, by address, or the one of an address. Everything here is in the sign-in scope, where nothing else is said. */
export async function listAccounts(tx: Tx, emailKey: string | null = null): Promise<Account[]> {
  const { rows } = await sql<Omit<Account, 'factors'> & Factors>`
    select id, email, email_key as "emailKey", name, lang, demo, totp_confirmed_at is not null as totp,
      (select count(*)::int from passkey where account_id = account.id) as passkeys,
      (select count(*)::int from recovery_code where account_id = account.id and used_at is null) as "recoveryCodes",
      array(select organisation.name from person join organisation on organisation.id = person.tenant_id
        where person.account_id = account.id and person.ended_at is null order by organisation.name) as organisations
    from account where closed_at is null and (${emailKey}::text is null or email_key = ${emailKey}) order by email_key`.execute(
    tx,
  )
  return rows.map(({ totp, passkeys, recoveryCodes, ...account }) => ({ ...account, factors: { totp, passkeys, recoveryCodes } }))
}

/** Locks the account of an address until the transaction ends. */
export async function lockAccount(tx: Tx, emailKey: string): Promise<void> {
  await tx.selectFrom('account').select('id').where('email_key', '=', emailKey).forUpdate().execute()
}

/** The organisations in which an account has a seat, in the order in which their logs are locked. */
export async function listSeats(tx: Tx, account: AccountId): Promise<TenantId[]> {
  const rows = await tx
    .selectFrom('person')
    .select('tenant_id')
    .distinct()
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .orderBy('tenant_id')
    .execute()
  return rows.map(({ tenant_id }) => tenant_id)
}

/** The counts that are locked now, by key, and until when. */
export async function listLocks(tx: Tx, now: Instant): Promise<Map<string, Instant>> {
  const rows = await tx
    .selectFrom('sign_in_throttle')
    .select(['key', 'locked_until'])
    .where('locked_until', '>', now)
    .where('last_failed_at', '<=', latestStored(now))
    .execute()
  return new Map(rows.flatMap(({ key, locked_until }) => (locked_until ? [[key, locked_until]] : [])))
}

/** Counts anew whatever was counted for an account: by its address, its browsers, its codes. Says how many counts were locked. */
export async function clearCounts(tx: Tx, account: AccountId, strangers: string, now: Instant): Promise<number> {
  const rows = await tx
    .selectFrom('sign_in_throttle')
    .select(['key', 'locked_until'])
    .where((eb) => eb.or([eb('key', '=', strangers), eb('key', 'like', `%:${account}`), eb('key', 'like', `%:${account}:%`)]))
    .forUpdate()
    .execute()
  const keys = rows.map(({ key }) => key)
  if (keys.length > 0) {
    await tx.updateTable('sign_in_throttle').set({ failures: 0, locked_until: null, locks: 0 }).where('key', 'in', keys).execute()
  }
  return rows.filter(({ locked_until }) => locked_until !== null && locked_until > now).length
}

export async function insertResetTicket(
  tx: Tx,
  ticket: { hash: string; account: AccountId; createdAt: Instant; expiresAt: Instant },
): Promise<void> {
  await tx
    .insertInto('ticket')
    .values({
      hash: ticket.hash,
      kind: 'reset',
      account_id: ticket.account,
      email_key: null,
      payload: '{}',
      created_at: ticket.createdAt,
      expires_at: ticket.expiresAt,
      used_at: null,
    })
    .execute()
}

export async function removeFactors(tx: Tx, account: AccountId): Promise<void> {
  await tx.deleteFrom('passkey').where('account_id', '=', account).execute()
  await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute()
  await tx
    .updateTable('account')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', account)
    .execute()
}

export async function deleteSessions(tx: Tx, account: AccountId): Promise<number> {
  const result = await tx.deleteFrom('session').where('account_id', '=', account).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Every organisation, real ones first, with how many people it has and how many of them can sign in. */
export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  const { rows } = await sql<Omit<Organisation, 'kinds'> & { kinds: string[] }>`
    select id, name, demo, kinds,
      (select count(*)::int from person where tenant_id = organisation.id and ended_at is null) as people,
      (select count(*)::int from person where tenant_id = organisation.id and ended_at is null and account_id is not null) as seated
    from organisation order by demo, name, id`.execute(tx)
  return rows.map((row) => ({ ...row, kinds: row.kinds.filter(isKind) }))
}

export async function insertOrganisation(
  tx: Tx,
  organisation: { id: TenantId; name: string; kinds: readonly OrganisationKind[]; createdAt: Instant },
): Promise<void> {
  await tx
    .insertInto('organisation')
    .values({
      id: organisation.id,
      name: organisation.name,
      demo: false,
      kinds: JSON.stringify(organisation.kinds),
      created_at: organisation.createdAt,
    })
    .execute()
}

/** In the scope admin: nobody else may say what an organisation is appointed to be. */
export async function updateKinds(tx: Tx, id: TenantId, kinds: readonly OrganisationKind[]): Promise<void> {
  await tx
    .updateTable('organisation')
    .set({ kinds: JSON.stringify(kinds) })
    .where('id', '=', id)
    .execute()
}

/** Whoever is known to an organisation by that name only, and has a seat there still. */
export async function findByNameOnly(tx: Tx, tenant: TenantId, name: string): Promise<PersonId[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('name', '=', name)
    .where('account_id', 'is', null)
    .where('ended_at', 'is', null)
    .where('engagement_id', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function isSeated(tx: Tx, tenant: TenantId, emailKey: string): Promise<boolean> {
  const row = await tx
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .select('person.id')
    .where('person.tenant_id', '=', tenant)
    .where('person.ended_at', 'is', null)
    .where('account.email_key', '=', emailKey)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertInvitation(
  tx: Tx,
  tenant: TenantId,
  invitation: {
    id: InvitationId
    tokenHash: string
    email: { address: string; key: string }
    name: string
    roles: readonly Role[]
    person: PersonId | null
    invitedAt: Instant
    expiresAt: Instant
  },
): Promise<void> {
  await tx
    .insertInto('invitation')
    .values({
      tenant_id: tenant,
      id: invitation.id,
      token_hash: invitation.tokenHash,
      email: invitation.email.address,
      email_key: invitation.email.key,
      name: invitation.name,
      position: '',
      roles: JSON.stringify(invitation.roles),
      person_id: invitation.person,
      engagement_id: null,
      invited_by: null,
      invited_at: invitation.invitedAt,
      expires_at: invitation.expiresAt,
      accepted_at: null,
      withdrawn_at: null,
    })
    .execute()
}
