import type { Tx } from '../../db/db.ts'
import type { Instant } from '../../kernel/instant.ts'
import { dayInJapan } from '../../kernel/instant.ts'
import { isRole, type Role } from '../../roles/permissions.ts'
import type { Bar, Sight, SignedIn, Viewer } from '../../roles/viewer.ts'

/**
 * Who a session belongs to and where they sit, in the scope of the door. A seat that ended, an engagement that is over or has not
 * begun, and a seat outside the one organisation that the session is for are no seat; nor is one that the organisation bars.
 */
export async function findViewer(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<{ signedIn: SignedIn; lang: string; seenAt: Instant; viewer: Viewer | undefined } | undefined> {
  const today = dayInJapan(now)
  const row = await tx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('person', (join) =>
      join
        .onRef('person.tenant_id', '=', 'session.tenant_id')
        .onRef('person.account_id', '=', 'session.account_id')
        .on('person.ended_at', 'is', null),
    )
    .leftJoin('organisation', 'organisation.id', 'person.tenant_id')
    .leftJoin('oidc_provider', 'oidc_provider.tenant_id', 'person.tenant_id')
    .leftJoin('engagement', (join) =>
      join.onRef('engagement.tenant_id', '=', 'person.tenant_id').onRef('engagement.id', '=', 'person.engagement_id'),
    )
    .select(['session.id as session', 'session.factors', 'session.verified_at', 'session.seen_at', 'session.only_tenant_id'])
    .select(['account.id as account', 'account.name', 'account.email', 'account.lang', 'account.demo as accountDemo'])
    .select(['account.totp_confirmed_at', 'person.tenant_id as tenant', 'person.id as person', 'person.name as personName'])
    .select(['person.roles', 'organisation.name as organisationName', 'organisation.demo', 'organisation.second_factor_required'])
    .select(['oidc_provider.required as provider_required', 'oidc_provider.slug'])
    .select(['person.engagement_id', 'engagement.assessments', 'engagement.sight', 'engagement.may_answer'])
    .select((eb) => [
      eb.exists(eb.selectFrom('passkey').select('passkey.id').whereRef('passkey.account_id', '=', 'account.id')).as('hasPasskey'),
      eb
        .and([eb('engagement.ended_at', 'is', null), eb('engagement.begins', '<=', today), eb('engagement.ends', '>=', today)])
        .as('engaged'),
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', new Date(now))
    .where('account.closed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const seated =
    row.tenant !== null &&
    (row.only_tenant_id === null || row.only_tenant_id === row.tenant) &&
    (row.engagement_id === null || row.engaged === true)
  const hasSecondFactor = row.totp_confirmed_at !== null || row.hasPasskey === true
  const barred = seated ? barOf({ ...row, hasSecondFactor }) : undefined
  return {
    signedIn: {
      account: row.account,
      name: row.name,
      email: row.email,
      session: row.session,
      factors: row.factors,
      verifiedAt: row.verified_at.toISOString(),
      hasSecondFactor,
      demo: row.accountDemo,
      onlyTenant: row.only_tenant_id,
      barred,
    },
    lang: row.lang,
    seenAt: row.seen_at.toISOString(),
    viewer: seated && !barred ? toViewer(row) : undefined,
  }
}

/** Whoever came by the organisation's provider was checked there. Engaged experts come by their own keys, with a second factor too. */
function barOf(row: {
  only_tenant_id: string | null
  engagement_id: string | null
  provider_required: boolean | null
  slug: string | null
  second_factor_required: boolean | null
  hasSecondFactor: boolean
}): Bar | undefined {
  if (row.only_tenant_id !== null) return undefined
  if (row.engagement_id === null && row.provider_required === true) return { kind: 'provider', slug: row.slug ?? '' }
  return row.second_factor_required === true && !row.hasSecondFactor ? { kind: 'second-factor' } : undefined
}

type Row = {
  tenant: Viewer['tenant'] | null
  person: Viewer['person'] | null
  personName: string | null
  organisationName: string | null
  demo: boolean | null
  roles: string[] | null
  engagement_id: NonNullable<Viewer['engagement']>['id'] | null
  assessments: NonNullable<Viewer['engagement']>['assessments']
  sight: string | null
  may_answer: boolean | null
}

function toViewer(row: Row): Viewer | undefined {
  if (!row.tenant || !row.person) return undefined
  return {
    tenant: row.tenant,
    person: row.person,
    personName: row.personName ?? '',
    organisationName: row.organisationName ?? '',
    demo: row.demo ?? false,
    roles: row.engagement_id ? ['engaged'] : (row.roles ?? []).filter((role): role is Role => isRole(role) && role !== 'engaged'),
    engagement: row.engagement_id
      ? { id: row.engagement_id, assessments: row.assessments, sight: row.sight as Sight, mayAnswer: row.may_answer ?? false }
      : undefined,
  }
}
