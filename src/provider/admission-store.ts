import type { Tx } from '../db/db.ts'
import { latestStored } from '../kernel/calendar.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Candidate, Identity, Invited, Known } from './admission.ts'

type Realm = { tenant: TenantId; issuer: string }

/** What is known of somebody who comes from an organisation's provider, in the sign-in scope. */
export async function findKnown(tx: Tx, realm: Realm, identity: Identity, now: Instant): Promise<Known> {
  const linked = await candidates(tx, realm, identity.subject)
    .innerJoin('oidc_link', 'oidc_link.account_id', 'account.id')
    .where('oidc_link.tenant_id', '=', realm.tenant)
    .where('oidc_link.issuer', '=', realm.issuer)
    .where('oidc_link.subject', '=', identity.subject)
    .executeTakeFirst()
  const key = identity.email?.key
  if (key === undefined) return { linked: linked && toCandidate(linked), namesake: undefined, invitation: undefined }
  const namesake = await candidates(tx, realm, identity.subject).where('account.email_key', '=', key).executeTakeFirst()
  return {
    linked: linked && toCandidate(linked),
    namesake: namesake && toCandidate(namesake),
    invitation: await findPendingInvitation(tx, realm.tenant, key, now),
  }
}

/** An invitation of an expert is not for the organisation's own people, and is accepted by its letter alone. */
async function findPendingInvitation(tx: Tx, tenant: TenantId, key: string, now: Instant): Promise<Invited | undefined> {
  const row = await tx
    .selectFrom('invitation')
    .select(['token_hash', 'name'])
    .where('tenant_id', '=', tenant)
    .where('email_key', '=', key)
    .where('engagement_id', 'is', null)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('invited_at', '<=', latestStored(now))
    .where('expires_at', '>', now)
    .orderBy('invited_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row && { tokenHash: row.token_hash, name: row.name }
}

function candidates(tx: Tx, { tenant, issuer }: Realm, subject: string) {
  return tx
    .selectFrom('account')
    .select(['account.id', 'account.closed_at'])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('person')
            .select('person.id')
            .whereRef('person.account_id', '=', 'account.id')
            .where('person.tenant_id', '=', tenant)
            .where('person.ended_at', 'is', null)
            .where('person.engagement_id', 'is', null),
        )
        .as('member'),
      eb
        .exists(
          eb
            .selectFrom('oidc_link as other')
            .select('other.subject')
            .whereRef('other.account_id', '=', 'account.id')
            .where('other.tenant_id', '=', tenant)
            .where('other.issuer', '=', issuer)
            .where('other.subject', '!=', subject),
        )
        .as('linkedElsewhere'),
    ])
}

function toCandidate(row: { id: AccountId; closed_at: Instant | null; member: unknown; linkedElsewhere: unknown }): Candidate {
  return {
    account: row.id,
    closed: row.closed_at !== null,
    member: row.member === true,
    linkedElsewhere: row.linkedElsewhere === true,
  }
}
