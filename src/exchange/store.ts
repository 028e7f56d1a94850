import type { CarriedAnswer } from '../assessment/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, ExportId, ImportId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { cleanText } from '../sheets/text.ts'
import { NO_ANSWER } from './merge.ts'
import type { ReadFile } from './read-file.ts'
import type { Meaning, ReadingChoices, Understanding } from './understood.ts'

/** A file that was read and waits for a person's decision. Nothing of it is in the answers yet. */
export type ImportDraft = {
  id: ImportId
  assessment: AssessmentId
  fileName: string
  sha256: string
  read: ReadFile
  uploadedBy: PersonId
  uploadedAt: Instant
  /** What a person said of the file so far; the file itself is kept where there was something to ask. */
  choices: ReadingChoices
  bytes: Uint8Array | null
}

/** Keeps a draft. A stranger's file can hold characters that the database does not take: they are left out. */
export async function insertDraft(tx: Tx, tenant: TenantId, draft: ImportDraft): Promise<void> {
  await tx
    .insertInto('import_draft')
    .values({
      tenant_id: tenant,
      id: draft.id,
      assessment_id: draft.assessment,
      file_name: draft.fileName,
      sha256: draft.sha256,
      understanding: toStored(draft.read),
      choices: toStored(draft.choices),
      file: draft.bytes,
      uploaded_by: draft.uploadedBy,
      uploaded_at: draft.uploadedAt,
    })
    .execute()
}

export async function findDraft(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  id: ImportId,
): Promise<ImportDraft | undefined> {
  const row = await tx
    .selectFrom('import_draft')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      assessment: row.assessment_id,
      fileName: row.file_name,
      sha256: row.sha256,
      read: fromStored(row.understanding as StoredFile),
      uploadedBy: row.uploaded_by,
      uploadedAt: row.uploaded_at,
      choices: row.choices as ReadingChoices,
      bytes: row.file,
    }
  )
}

/** A file that came in and waits for a decision, or one that went out: of which assessment, by whom and when. */
export type FileHead = { assessment: AssessmentId; title: string; by: PersonId; at: Instant } & (
  | { kind: 'import'; id: ImportId; name: string }
  | { kind: 'export'; id: ExportId }
)

/** The drafts that wait, the newest first, without what was read of them. */
export async function listDrafts(tx: Tx, tenant: TenantId, most: number): Promise<FileHead[]> {
  const rows = await tx
    .selectFrom('import_draft')
    .innerJoin('assessment', (join) =>
      join.onRef('assessment.tenant_id', '=', 'import_draft.tenant_id').onRef('assessment.id', '=', 'import_draft.assessment_id'),
    )
    .select(['import_draft.id', 'import_draft.assessment_id as assessment', 'assessment.title', 'file_name as name'])
    .select(['uploaded_by as by', 'uploaded_at as at'])
    .where('import_draft.tenant_id', '=', tenant)
    .orderBy('import_draft.id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ kind: 'import', ...row }))
}

/** The exports, the newest first, without what they said. */
export async function listExports(tx: Tx, tenant: TenantId, most: number): Promise<FileHead[]> {
  const rows = await tx
    .selectFrom('sheet_export')
    .innerJoin('assessment', (join) =>
      join.onRef('assessment.tenant_id', '=', 'sheet_export.tenant_id').onRef('assessment.id', '=', 'sheet_export.assessment_id'),
    )
    .select(['sheet_export.id', 'sheet_export.assessment_id as assessment', 'assessment.title'])
    .select(['exported_by as by', 'exported_at as at'])
    .where('sheet_export.tenant_id', '=', tenant)
    .orderBy('sheet_export.id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ kind: 'export', ...row }))
}

/** Puts a draft in place of what was read of the same file before. */
export async function updateDraft(
  tx: Tx,
  tenant: TenantId,
  { id, read, choices }: Pick<ImportDraft, 'id' | 'read' | 'choices'>,
): Promise<void> {
  await tx
    .updateTable('import_draft')
    .set({ understanding: toStored(read), choices: toStored(choices) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

type StoredFile = Omit<ReadFile, 'understanding'> & {
  understanding: Omit<Understanding, 'questions'> & Partial<Pick<Understanding, 'questions'>>
}

/** Drafts of before there were questions have none. */
function fromStored({ understanding, ...read }: StoredFile): ReadFile {
  return { ...read, understanding: { questions: [], ...understanding } }
}

function toStored(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'string' ? cleanText(part) : part))
}

/** What people of an organisation said of spellings and headers in earlier files. */
export async function readRemembered(tx: Tx, tenant: TenantId): Promise<ReadingChoices> {
  const rows = await tx
    .selectFrom('reading_choice')
    .select(['kind', 'spelling', 'meaning'])
    .where('tenant_id', '=', tenant)
    .execute()
  return {
    words: Object.fromEntries(
      rows.flatMap(({ kind, spelling, meaning }) => (kind === 'status' ? [[spelling, meaning as Meaning]] : [])),
    ),
    statusHeaders: rows.flatMap(({ kind, spelling }) => (kind === 'header' ? spelling : [])),
  }
}

/** Remembers what was said for the files to come; what was said of the same before gives way. */
export async function remember(
  tx: Tx,
  tenant: TenantId,
  said: { words: Readonly<Record<string, Meaning>>; statusHeader: string | undefined },
  by: PersonId,
  at: Instant,
): Promise<void> {
  const base = { tenant_id: tenant, chosen_by: by, chosen_at: at }
  const rows = [
    ...Object.entries(said.words)
      .filter(([, meaning]) => meaning !== 'skip')
      .map(([spelling, meaning]) => ({ ...base, kind: 'status', spelling, meaning: meaning as string })),
    ...(said.statusHeader ? [{ ...base, kind: 'header', spelling: said.statusHeader, meaning: 'statusColumn' }] : []),
  ]
  if (rows.length === 0) return
  await tx
    .insertInto('reading_choice')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'spelling']).doUpdateSet(({ ref }) => ({
        meaning: ref('excluded.meaning'),
        chosen_by: ref('excluded.chosen_by'),
        chosen_at: ref('excluded.chosen_at'),
      })),
    )
    .execute()
}

/** Removes drafts that were uploaded before a moment and never accepted, of every organisation. In the admin scope. */
export async function deleteDraftsBefore(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('import_draft').where('uploaded_at', '<', before).execute()
}

export async function deleteDraft(tx: Tx, tenant: TenantId, id: ImportId): Promise<void> {
  await tx.deleteFrom('import_draft').where('tenant_id', '=', tenant).where('id', '=', id).execute()
}

/** Keeps what an export said, so that the file can be merged against it when it comes back. */
export async function insertExport(
  tx: Tx,
  tenant: TenantId,
  made: {
    id: ExportId
    assessment: AssessmentId
    answers: ReadonlyMap<string, CarriedAnswer>
    exportedBy: PersonId
    exportedAt: Instant
  },
): Promise<void> {
  await tx
    .insertInto('sheet_export')
    .values({
      tenant_id: tenant,
      id: made.id,
      assessment_id: made.assessment,
      answers: JSON.stringify(Object.fromEntries(made.answers)),
      exported_by: made.exportedBy,
      exported_at: made.exportedAt,
    })
    .execute()
}

/** What an export of this assessment said, a field that came later being empty; nothing where it is unknown here. */
export async function findExport(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  id: ExportId,
): Promise<Map<string, CarriedAnswer> | undefined> {
  const row = await tx
    .selectFrom('sheet_export')
    .select('answers')
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const answers = Object.entries(row.answers as Record<string, Partial<CarriedAnswer>>)
  return new Map(answers.map(([criterion, answer]) => [criterion, { ...NO_ANSWER, ...answer }]))
}
