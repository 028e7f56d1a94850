import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AccountId, EngagementId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { isKind, isRole, type OrganisationKind, type Role } from '../roles/permissions.ts'

/** Somebody of an organisation. Without an account they are known by name only, and cannot sign in. */
export type Person = {
  id: PersonId
  name: string
  position: string
  roles: Role[]
  /** An expert of another firm, here by an engagement. */
  engagement: EngagementId | null
  account: AccountId | null
  /** The address of their account. */
  email: string | null
  /** When their access ended; the name stays with what they did. */
  endedAt: Instant | null
}
/** Somebody without their account. */
export type Named = Omit<Person, 'account' | 'email'>
export type Organisation = { id: TenantId; name: string; demo: boolean; kinds: OrganisationKind[] }

export async function insertOrganisation(tx: Tx, organisation: Organisation & { createdAt: Instant }): Promise<void> {
  const { createdAt, kinds, ...columns } = organisation
  await tx
    .insertInto('organisation')
    .values({ ...columns, kinds: JSON.stringify(kinds), created_at: createdAt })
    .execute()
}

export async function insertPerson(
  tx: Tx,
  tenant: TenantId,
  person: Pick<Person, 'id' | 'name' | 'position' | 'roles' | 'account' | 'engagement'> & { createdAt: Instant },
): Promise<void> {
  await tx
    .insertInto('person')
    .values({
      tenant_id: tenant,
      id: person.id,
      name: person.name,
      position: person.position,
      roles: JSON.stringify(person.roles),
      engagement_id: person.engagement,
      created_at: person.createdAt,
      // A tenant's scope may not say whose account it is.
      ...(person.account === null ? {} : { account_id: person.account }),
    })
    .execute()
}

/** Everyone of the organisation, in the order in which they were added, those whose access ended included. */
export async function listPeople(tx: Tx, tenant: TenantId): Promise<Person[]> {
  const rows = await tx
    .selectFrom('person')
    .leftJoin('account', 'account.id', 'person.account_id')
    .select(['person.id', 'person.name', 'person.position', 'person.roles', 'person.engagement_id', 'person.account_id'])
    .select(['person.ended_at', 'account.email'])
    .where('person.tenant_id', '=', tenant)
    .orderBy('person.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    position: row.position,
    roles: row.roles.filter(isRole),
    engagement: row.engagement_id,
    account: row.account_id,
    email: row.email,
    endedAt: row.ended_at,
  }))
}

/** The same without their accounts, which pages about something else do not show. */
export async function listNamed(tx: Tx, tenant: TenantId): Promise<Named[]> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name', 'position', 'roles', 'engagement_id as engagement', 'ended_at as endedAt'])
    .where('tenant_id', '=', tenant)
    .orderBy('id')
    .execute()
  return rows.map(({ roles, ...row }) => ({ ...row, roles: roles.filter(isRole) }))
}

/** The names of everyone of the organisation, by identifier. */
export async function listNames(tx: Tx, tenant: TenantId): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('person').select(['id', 'name']).where('tenant_id', '=', tenant).orderBy('id').execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Until when somebody has seen what concerns them; nothing before their first look. */
export async function findLook(tx: Tx, tenant: TenantId, person: PersonId): Promise<Instant | null> {
  const row = await tx
    .selectFrom('person')
    .select('looked_at')
    .where('tenant_id', '=', tenant)
    .where('id', '=', person)
    .executeTakeFirst()
  return row?.looked_at ?? null
}

/** Moves the mark of somebody's look on; never back. */
export async function moveLook(tx: Tx, tenant: TenantId, person: PersonId, until: Instant): Promise<void> {
  await tx
    .updateTable('person')
    .set({ looked_at: until })
    .where('tenant_id', '=', tenant)
    .where('id', '=', person)
    .where((eb) => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', until)]))
    .execute()
}

/** One person, locked until the transaction ends. */
export async function lockPerson(
  tx: Tx,
  tenant: TenantId,
  id: PersonId,
): Promise<Pick<Person, 'id' | 'name' | 'position' | 'roles' | 'account' | 'endedAt'> | undefined> {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'name', 'position', 'roles', 'account_id', 'ended_at'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      name: row.name,
      position: row.position,
      roles: row.roles.filter(isRole),
      account: row.account_id,
      endedAt: row.ended_at,
    }
  )
}

export async function updatePerson(
  tx: Tx,
  tenant: TenantId,
  id: PersonId,
  to: Pick<Person, 'name' | 'position' | 'roles'>,
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ name: to.name, position: to.position, roles: JSON.stringify(to.roles) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Gives a seat that somebody had by name only to their account. */
export async function seatAccount(
  tx: Tx,
  tenant: TenantId,
  id: PersonId,
  to: { account: AccountId; roles: readonly Role[] },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ account_id: to.account, roles: JSON.stringify(to.roles) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Ends somebody's access: whatever session of theirs sits here finds no seat any more. */
export async function endAccess(tx: Tx, tenant: TenantId, id: PersonId, at: Instant): Promise<void> {
  await tx.updateTable('person').set({ ended_at: at }).where('tenant_id', '=', tenant).where('id', '=', id).execute()
}

/** The seats that an account has in an organisation, those of engagements included, whatever became of the engagement. */
export async function listSeatsOf(
  tx: Tx,
  tenant: TenantId,
  account: AccountId,
): Promise<{ id: PersonId; engagement: EngagementId | null }[]> {
  return tx
    .selectFrom('person')
    .select(['id', 'engagement_id as engagement'])
    .where('tenant_id', '=', tenant)
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .execute()
}

/** Lets one transaction after the other change who is in an organisation. */
export async function lockPeople(tx: Tx, tenant: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tenant}::text, 1))`.execute(tx)
}

/** How many people who can sign in are responsible for the organisation, one of them left out. */
export async function countResponsible(tx: Tx, tenant: TenantId, besides: PersonId): Promise<number> {
  const people = await listPeople(tx, tenant)
  return people.filter(
    ({ id, roles, account, endedAt }) => id !== besides && roles.includes('responsible') && account !== null && endedAt === null,
  ).length
}

/** The organisation itself, as its own people see it. */
export async function findOrganisation(
  tx: Tx,
  tenant: TenantId,
): Promise<(Organisation & { secondFactorRequired: boolean; logMonths: number }) | undefined> {
  const row = await tx.selectFrom('organisation').selectAll().where('id', '=', tenant).executeTakeFirst()
  return (
    row && {
      id: row.id,
      name: row.name,
      demo: row.demo,
      kinds: row.kinds.filter(isKind),
      secondFactorRequired: row.second_factor_required,
      logMonths: row.log_months,
    }
  )
}

export async function updateOrganisation(tx: Tx, tenant: TenantId, to: Pick<Organisation, 'name' | 'kinds'>): Promise<void> {
  await tx
    .updateTable('organisation')
    .set({ name: to.name, kinds: JSON.stringify(to.kinds) })
    .where('id', '=', tenant)
    .execute()
}

/** Every organisation of the installation, real ones first: in the admin scope. */
export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  const rows = await tx.selectFrom('organisation').select(['id', 'name', 'demo', 'kinds']).orderBy('demo').orderBy('id').execute()
  return rows.map((row) => ({ ...row, kinds: row.kinds.filter(isKind) }))
}

/** Removes the demo world: its organisations with all they have, their logs, and the accounts of its people. In the admin scope. */
export async function deleteDemo(tx: Tx): Promise<number> {
  const demo = await tx.selectFrom('organisation').select('id').where('demo', '=', true).execute()
  const ids = demo.map(({ id }) => id)
  if (ids.length > 0) {
    for (const table of OF_DEMO) {
      await tx.deleteFrom(table).where('tenant_id', 'in', ids).execute()
    }
    await tx.updateTable('person').set({ engagement_id: null }).where('tenant_id', 'in', ids).execute()
    await tx.deleteFrom('organisation').where('id', 'in', ids).execute()
  }
  await tx.deleteFrom('account').where('demo', '=', true).execute()
  return ids.length
}

/** What does not go with its organisation by itself. */
const OF_DEMO = [
  'document',
  'evidence',
  'upload',
  'stored_file',
  'register_key',
  'register_import',
  'stocktake',
  'register_row',
  'register',
  'log_entry',
  'log_checkpoint',
  'log_head',
] as const

/** The organisation of a person, by the id alone: before any organisation is known. */
export async function readTenantOf(tx: Tx, person: PersonId): Promise<TenantId> {
  const row = await tx.selectFrom('person').select('tenant_id').where('id', '=', person).executeTakeFirstOrThrow()
  return row.tenant_id
}
