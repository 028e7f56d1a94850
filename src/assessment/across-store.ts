import { type ExpressionBuilder, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Status } from '../standing/status.ts'
import { isAmong } from './among-store.ts'
import type { Answer } from './answer.ts'
import { toAnswer } from './answer-store.ts'
import { TEXT_FIELDS } from './fields.ts'

/** Answers of several assessments, of an assignee alone where one is named: all, those with words in them, a 該当なし that waits. */
export async function listAcross(
  tx: Tx,
  tenant: TenantId,
  assessments: readonly AssessmentId[],
  wanted: { which: 'written' | 'unconfirmed' | 'all'; assignee?: PersonId | undefined },
): Promise<AnswerIn[]> {
  if (assessments.length === 0) return []
  let query = tx.selectFrom('answer').selectAll().where('tenant_id', '=', tenant).where(isAmong('assessment_id', assessments))
  if (wanted.which === 'written') query = query.where((eb) => eb.or(TEXT_FIELDS.map(({ column }) => eb(column, '<>', ''))))
  if (wanted.which === 'unconfirmed') query = query.where(waits)
  if (wanted.assignee !== undefined) query = query.where('assignee', '=', wanted.assignee)
  return (await query.execute()).map((row) => ({ assessment: row.assessment_id, ...toAnswer(row) }))
}

/** Of several assessments what is open for somebody: what is assigned to them and not settled, and each 該当なし that waits. */
export async function listWork(
  tx: Tx,
  tenant: TenantId,
  assessments: readonly AssessmentId[],
  assignee: PersonId,
): Promise<AnswerAtWork[]> {
  if (assessments.length === 0) return []
  const rows = await tx
    .selectFrom('answer')
    .select(['assessment_id as assessment', 'criterion', 'status', 'assignee'])
    .select(['stated_by as statedBy', 'changed_at as changedAt', 'confirmed_by', 'confirmed_at'])
    .where('tenant_id', '=', tenant)
    .where(isAmong('assessment_id', assessments))
    .where((eb) =>
      eb.or([
        waits(eb),
        eb.and([eb('assignee', '=', assignee), eb(eb.fn.coalesce('status', sql<string>`''`), 'not in', SETTLED)]),
      ]),
    )
    .execute()
  return rows.map(({ confirmed_by: by, confirmed_at: at, status, ...row }) => ({
    ...row,
    status: status as Status | null,
    confirmation: by && at ? { by, at } : null,
  }))
}

const SETTLED: Status[] = ['met', 'notApplicable']

function waits(eb: ExpressionBuilder<Tables, 'answer'>) {
  return eb.and([eb('status', '=', 'notApplicable'), eb('confirmed_by', 'is', null)])
}

/** An answer with the assessment that it is of. */
export type AnswerIn = Answer & { assessment: AssessmentId }
/** What a list of work needs of it: not its words. */
export type AnswerAtWork = Pick<
  AnswerIn,
  'assessment' | 'criterion' | 'status' | 'assignee' | 'statedBy' | 'changedAt' | 'confirmation'
>
