import { type Selectable, sql } from 'kysely'
import type { EditionId, Target } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer, AnswerContent } from './answer.ts'
import type { ScopeItem } from './scope.ts'
import type { Status } from './status.ts'

/** An assessment without its answers. It keeps its edition for life. */
export type AssessmentHead = {
  id: AssessmentId
  title: string
  edition: EditionId
  target: Target
  /** Packed, see packed-standings.ts. */
  standings: string
  revision: number
  createdAt: Instant
  changedAt: Instant
}

/** Why a version of an answer came to be. */
export type Deed = 'answer' | 'confirm' | 'import' | 'quick' | 'move'
export type AnswerVersion = AnswerContent & { revision: number; deed: Deed; changedBy: PersonId; changedAt: Instant }

export async function insertAssessment(
  tx: Tx,
  tenant: TenantId,
  head: Omit<AssessmentHead, 'changedAt'> & { createdBy: PersonId },
): Promise<void> {
  const { id, title, edition, target, standings, revision, createdAt, createdBy } = head
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
      created_by: createdBy,
      created_at: createdAt,
      changed_at: createdAt,
    })
    .execute()
}

export async function listAssessments(
  tx: Tx,
  tenant: TenantId,
  page: { limit: number; offset: number },
): Promise<AssessmentHead[]> {
  const rows = await tx
    .selectFrom('assessment')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toHead)
}

export async function countAssessments(tx: Tx, tenant: TenantId): Promise<number> {
  const row = await tx
    .selectFrom('assessment')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenant)
    .executeTakeFirstOrThrow()
  return row.count
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

export async function findAnswer(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  criterion: string,
): Promise<Answer | undefined> {
  const row = await tx
    .selectFrom('answer')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('criterion', '=', criterion)
    .executeTakeFirst()
  return row && toAnswer(row)
}

/** Every answer of the assessment that was changed after `since`, an assessment's revision; all of them for -1. */
export async function listAnswers(tx: Tx, tenant: TenantId, assessment: AssessmentId, since = -1): Promise<Answer[]> {
  const rows = await tx
    .selectFrom('answer')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('assessment_revision', '>', since)
    .execute()
  return rows.map(toAnswer)
}

/** Saves answers and their versions; each `revision` is the new one. A version is never changed afterwards. */
export async function saveAnswers(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  answers: Answer[],
  saved: { assessmentRevision: number; deed: Deed },
): Promise<void> {
  if (answers.length === 0) return
  const rows = answers.map((answer) => ({
    tenant_id: tenant,
    assessment_id: assessment,
    criterion: answer.criterion,
    ...contentColumns(answer),
    revision: answer.revision,
    assessment_revision: saved.assessmentRevision,
    changed_by: answer.changedBy,
    changed_at: answer.changedAt,
    confirmed_by: answer.confirmation?.by ?? null,
    confirmed_at: answer.confirmation?.at ?? null,
  }))
  await tx
    .insertInto('answer')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'assessment_id', 'criterion'])
        .doUpdateSet((eb) => Object.fromEntries(CHANGING.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute()
  await tx
    .insertInto('answer_version')
    .values(
      answers.map((answer) => ({
        tenant_id: tenant,
        assessment_id: assessment,
        criterion: answer.criterion,
        revision: answer.revision,
        deed: saved.deed,
        ...contentColumns(answer),
        changed_by: answer.confirmation?.by ?? answer.changedBy,
        changed_at: answer.confirmation?.at ?? answer.changedAt,
      })),
    )
    .execute()
}

/** Every version of one answer, newest first. */
export async function listVersions(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  criterion: string,
): Promise<AnswerVersion[]> {
  const rows = await tx
    .selectFrom('answer_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('criterion', '=', criterion)
    .orderBy('revision', 'desc')
    .execute()
  return rows.map((row) => ({
    ...toContent(row),
    revision: row.revision,
    deed: row.deed as Deed,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }))
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

const CHANGING = [
  'status',
  'state',
  'reason',
  'evidence',
  'plan',
  'note',
  'owner',
  'ticked',
  'revision',
  'assessment_revision',
  'changed_by',
  'changed_at',
  'confirmed_by',
  'confirmed_at',
] as const

function toHead(row: Selectable<Tables['assessment']>): AssessmentHead {
  return {
    id: row.id,
    title: row.title,
    edition: row.edition as EditionId,
    target: row.target as Target,
    standings: row.standings,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  }
}

function toAnswer(row: Selectable<Tables['answer']>): Answer {
  return {
    ...toContent(row),
    criterion: row.criterion,
    revision: row.revision,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
    confirmation: row.confirmed_by && row.confirmed_at ? { by: row.confirmed_by, at: row.confirmed_at.toISOString() } : null,
  }
}

function toContent(row: Selectable<Tables['answer'] | Tables['answer_version']>): AnswerContent {
  const { state, reason, evidence, plan, note, owner, ticked } = row
  return { status: row.status as Status | null, state, reason, evidence, plan, note, owner, ticked }
}

function contentColumns({ status, state, reason, evidence, plan, note, owner, ticked }: AnswerContent) {
  return { status, state, reason, evidence, plan, note, owner, ticked: JSON.stringify(ticked) }
}
