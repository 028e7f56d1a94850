import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { SealedColumn } from '../db/sealed-column.ts'
import type { AccountId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { clientPurpose } from './provider.ts'
import { type FactorClaim, USUAL_CLAIM } from './second-factor.ts'

/** An organisation's own sign-in as it is kept. `sealedSecret` is the client's secret under the installation's. */
export type Provider = {
  tenant: TenantId
  slug: string
  issuer: string
  clientId: string
  sealedSecret: string
  /** Whether the organisation's people must come in this way. */
  required: boolean
  changedAt: Instant
  /** Whether the organisation requires a second factor, and how the provider tells that one was used. */
  secondFactorRequired: boolean
  factorClaim: FactorClaim
}

/** Somebody whom the provider knows by another name: an account, and since when it is linked. */
export type Link = { account: AccountId; name: string; email: string; since: Instant }

/** The provider of an organisation: in its scope, or in the sign-in scope. */
export async function findProvider(tx: Tx, tenant: TenantId): Promise<Provider | undefined> {
  const row = await providers(tx).where('oidc_provider.tenant_id', '=', tenant).executeTakeFirst()
  return row && toProvider(row)
}

/** The provider that a short name leads to, in the sign-in scope. */
export async function findProviderBySlug(tx: Tx, slug: string): Promise<Provider | undefined> {
  const row = await providers(tx).where('oidc_provider.slug', '=', slug).executeTakeFirst()
  return row && toProvider(row)
}

/** Sets an organisation's provider. The database refuses a short name that another organisation has (SQLSTATE 23505). */
export async function saveProvider(
  tx: Tx,
  provider: Omit<Provider, 'secondFactorRequired' | 'factorClaim'>,
  by: PersonId,
): Promise<void> {
  const columns = {
    slug: provider.slug,
    issuer: provider.issuer,
    client_id: provider.clientId,
    client_secret: provider.sealedSecret,
    required: provider.required,
    changed_by: by,
    changed_at: provider.changedAt,
  }
  await tx
    .insertInto('oidc_provider')
    .values({ tenant_id: provider.tenant, ...columns })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(columns))
    .execute()
}

/** Says how the provider tells of a second factor. */
export async function updateFactorClaim(tx: Tx, tenant: TenantId, { claim, values }: FactorClaim): Promise<void> {
  const columns = { factor_claim: claim, factor_values: JSON.stringify(values) as never }
  await tx.updateTable('oidc_provider').set(columns).where('tenant_id', '=', tenant).execute()
}

export async function updateRequired(tx: Tx, tenant: TenantId, required: boolean): Promise<void> {
  await tx.updateTable('oidc_provider').set({ required }).where('tenant_id', '=', tenant).execute()
}

export async function deleteProvider(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.deleteFrom('oidc_provider').where('tenant_id', '=', tenant).execute()
}

/** Who is linked to the organisation's provider, by name. */
export async function listLinks(tx: Tx, tenant: TenantId): Promise<Link[]> {
  const rows = await tx
    .selectFrom('oidc_link')
    .innerJoin('account', 'account.id', 'oidc_link.account_id')
    .leftJoin('person', (join) =>
      join
        .onRef('person.tenant_id', '=', 'oidc_link.tenant_id')
        .onRef('person.account_id', '=', 'oidc_link.account_id')
        .on('person.ended_at', 'is', null),
    )
    .select(['account.id', 'account.email', 'account.name as ownName', 'person.name', 'oidc_link.created_at'])
    .where('oidc_link.tenant_id', '=', tenant)
    .orderBy('oidc_link.created_at')
    .orderBy('account.id')
    .execute()
  return rows.map((row) => ({
    account: row.id,
    name: row.name ?? row.ownName,
    email: row.email,
    since: row.created_at,
  }))
}

/** Links a subject to an account; one that came first stays. */
export async function insertLink(
  tx: Tx,
  link: { tenant: TenantId; issuer: string; subject: string; account: AccountId; at: Instant },
): Promise<void> {
  await tx
    .insertInto('oidc_link')
    .values({ tenant_id: link.tenant, issuer: link.issuer, subject: link.subject, account_id: link.account, created_at: link.at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'issuer', 'subject']).doNothing())
    .execute()
}

/** Takes the links of the organisation away, of one account or of all; says how many there were. */
export async function deleteLinks(tx: Tx, tenant: TenantId, account?: AccountId): Promise<number> {
  const all = tx.deleteFrom('oidc_link').where('tenant_id', '=', tenant)
  const gone = await (account === undefined ? all : all.where('account_id', '=', account)).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Says whether everyone of the organisation needs a second factor; false where that was so already. */
export async function updateSecondFactorRequired(tx: Tx, tenant: TenantId, required: boolean): Promise<boolean> {
  const row = await tx
    .updateTable('organisation')
    .set({ second_factor_required: required })
    .where('id', '=', tenant)
    .where('second_factor_required', '!=', required)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findOrganisationName(tx: Tx, tenant: TenantId): Promise<string> {
  const row = await tx.selectFrom('organisation').select('name').where('id', '=', tenant).executeTakeFirst()
  return row?.name ?? ''
}

/** Ends the sessions that the organisation's provider began, of one account or of all; a tenant may end its own. */
export async function endProviderSessions(tx: Tx, tenant: TenantId, account?: AccountId): Promise<void> {
  const all = tx.deleteFrom('session').where('only_tenant_id', '=', tenant)
  await (account === undefined ? all : all.where('account_id', '=', account)).execute()
}

function providers(tx: Tx) {
  return tx
    .selectFrom('oidc_provider')
    .innerJoin('organisation', 'organisation.id', 'oidc_provider.tenant_id')
    .selectAll('oidc_provider')
    .select('organisation.second_factor_required')
}

function toProvider(row: {
  tenant_id: TenantId
  slug: string
  issuer: string
  client_id: string
  client_secret: string
  required: boolean
  changed_at: Instant
  second_factor_required: boolean
  factor_claim: 'acr' | 'amr' | null
  factor_values: string[] | null
}): Provider {
  return {
    tenant: row.tenant_id,
    slug: row.slug,
    issuer: row.issuer,
    clientId: row.client_id,
    sealedSecret: row.client_secret,
    required: row.required,
    changedAt: row.changed_at,
    secondFactorRequired: row.second_factor_required,
    factorClaim: row.factor_claim ? { claim: row.factor_claim, values: row.factor_values ?? [] } : USUAL_CLAIM,
  }
}

/** The secrets of clients, to be sealed anew. In the admin scope. */
export const clientSecrets: SealedColumn = {
  table: 'oidc_provider',
  key: 'tenant_id',
  column: 'client_secret',
  holds: sql`true`,
  purposeOf: (tenant) => clientPurpose(tenant as TenantId),
}
