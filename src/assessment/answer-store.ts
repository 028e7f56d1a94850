import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from './answer.ts'
import { type AnswerContent, FIELDS, type Field, type FieldKind } from './fields.ts'
import type { Settling } from './trend.ts'
import { type AnswerVersion, type Cause, versionOf } from './version.ts'

export type { AnswerVersion, Cause } from './version.ts'

export async function findAnswer(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  criterion: string,
): Promise<Answer | undefined> {
  const row = await answersOf(tx, tenant, assessment).where('criterion', '=', criterion).executeTakeFirst()
  return row && toAnswer(row)
}

/** Every answer of the assessment that was changed after `since`, an assessment's revision; all of them for -1. */
export async function listAnswers(tx: Tx, tenant: TenantId, assessment: AssessmentId, since = -1): Promise<Answer[]> {
  const rows = await answersOf(tx, tenant, assessment).where('assessment_revision', '>', since).execute()
  return rows.map(toAnswer)
}

/** Saves answers and their versions; each `revision` is the new one. A version is never changed afterwards. */
export async function saveAnswers(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  answers: Answer[],
  saved: { assessmentRevision: number; cause: Cause },
): Promise<void> {
  if (answers.length === 0) return
  const keyOf = ({ criterion }: Answer) => ({ tenant_id: tenant, assessment_id: assessment, criterion })
  const rows = answers.map((answer) => ({
    ...keyOf(answer),
    ...contentColumns(answer),
    revision: answer.revision,
    assessment_revision: saved.assessmentRevision,
    changed_by: answer.changedBy,
    changed_at: answer.changedAt,
    stated_by: answer.statedBy,
    confirmed_by: answer.confirmation?.by ?? null,
    confirmed_at: answer.confirmation?.at ?? null,
  }))
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[]
  const changing = columns.filter((column) => !KEY.some((part) => part === column))
  await tx
    .insertInto('answer')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(KEY)
        .doUpdateSet((eb) => Object.fromEntries(changing.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute()
  await tx
    .insertInto('answer_version')
    .values(
      answers.map((answer) => ({
        ...keyOf(answer),
        ...contentColumns(answer),
        ...versionColumns(versionOf(answer, saved.cause)),
      })),
    )
    .execute()
}

/** The newest versions of one answer, newest first, at most `most`. */
export async function listVersions(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  criterion: string,
  most: number,
): Promise<AnswerVersion[]> {
  const rows = await versionsOf(tx, tenant, assessment)
    .where('criterion', '=', criterion)
    .orderBy('revision', 'desc')
    .limit(most)
    .execute()
  return rows.map(toVersion)
}

export async function findVersion(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  criterion: string,
  revision: number,
): Promise<AnswerVersion | undefined> {
  const row = await versionsOf(tx, tenant, assessment)
    .where('criterion', '=', criterion)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** What the newest import wrote, each with its revision and the one that the answer has `now`, in the order of the numbers. */
export async function listLastImport(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
): Promise<{ criterion: string; revision: number; now: number; changedAt: Instant; changedBy: PersonId }[]> {
  return await tx
    .selectFrom('answer_version as version')
    .innerJoin('answer', (join) => join.on(sameAnswer('answer', 'version')))
    .select([
      'version.criterion',
      'version.revision',
      'answer.revision as now',
      'version.changed_at as changedAt',
      'version.changed_by as changedBy',
    ])
    .where('version.tenant_id', '=', tenant)
    .where('version.assessment_id', '=', assessment)
    .where('version.cause', '=', 'import')
    .where('version.changed_at', '=', (eb) =>
      eb
        .selectFrom('answer_version')
        .select(({ fn }) => fn.max('changed_at').as('newest'))
        .where('tenant_id', '=', tenant)
        .where('assessment_id', '=', assessment)
        .where('cause', '=', 'import'),
    )
    .orderBy('version.criterion')
    .execute()
}

/** What the answers said that the import of a moment changed: of each the version before. */
export async function listBeforeImport(tx: Tx, tenant: TenantId, assessment: AssessmentId, at: Instant): Promise<VersionIn[]> {
  const rows = await tx
    .selectFrom('answer_version as earlier')
    .innerJoin('answer_version as version', (join) =>
      join.on(sameAnswer('version', 'earlier')).on(({ eb }) => eb('version.revision', '=', eb('earlier.revision', '+', 1))),
    )
    .selectAll('earlier')
    .where('earlier.tenant_id', '=', tenant)
    .where('earlier.assessment_id', '=', assessment)
    .where('version.cause', '=', 'import')
    .where('version.changed_at', '=', at)
    .execute()
  return rows.map(toVersionIn)
}

/** A version with the criterion that it is of. */
type VersionIn = AnswerVersion & { criterion: string }

/** Every version of every answer, in no order. */
export async function listAllVersions(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<VersionIn[]> {
  const rows = await versionsOf(tx, tenant, assessment).execute()
  return rows.map(toVersionIn)
}

/** What every criterion's answer said at a moment: for each, its last version until then. */
export async function listVersionsAt(tx: Tx, tenant: TenantId, assessment: AssessmentId, at: Instant): Promise<VersionIn[]> {
  const rows = await versionsOf(tx, tenant, assessment)
    .distinctOn('criterion')
    .where('changed_at', '<=', at)
    .orderBy('criterion')
    .orderBy('revision', 'desc')
    .execute()
  return rows.map(toVersionIn)
}

/** When each criterion was settled, and came open again: a change of one of its versions, in no order. */
export async function listSettlings(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<Settling[]> {
  const versions = tx
    .selectFrom('answer_version')
    .select(['criterion', 'revision', 'changed_at as at'])
    .select(sql<number>`(status = 'met' or (status = 'notApplicable' and confirmed))::int`.as('settled'))
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
  const changes = tx
    .selectFrom(versions.as('version'))
    .select(['criterion', 'at'])
    .select(
      sql<1 | -1>`coalesce(settled, 0) - coalesce(lag(settled) over (partition by criterion order by revision), 0)`.as('by'),
    )
  return tx.selectFrom(changes.as('change')).selectAll().where('by', '<>', sql<1>`0`).execute()
}

/** What tells an answer from every other. */
const KEY = ['tenant_id', 'assessment_id', 'criterion'] as const

function answersOf(tx: Tx, tenant: TenantId, assessment: AssessmentId) {
  return tx.selectFrom('answer').selectAll().where('tenant_id', '=', tenant).where('assessment_id', '=', assessment)
}

function versionsOf(tx: Tx, tenant: TenantId, assessment: AssessmentId) {
  return tx.selectFrom('answer_version').selectAll().where('tenant_id', '=', tenant).where('assessment_id', '=', assessment)
}

/** Whether rows of two tables are of the same answer. */
function sameAnswer(one: string, other: string) {
  return sql<boolean>`${sql.join(
    KEY.map((column) => sql`${sql.ref(`${one}.${column}`)} = ${sql.ref(`${other}.${column}`)}`),
    sql` and `,
  )}`
}

export function toAnswer(row: Selectable<Tables['answer']>): Answer {
  return withContent(row, {
    criterion: row.criterion,
    revision: row.revision,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    statedBy: row.stated_by,
    confirmation: row.confirmed_by && row.confirmed_at ? { by: row.confirmed_by, at: row.confirmed_at } : null,
  })
}

function toVersion(row: Selectable<Tables['answer_version']>): AnswerVersion {
  return withContent(row, {
    revision: row.revision,
    cause: row.cause as Cause,
    confirmed: row.confirmed,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  })
}

function toVersionIn(row: Selectable<Tables['answer_version']>): VersionIn {
  return { criterion: row.criterion, ...toVersion(row) }
}

function versionColumns({ revision, cause, confirmed, changedBy, changedAt }: AnswerVersion) {
  return { revision, cause, confirmed, changed_by: changedBy, changed_at: changedAt }
}

/** How the database gives and takes a field of each kind. */
type Stored = { status: string | null; text: string; person: PersonId | null; ticks: string[] } & Record<FieldKind, unknown>
type Columns<Values extends Record<FieldKind, unknown>> = { [F in Field as F['column']]: Values[F['kind']] }

/** Adds the fields to `rest` itself: `{ ...content, ...rest }` takes a hundred times as long, most of a page of all criteria. */
function withContent<Rest extends object>(row: Columns<Stored>, rest: Rest): Rest & AnswerContent {
  const whole = rest as Record<string, unknown>
  for (const { key, column } of FIELDS) whole[key] = row[column]
  return rest as Rest & AnswerContent
}

function contentColumns(content: AnswerContent): Columns<Omit<Stored, 'ticks'> & { ticks: string }> {
  const columns = FIELDS.map(({ key, column, kind }) => [column, kind === 'ticks' ? JSON.stringify(content[key]) : content[key]])
  return Object.fromEntries(columns)
}
