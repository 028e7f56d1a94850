import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { DecisionId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { decideLevel, type Level } from './decide-level.ts'
import { type LevelWish, subjectOf } from './wish.ts'

/** A decision as it was kept: what was asked and answered, why, by whom and when. It is never changed; a newer one is added. */
export type LevelDecision = LevelWish & Level & { id: DecisionId; decidedByName: string; decidedAt: Instant }

export async function insertDecision(
  tx: Tx,
  tenant: TenantId,
  decision: LevelWish & { id: DecisionId; decidedBy: PersonId; decidedAt: Instant },
): Promise<void> {
  await tx
    .insertInto('level_decision')
    .values({
      tenant_id: tenant,
      id: decision.id,
      subject: decision.subject,
      partner: decision.partner,
      ...decision.answers,
      reasons: JSON.stringify(decision.reasons),
      level: decideLevel(decision.answers).level,
      decided_by: decision.decidedBy,
      decided_at: decision.decidedAt,
    })
    .execute()
}

/** Every decision of the organisation, the newest first. */
export async function listDecisions(tx: Tx, tenant: TenantId): Promise<LevelDecision[]> {
  const rows = await decisions(tx, tenant).orderBy('level_decision.id', 'desc').execute()
  return rows.map(toDecision)
}

export async function findDecision(tx: Tx, tenant: TenantId, id: DecisionId): Promise<LevelDecision | undefined> {
  const row = await decisions(tx, tenant).where('level_decision.id', '=', id).executeTakeFirst()
  return row && toDecision(row)
}

function decisions(tx: Tx, tenant: TenantId) {
  return tx
    .selectFrom('level_decision')
    .leftJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'level_decision.tenant_id').onRef('person.id', '=', 'level_decision.decided_by'),
    )
    .selectAll('level_decision')
    .select('person.name as decidedByName')
    .where('level_decision.tenant_id', '=', tenant)
}

function toDecision(row: Selectable<Tables['level_decision']> & { decidedByName: string | null }): LevelDecision {
  const answers = { confidential: row.confidential, continuity: row.continuity, access: row.access }
  return {
    id: row.id,
    subject: subjectOf({ subject: row.subject }),
    partner: row.partner,
    answers,
    reasons: row.reasons,
    ...decideLevel(answers),
    decidedByName: row.decidedByName ?? '',
    decidedAt: row.decided_at,
  }
}
