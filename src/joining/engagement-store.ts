import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { EngagementId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Engagement, EngagementKind } from '../roles/engagement.ts'
import type { Sight } from '../roles/viewer.ts'

/** An engagement as the client keeps it. */
export type KeptEngagement = Engagement & {
  id: EngagementId
  offeredBy: PersonId
  offeredAt: Instant
  endedAt: Instant | null
  endReason: string
}

export async function insertEngagement(
  tx: Tx,
  tenant: TenantId,
  engagement: Omit<KeptEngagement, 'endedAt' | 'endReason'>,
): Promise<void> {
  await tx
    .insertInto('engagement')
    .values({
      tenant_id: tenant,
      id: engagement.id,
      kind: engagement.kind,
      expert_name: engagement.expertName,
      expert_tenant_id: null,
      assessments: engagement.assessments && JSON.stringify(engagement.assessments),
      sight: engagement.sight,
      may_answer: engagement.mayAnswer,
      note: engagement.note,
      begins: engagement.begins,
      ends: engagement.ends,
      offered_by: engagement.offeredBy,
      offered_at: engagement.offeredAt,
      ended_by: null,
      ended_at: null,
    })
    .execute()
}

/** The client's engagements, the newest first. */
export async function listEngagements(tx: Tx, tenant: TenantId): Promise<KeptEngagement[]> {
  const rows = await tx.selectFrom('engagement').selectAll().where('tenant_id', '=', tenant).orderBy('id', 'desc').execute()
  return rows.map(toEngagement)
}

export async function findEngagement(tx: Tx, tenant: TenantId, id: EngagementId): Promise<KeptEngagement | undefined> {
  const row = await tx
    .selectFrom('engagement')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toEngagement(row)
}

/** Ends an engagement that nobody has ended; nothing where there is none. */
export async function markEnded(
  tx: Tx,
  tenant: TenantId,
  id: EngagementId,
  end: { by: PersonId; at: Instant; reason: string },
): Promise<KeptEngagement | undefined> {
  const row = await tx
    .updateTable('engagement')
    .set({ ended_by: end.by, ended_at: end.at, end_reason: end.reason })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && toEngagement(row)
}

/** The people who came with an engagement and are still seated. */
export async function listEngagedPeople(tx: Tx, tenant: TenantId, id: EngagementId): Promise<PersonId[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('engagement_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Notes whose expert it is that came: the firm in which the person answers, so that it sees its engagements. */
export async function noteExpertFirm(tx: Tx, tenant: TenantId, id: EngagementId, firm: TenantId): Promise<void> {
  await tx
    .updateTable('engagement')
    .set({ expert_tenant_id: firm })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

function toEngagement(row: Selectable<Tables['engagement']>): KeptEngagement {
  return {
    id: row.id,
    kind: row.kind as EngagementKind,
    expertName: row.expert_name,
    assessments: row.assessments,
    sight: row.sight as Sight,
    mayAnswer: row.may_answer,
    note: row.note,
    begins: row.begins,
    ends: row.ends,
    offeredBy: row.offered_by,
    offeredAt: row.offered_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  }
}
