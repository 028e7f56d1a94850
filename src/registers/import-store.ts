import type { Tx } from '../db/db.ts'
import type { PersonId, RegisterImportId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { RegisterId } from '../measures/index.ts'

/** What a person said of a file: its sheet, and what its headers stand for, by their place. */
export type ImportChoices = { sheet?: string; columns?: Record<string, string> }

/** A file that is being taken into a register, as it came. */
export type Draft = {
  id: RegisterImportId
  register: RegisterId
  fileName: string
  sha256: string
  bytes: Uint8Array
  choices: ImportChoices
  uploadedBy: PersonId
  uploadedAt: Instant
}

export async function findDraft(tx: Tx, tenant: TenantId, register: RegisterId): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('register_import')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('register', '=', register)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      register,
      fileName: row.file_name,
      sha256: row.sha256,
      bytes: row.file,
      choices: row.choices as ImportChoices,
      uploadedBy: row.uploaded_by,
      uploadedAt: row.uploaded_at,
    }
  )
}

/** Keeps a file in place of the one before. */
export async function replaceDraft(tx: Tx, tenant: TenantId, draft: Draft): Promise<void> {
  await deleteDraft(tx, tenant, draft.register)
  await tx
    .insertInto('register_import')
    .values({
      tenant_id: tenant,
      register: draft.register,
      id: draft.id,
      file_name: draft.fileName,
      sha256: draft.sha256,
      file: draft.bytes,
      choices: JSON.stringify(draft.choices),
      uploaded_by: draft.uploadedBy,
      uploaded_at: draft.uploadedAt,
    })
    .execute()
}

export async function updateChoices(tx: Tx, tenant: TenantId, { id, choices }: Pick<Draft, 'id' | 'choices'>): Promise<void> {
  await tx
    .updateTable('register_import')
    .set({ choices: JSON.stringify(choices) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

export async function deleteDraft(tx: Tx, tenant: TenantId, register: RegisterId): Promise<void> {
  await tx.deleteFrom('register_import').where('tenant_id', '=', tenant).where('register', '=', register).execute()
}

/** Removes files that came before a moment, of every organisation. In the admin scope. */
export async function deleteDraftsBefore(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('register_import').where('uploaded_at', '<', before).execute()
}
