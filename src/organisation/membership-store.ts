import type { Tx } from '../db/db.ts'
import type { AccountId, PersonId, SessionId, TenantId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import type { EngagementKind } from '../roles/engagement.ts'
import { isRole, type Role } from '../roles/permissions.ts'
import type { EngagedView, Sight } from '../roles/viewer.ts'

/** An organisation in which an account may sit down: of its own, or a client's through an engagement. */
export type Membership = {
  tenant: TenantId
  organisation: string
  demo: boolean
  person: PersonId
  roles: Role[]
  engagement: (EngagedView & { kind: EngagementKind; begins: string; ends: string }) | undefined
  secondFactorRequired: boolean
}

/** Where an account may sit now, in the sign-in scope. An engagement that is over or has not begun is no seat. */
export async function listMemberships(tx: Tx, account: AccountId, now: Instant): Promise<Membership[]> {
  const today = dayInJapan(now)
  const rows = await tx
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
    .leftJoin('engagement', (join) =>
      join.onRef('engagement.tenant_id', '=', 'person.tenant_id').onRef('engagement.id', '=', 'person.engagement_id'),
    )
    .select(['person.tenant_id as tenant', 'organisation.name as organisation', 'organisation.demo', 'person.id as person'])
    .select(['person.roles', 'person.engagement_id', 'engagement.kind', 'engagement.begins', 'engagement.ends'])
    .select(['engagement.sight', 'engagement.assessments', 'engagement.may_answer', 'organisation.second_factor_required'])
    .where('person.account_id', '=', account)
    .where('person.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('person.engagement_id', 'is', null),
        eb.and([eb('engagement.ended_at', 'is', null), eb('engagement.begins', '<=', today), eb('engagement.ends', '>=', today)]),
      ]),
    )
    .orderBy('organisation.name')
    .orderBy('person.id')
    .execute()
  return rows.map((row) => ({
    tenant: row.tenant,
    organisation: row.organisation,
    demo: row.demo,
    person: row.person,
    roles: row.engagement_id ? ['engaged'] : row.roles.filter(isRole),
    engagement:
      row.engagement_id && row.begins && row.ends
        ? {
            id: row.engagement_id,
            kind: row.kind as EngagementKind,
            begins: row.begins,
            ends: row.ends,
            sight: row.sight as Sight,
            assessments: row.assessments,
            mayAnswer: row.may_answer ?? false,
          }
        : undefined,
    secondFactorRequired: row.second_factor_required,
  }))
}

/** Moves a session to another organisation, or out of any. */
export async function seatSession(tx: Tx, session: SessionId, tenant: TenantId | null): Promise<void> {
  await tx.updateTable('session').set({ tenant_id: tenant }).where('id', '=', session).execute()
}
