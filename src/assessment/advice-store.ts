import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AdviceId, AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Advice, AdviceKind } from './advice.ts'
import { isAmong } from './among-store.ts'
import type { AnswerText } from './fields.ts'

/** Those questions, and wordings for the given fields, about which somebody still has to do something. */
export function isOpenFor(fields: readonly AnswerText[]) {
  return (eb: ExpressionBuilder<Tables, 'advice'>) =>
    eb.and([
      eb('advice.kind', '<>', 'comment'),
      eb('advice.outcome', 'is', null),
      eb.or([eb('advice.field', 'is', null), eb('advice.field', 'in', [...fields])]),
    ])
}

/** What was said of a criterion, in the order in which it was said. */
export async function listAdvice(tx: Tx, tenant: TenantId, assessment: AssessmentId, criterion: string): Promise<Advice[]> {
  const rows = await tx
    .selectFrom('advice')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('criterion', '=', criterion)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map(toAdvice)
}

/** How many questions, and wordings for the given fields, are open, by criterion; those without any are left out. */
export async function countOpenAdvice(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  fields: readonly AnswerText[],
): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('advice')
    .select(({ fn }) => ['criterion', fn.countAll<string>().as('open')])
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where(isOpenFor(fields))
    .groupBy('criterion')
    .execute()
  return new Map(rows.map(({ criterion, open }) => [criterion, Number(open)]))
}

/** The newest that others said since a moment in some assessments, on criteria of an assignee alone where one is named; at most `most`. */
export async function listAdviceByOthers(
  tx: Tx,
  tenant: TenantId,
  assessments: readonly AssessmentId[],
  wanted: { reader: PersonId; since: Instant; most: number; assignedOnly: boolean },
): Promise<(Advice & { assessment: AssessmentId })[]> {
  if (assessments.length === 0) return []
  let query = tx
    .selectFrom('advice')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where(isAmong('assessment_id', assessments))
    .where('written_at', '>', wanted.since)
    .where('written_by', '<>', wanted.reader)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(wanted.most)
  if (wanted.assignedOnly) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('answer')
          .select('answer.criterion')
          .whereRef('answer.tenant_id', '=', 'advice.tenant_id')
          .whereRef('answer.assessment_id', '=', 'advice.assessment_id')
          .whereRef('answer.criterion', '=', 'advice.criterion')
          .where('answer.assignee', '=', wanted.reader),
      ),
    )
  }
  return (await query.execute()).map((row) => ({ ...toAdvice(row), assessment: row.assessment_id }))
}

export async function insertAdvice(tx: Tx, tenant: TenantId, assessment: AssessmentId, advice: Advice): Promise<void> {
  const { id, criterion, kind, field, body, writtenBy, writtenAt } = advice
  await tx
    .insertInto('advice')
    .values({
      ...{ tenant_id: tenant, id, assessment_id: assessment, criterion, kind, field, body },
      ...{ written_by: writtenBy, written_at: writtenAt, outcome: null, ended_by: null, ended_at: null },
    })
    .execute()
}

/** Says what became of it, or that it is open again. */
export async function endAdvice(tx: Tx, tenant: TenantId, id: AdviceId, ended: Advice['ended']): Promise<void> {
  await tx
    .updateTable('advice')
    .set({ outcome: ended?.outcome ?? null, ended_by: ended?.by ?? null, ended_at: ended?.at ?? null })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

function toAdvice(row: Selectable<Tables['advice']>): Advice {
  const { id, criterion, kind, field, body, outcome } = row
  const by = row.ended_by
  const at = row.ended_at
  return {
    ...{ id, criterion, body, kind: kind as AdviceKind, field: field as AnswerText | null },
    ...{ writtenBy: row.written_by, writtenAt: row.written_at },
    ended: outcome && by && at ? { outcome: outcome as 'closed' | 'taken', by, at } : null,
  }
}
