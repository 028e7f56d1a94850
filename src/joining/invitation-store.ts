import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { latestStored } from '../kernel/calendar.ts'
import type { EngagementId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { isRole, type Role } from '../roles/permissions.ts'

/** A letter that opens a seat in an organisation to whoever holds its link. */
export type Invitation = {
  id: InvitationId
  email: string
  emailKey: string
  name: string
  position: string
  roles: Role[]
  /** Somebody known by name so far, whose seat it becomes. */
  person: PersonId | null
  engagement: EngagementId | null
  /** Null where whoever keeps the server invited. */
  invitedBy: PersonId | null
  invitedAt: Instant
  expiresAt: Instant
}

export async function insertInvitation(tx: Tx, tenant: TenantId, invitation: Invitation & { tokenHash: string }): Promise<void> {
  await tx
    .insertInto('invitation')
    .values({
      tenant_id: tenant,
      id: invitation.id,
      token_hash: invitation.tokenHash,
      email: invitation.email,
      email_key: invitation.emailKey,
      name: invitation.name,
      position: invitation.position,
      roles: JSON.stringify(invitation.roles),
      person_id: invitation.person,
      engagement_id: invitation.engagement,
      invited_by: invitation.invitedBy,
      invited_at: invitation.invitedAt,
      expires_at: invitation.expiresAt,
      accepted_at: null,
      withdrawn_at: null,
    })
    .execute()
}

/** That somebody accepted an invitation; `engaged` as an expert of another firm. */
export type Joining = { name: string; at: Instant; engaged: boolean }

/** Who accepted an invitation since a moment, the newest first. */
export async function listJoinings(tx: Tx, tenant: TenantId, since: Instant): Promise<Joining[]> {
  const rows = await tx
    .selectFrom('invitation')
    .select(['name', 'accepted_at', 'engagement_id'])
    .where('tenant_id', '=', tenant)
    .where('accepted_at', '>', since)
    .orderBy('accepted_at', 'desc')
    .limit(MOST_JOININGS)
    .execute()
  return rows.flatMap(({ name, accepted_at: at, engagement_id: engagement }) =>
    at === null ? [] : [{ name, at, engaged: engagement !== null }],
  )
}

const MOST_JOININGS = 50

/** Invitations that nobody has accepted or withdrawn, the newest first; those that ran out included. */
export async function listOpenInvitations(tx: Tx, tenant: TenantId): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('invitation')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toInvitation)
}

type OpenInvitation = Invitation & { tenant: TenantId; organisation: string; demo: boolean }

/** The open invitation of a link, with the organisation it opens. In the sign-in scope. */
export async function findInvitation(tx: Tx, tokenHash: string, now: Instant): Promise<OpenInvitation | undefined> {
  const row = await openBy(tx, tokenHash, now).executeTakeFirst()
  return row && toOpen(row)
}

/** The same, locked until the transaction ends. */
export async function lockInvitation(tx: Tx, tokenHash: string, now: Instant): Promise<OpenInvitation | undefined> {
  const row = await openBy(tx, tokenHash, now).forUpdate('invitation').executeTakeFirst()
  return row && toOpen(row)
}

function openBy(tx: Tx, tokenHash: string, now: Instant) {
  return tx
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.id', 'invitation.tenant_id')
    .selectAll('invitation')
    .select(['organisation.name as organisation', 'organisation.demo'])
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('invited_at', '<=', latestStored(now))
    .where('expires_at', '>', now)
}

/** The open invitations of an organisation to an address, the newest first. In the sign-in scope. */
export async function findInvitationTo(
  tx: Tx,
  tenant: TenantId,
  emailKey: string,
  now: Instant,
): Promise<(Invitation & { tokenHash: string }) | undefined> {
  const row = await tx
    .selectFrom('invitation')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('email_key', '=', emailKey)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('invited_at', '<=', latestStored(now))
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row && { ...toInvitation(row), tokenHash: row.token_hash }
}

export async function markAccepted(tx: Tx, tenant: TenantId, id: InvitationId, at: Instant): Promise<void> {
  await tx.updateTable('invitation').set({ accepted_at: at }).where('tenant_id', '=', tenant).where('id', '=', id).execute()
}

/** How many invitations were written since a moment. */
export async function countInvitationsSince(
  tx: Tx,
  tenant: TenantId,
  { since, now }: { since: Instant; now: Instant },
): Promise<number> {
  const row = await tx
    .selectFrom('invitation')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenant)
    .where('invited_at', '>', since)
    .where('invited_at', '<=', latestStored(now))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Takes an open invitation back, with its name. Nothing where there is none. */
export async function markWithdrawn(tx: Tx, tenant: TenantId, id: InvitationId, at: Instant): Promise<string | undefined> {
  const row = await tx
    .updateTable('invitation')
    .set({ withdrawn_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}

type Row = {
  id: InvitationId
  email: string
  email_key: string
  name: string
  position: string
  roles: string[]
  person_id: PersonId | null
  engagement_id: EngagementId | null
  invited_by: PersonId | null
  invited_at: Instant
  expires_at: Instant
}

function toOpen(row: Row & { tenant_id: TenantId; organisation: string; demo: boolean }): OpenInvitation {
  return { ...toInvitation(row), tenant: row.tenant_id, organisation: row.organisation, demo: row.demo }
}

function toInvitation(row: Row): Invitation {
  return {
    id: row.id,
    email: row.email,
    emailKey: row.email_key,
    name: row.name,
    position: row.position,
    roles: row.roles.filter(isRole),
    person: row.person_id,
    engagement: row.engagement_id,
    invitedBy: row.invited_by,
    invitedAt: row.invited_at,
    expiresAt: row.expires_at,
  }
}
