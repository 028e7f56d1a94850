import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId, StatementId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { cleanText } from '../sheets/text.ts'
import type { StatementChoices, StatementFile } from './read-statement.ts'

/** A 適用宣言書 that was read for an assessment, with what a person said of it. `bytes` only where there was something to ask. */
export type StatementDraft = {
  id: StatementId
  assessment: AssessmentId
  fileName: string
  sha256: string
  reading: StatementFile
  choices: StatementChoices
  bytes: Uint8Array | null
  uploadedBy: PersonId
  uploadedAt: Instant
}

export async function findStatement(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<StatementDraft | undefined> {
  const row = await tx
    .selectFrom('statement_draft')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      assessment: row.assessment_id,
      fileName: row.file_name,
      sha256: row.sha256,
      reading: row.reading as StatementFile,
      choices: row.choices as StatementChoices,
      bytes: row.file,
      uploadedBy: row.uploaded_by,
      uploadedAt: row.uploaded_at,
    }
  )
}

/** Keeps a statement in place of the one before. A stranger's file can hold characters that the database does not take: they are left out. */
export async function replaceStatement(tx: Tx, tenant: TenantId, draft: StatementDraft): Promise<void> {
  await deleteStatement(tx, tenant, draft.assessment)
  await tx
    .insertInto('statement_draft')
    .values({
      tenant_id: tenant,
      assessment_id: draft.assessment,
      id: draft.id,
      file_name: draft.fileName,
      sha256: draft.sha256,
      reading: toStored(draft.reading),
      choices: toStored(draft.choices),
      file: draft.bytes,
      uploaded_by: draft.uploadedBy,
      uploaded_at: draft.uploadedAt,
    })
    .execute()
}

/** Puts a reading in place of the one before, of the same file. Says whether that file is still there. */
export async function updateReading(
  tx: Tx,
  tenant: TenantId,
  { id, reading, choices }: Pick<StatementDraft, 'id' | 'reading' | 'choices'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('statement_draft')
    .set({ reading: toStored(reading), choices: toStored(choices) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function deleteStatement(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<void> {
  await tx.deleteFrom('statement_draft').where('tenant_id', '=', tenant).where('assessment_id', '=', assessment).execute()
}

/** Removes statements that were taken in before a moment, of every organisation. In the admin scope. */
export async function deleteStatementsBefore(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('statement_draft').where('uploaded_at', '<', before).execute()
}

function toStored(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'string' ? cleanText(part) : part))
}
