import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { latestStored } from '../../kernel/calendar.ts'
import type { TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { dayInJapan } from '../../kernel/instant.ts'
import { GUARDED_ROLES, isRole, type Role } from '../../roles/permissions.ts'
import type { Bar, Sight, SignedIn, Viewer } from '../../roles/viewer.ts'

/**
 * Who a session belongs to and where they sit, in the sign-in scope: in the organisation of the address, or without one where they sat
 * down last. A seat that ended, an engagement that is over or has not begun, and a seat outside the one organisation that the session is
 * for are no seat; nor is one that the organisation bars.
 */
export async function findViewer(
  tx: Tx,
  tokenHash: string,
  { now, tenant, local }: { now: Instant; tenant: TenantId | undefined; local: boolean },
): Promise<{ signedIn: SignedIn; lang: string; seenAt: Instant; viewer: Viewer | undefined } | undefined> {
  const today = dayInJapan(now)
  const { rows } = await sql<ViewerRow>`
    select session.id as session, session.factors, session.verified_at, session.proved_at, session.seen_at, session.only_tenant_id,
      account.id as account, account.name, account.email, account.lang, account.demo as account_demo,
      account.totp_confirmed_at is not null
        or exists (select from passkey where passkey.account_id = account.id) as has_second_factor,
      person.tenant_id as tenant, person.id as person, person.name as person_name, person.roles, person.engagement_id,
      organisation.name as organisation_name, organisation.demo, organisation.second_factor_required,
      oidc_provider.required as provider_required, oidc_provider.slug,
      engagement.assessments, engagement.sight, engagement.may_answer,
      engagement.ended_at is null and engagement.begins <= ${today} and engagement.ends >= ${today} as engaged
    from session
    join account on account.id = session.account_id
    left join person
      on person.tenant_id = ${tenant ?? sql.ref('session.tenant_id')} and person.account_id = session.account_id and person.ended_at is null
    left join organisation on organisation.id = person.tenant_id
    left join oidc_provider on oidc_provider.tenant_id = person.tenant_id
    left join engagement on engagement.tenant_id = person.tenant_id and engagement.id = person.engagement_id
    where session.token_hash = ${tokenHash} and session.started_at <= ${latestStored(now)} and session.expires_at > ${now}
      and account.closed_at is null`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const seated =
    row.tenant !== null &&
    (row.only_tenant_id === null || row.only_tenant_id === row.tenant) &&
    (row.engagement_id === null || row.engaged === true)
  const barred = seated ? barOf(row, local) : undefined
  return {
    signedIn: {
      account: row.account,
      name: row.name,
      email: row.email,
      session: row.session,
      factors: row.factors,
      verifiedAt: row.verified_at,
      provedAt: row.proved_at,
      hasSecondFactor: row.has_second_factor,
      demo: row.account_demo,
      onlyTenant: row.only_tenant_id,
      barred,
    },
    lang: row.lang,
    seenAt: row.seen_at,
    viewer: seated && !barred ? toViewer(row) : undefined,
  }
}

/**
 * Whoever came by the organisation's provider was checked there. Engaged experts come by their own keys. A second factor is asked where
 * the organisation requires one, and on a server that others reach, of the roles that reach furthest.
 */
function barOf(row: ViewerRow, local: boolean): Bar | undefined {
  if (row.only_tenant_id !== null) return undefined
  if (row.engagement_id === null && row.provider_required === true) return { kind: 'provider', slug: row.slug ?? '' }
  const guarded = !local && rolesOf(row).some((role) => GUARDED_ROLES.includes(role))
  return (row.second_factor_required === true || guarded) && !row.has_second_factor ? { kind: 'second-factor' } : undefined
}

function rolesOf(row: ViewerRow): Role[] {
  if (row.engagement_id) return ['engaged']
  return (row.roles ?? []).filter((role): role is Role => isRole(role) && role !== 'engaged')
}

/** A session that is good, its account, and the seat that it has, if any. */
type ViewerRow = {
  session: SignedIn['session']
  factors: string[]
  verified_at: Instant
  proved_at: Instant | null
  seen_at: Instant
  only_tenant_id: Viewer['tenant'] | null
  account: SignedIn['account']
  name: string
  email: string
  lang: string
  account_demo: boolean
  has_second_factor: boolean
  tenant: Viewer['tenant'] | null
  person: Viewer['person'] | null
  person_name: string | null
  roles: string[] | null
  engagement_id: NonNullable<Viewer['engagement']>['id'] | null
  organisation_name: string | null
  demo: boolean | null
  second_factor_required: boolean | null
  provider_required: boolean | null
  slug: string | null
  assessments: NonNullable<Viewer['engagement']>['assessments']
  sight: string | null
  may_answer: boolean | null
  engaged: boolean | null
}

function toViewer(row: ViewerRow): Viewer | undefined {
  if (!row.tenant || !row.person) return undefined
  return {
    tenant: row.tenant,
    person: row.person,
    personName: row.person_name ?? '',
    organisationName: row.organisation_name ?? '',
    demo: row.demo ?? false,
    roles: rolesOf(row),
    engagement: row.engagement_id
      ? { id: row.engagement_id, assessments: row.assessments, sight: row.sight as Sight, mayAnswer: row.may_answer ?? false }
      : undefined,
  }
}
