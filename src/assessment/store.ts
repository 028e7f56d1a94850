import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { EditionId, Target } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { isOpenFor } from './advice-store.ts'
import { isAmong } from './among-store.ts'
import type { Doubt } from './doubt.ts'
import type { AnswerText } from './fields.ts'
import type { QuickSaid } from './quick-said.ts'
import type { ScopeItem } from './scope.ts'

/** An assessment without its answers. It keeps its edition for life. */
export type AssessmentHead = {
  id: AssessmentId
  title: string
  edition: EditionId
  target: Target
  /** Packed, see packed-standings.ts. */
  standings: string
  revision: number
  quick: QuickSaid
  /** What speaks against its answers, on whichever day: see doubt.ts. */
  doubts: Doubt[]
  createdAt: Instant
  changedAt: Instant
}

/** Which assessments somebody may know of: those alone, and those in which something is assigned to a person; all for neither. */
type Known = { only?: AssessmentId[] | undefined; assignedTo?: PersonId | undefined }
type Page = { limit: number; offset: number }
/** In a list: with how many questions and wordings are open in it. */
export type ListedHead = AssessmentHead & { openAdvice: number }

export async function insertAssessment(
  tx: Tx,
  tenant: TenantId,
  head: Omit<AssessmentHead, 'changedAt' | 'doubts'> & { createdBy: PersonId },
): Promise<void> {
  const { id, title, edition, target, standings, revision, quick, createdAt, createdBy } = head
  await tx
    .insertInto('assessment')
    .values({
      tenant_id: tenant,
      id,
      title,
      edition,
      target,
      standings,
      revision,
      quick: JSON.stringify(quick),
      created_by: createdBy,
      created_at: createdAt,
      changed_at: createdAt,
    })
    .execute()
}

export async function listHeads(tx: Tx, tenant: TenantId, page: Page, known: Known): Promise<AssessmentHead[]> {
  return (await newestFirst(tx, tenant, page, known).selectAll('assessment').execute()).map(toHead)
}

export async function listAssessments(
  tx: Tx,
  tenant: TenantId,
  page: Page,
  known: Known & { fields: readonly AnswerText[] },
): Promise<ListedHead[]> {
  const rows = await newestFirst(tx, tenant, page, known)
    .selectAll('assessment')
    .select((eb) =>
      eb
        .selectFrom('advice')
        .select(eb.fn.countAll<string>().as('open'))
        .whereRef('advice.tenant_id', '=', 'assessment.tenant_id')
        .whereRef('advice.assessment_id', '=', 'assessment.id')
        .where(isOpenFor(known.fields))
        .as('open'),
    )
    .execute()
  return rows.map((row) => ({ ...toHead(row), openAdvice: Number(row.open) }))
}

/** The assessments changed last. */
function newestFirst(tx: Tx, tenant: TenantId, { limit, offset }: Page, known: Known) {
  return tx
    .selectFrom('assessment')
    .where('tenant_id', '=', tenant)
    .where(among(known))
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
}

function among({ only, assignedTo }: Known) {
  return (eb: ExpressionBuilder<Tables, 'assessment'>) =>
    eb.and([
      ...(only ? [isAmong('assessment.id', only)] : []),
      ...(assignedTo
        ? [
            eb.exists(
              eb
                .selectFrom('answer')
                .select('answer.criterion')
                .whereRef('answer.tenant_id', '=', 'assessment.tenant_id')
                .whereRef('answer.assessment_id', '=', 'assessment.id')
                .where('answer.assignee', '=', assignedTo),
            ),
          ]
        : []),
    ])
}

export async function findAssessment(tx: Tx, tenant: TenantId, id: AssessmentId): Promise<AssessmentHead | undefined> {
  const row = await tx
    .selectFrom('assessment')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toHead(row)
}

/** Every assessment of the organisation, by its identifier. */
export async function listIds(tx: Tx, tenant: TenantId): Promise<AssessmentId[]> {
  const rows = await tx.selectFrom('assessment').select('id').where('tenant_id', '=', tenant).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** The same, locked until the transaction ends, so that two writers come one after the other. */
export async function lockAssessment(tx: Tx, tenant: TenantId, id: AssessmentId): Promise<AssessmentHead | undefined> {
  const row = await tx
    .selectFrom('assessment')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toHead(row)
}

/** Keeps the first day on which an assessment by an edition aimed at a ★, whatever becomes of the assessment. */
export async function noteTarget(
  tx: Tx,
  tenant: TenantId,
  { edition, target }: Pick<AssessmentHead, 'edition' | 'target'>,
  today: Day,
): Promise<void> {
  await tx
    .insertInto('target_begun')
    .values({ tenant_id: tenant, edition, target, begun_on: today })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'edition', 'target']).doNothing())
    .execute()
}

/** Which ★ the assessments of an organisation ever aimed at, by edition, since when, and whether one of them still does. */
export async function listTargets(tx: Tx, tenant: TenantId): Promise<AimedAt[]> {
  const rows = await tx
    .selectFrom('target_begun as begun')
    .select(['edition', 'target', 'begun_on'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('assessment')
            .select('assessment.id')
            .whereRef('assessment.tenant_id', '=', 'begun.tenant_id')
            .whereRef('assessment.edition', '=', 'begun.edition')
            .whereRef('assessment.target', '=', 'begun.target'),
        )
        .as('still'),
    )
    .where('tenant_id', '=', tenant)
    .execute()
  return rows.map((row) => ({
    ...{ edition: row.edition as EditionId, target: row.target as Target },
    ...{ begunOn: row.begun_on, still: Boolean(row.still) },
  }))
}
type AimedAt = { edition: EditionId; target: Target; begunOn: Day; still: boolean }

export async function touchAssessment(
  tx: Tx,
  tenant: TenantId,
  id: AssessmentId,
  change: { standings: string; revision: number; changedAt: Instant },
): Promise<void> {
  await tx
    .updateTable('assessment')
    .set({ standings: change.standings, revision: change.revision, changed_at: change.changedAt })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

export async function renameAssessment(
  tx: Tx,
  tenant: TenantId,
  id: AssessmentId,
  to: { title: string; target: Target; changedAt: Instant },
): Promise<boolean> {
  const result = await tx
    .updateTable('assessment')
    .set({ title: to.title, target: to.target, changed_at: to.changedAt })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Says what speaks against answers by an edition from now on, in every assessment of the organisation where it was something else. */
export async function writeDoubts(tx: Tx, tenant: TenantId, edition: string, doubts: readonly Doubt[]): Promise<void> {
  const said = JSON.stringify(doubts)
  await tx
    .updateTable('assessment')
    .set({ doubts: said })
    .where('tenant_id', '=', tenant)
    .where('edition', '=', edition)
    .where(sql<boolean>`doubts <> ${said}::jsonb`)
    .execute()
}

/** Removes an assessment with its answers, their versions, its scope, drafts and exports. */
export async function deleteAssessment(tx: Tx, tenant: TenantId, id: AssessmentId): Promise<void> {
  await tx.deleteFrom('assessment').where('tenant_id', '=', tenant).where('id', '=', id).execute()
}

export async function listScope(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<ScopeItem[]> {
  const rows = await tx
    .selectFrom('scope_item')
    .select(['kind', 'name', 'reason'])
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .orderBy('position')
    .execute()
  return rows as ScopeItem[]
}

export async function replaceScope(tx: Tx, tenant: TenantId, assessment: AssessmentId, items: ScopeItem[]): Promise<void> {
  await tx.deleteFrom('scope_item').where('tenant_id', '=', tenant).where('assessment_id', '=', assessment).execute()
  if (items.length === 0) return
  await tx
    .insertInto('scope_item')
    .values(items.map((item, position) => ({ tenant_id: tenant, assessment_id: assessment, position, ...item })))
    .execute()
}

function toHead(row: Selectable<Tables['assessment']>): AssessmentHead {
  return {
    id: row.id,
    title: row.title,
    edition: row.edition as EditionId,
    target: row.target as Target,
    standings: row.standings,
    revision: row.revision,
    quick: row.quick as QuickSaid,
    doubts: row.doubts as Doubt[],
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}
