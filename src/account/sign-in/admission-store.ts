import type { Tx } from '../../db/db.ts'
import type { AccountId, EngagementId, PersonId, TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { seats } from '../credentials/actions.ts'

/** A person as whom an account may sit down. */
type OwnSeat = { tenant: TenantId; person: PersonId; name: string; roles: string[]; engagement: EngagementId | null }

/**
 * Where an account may sit now, by organisation. An engagement that is over or has not begun is no seat, and an organisation whose
 * people must come in by its own sign-in gives its own people none but through that.
 */
export async function listOwnSeats(tx: Tx, account: AccountId, now: Instant, onlyTenant: TenantId | null): Promise<OwnSeat[]> {
  const rows = await seats(tx, account, now)
    .leftJoin('oidc_provider', 'oidc_provider.tenant_id', 'person.tenant_id')
    .select(['person.tenant_id', 'person.id', 'person.name', 'person.roles', 'person.engagement_id'])
    .where((eb) =>
      onlyTenant === null
        ? eb.or([
            eb('person.engagement_id', 'is not', null),
            eb('oidc_provider.required', 'is', null),
            eb('oidc_provider.required', '=', false),
          ])
        : eb('person.tenant_id', '=', onlyTenant),
    )
    .execute()
  return rows.map((row) => ({
    tenant: row.tenant_id,
    person: row.id,
    name: row.name,
    roles: row.roles,
    engagement: row.engagement_id,
  }))
}

/** In which organisation the account sat last, as far as its sessions tell. */
export async function findLastTenant(tx: Tx, account: AccountId): Promise<TenantId | null> {
  const row = await tx
    .selectFrom('session')
    .select('tenant_id')
    .where('account_id', '=', account)
    .where('tenant_id', 'is not', null)
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.tenant_id ?? null
}
