import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { SealedColumn } from '../db/sealed-column.ts'
import type { Tables } from '../db/tables.ts'
import type { BlobName } from '../kernel/blobs.ts'
import type { FileId, PersonId, TenantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Content that is kept: its hash in hexadecimal, how many bytes it has, and its key as it is sealed. */
export type StoredFile = { id: FileId; sha256: string; bytes: number; sealedKey: string; at: Instant }

/** Keeps content, and says which row holds it: an older one, where the organisation had the same before. */
export async function keepFile(tx: Tx, tenant: TenantId, file: StoredFile): Promise<FileId> {
  await tx
    .insertInto('stored_file')
    .values({
      tenant_id: tenant,
      id: file.id,
      sha256: file.sha256,
      bytes: file.bytes,
      sealed_key: file.sealedKey,
      stored_at: file.at,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sha256']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('stored_file')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('sha256', '=', file.sha256)
    .executeTakeFirstOrThrow()
  return id
}

export async function findFile(tx: Tx, tenant: TenantId, id: FileId): Promise<StoredFile | undefined> {
  const row = await tx
    .selectFrom('stored_file')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toFile(row)
}

function toFile(row: Selectable<Tables['stored_file']>): StoredFile {
  return { id: row.id, sha256: row.sha256, bytes: row.bytes, sealedKey: row.sealed_key, at: row.stored_at }
}

/** Contents by their rows, those that are there. */
export async function findFiles(tx: Tx, tenant: TenantId, ids: readonly FileId[]): Promise<Map<FileId, StoredFile>> {
  const rows = await tx
    .selectFrom('stored_file')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, toFile(row)]))
}

/** How many bytes an organisation keeps, uploads under way included at their full size. */
export async function bytesKept(tx: Tx, tenant: TenantId): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select (select coalesce(sum(bytes), 0) from stored_file where tenant_id = ${tenant})
      + (select coalesce(sum(bytes), 0) from upload where tenant_id = ${tenant} and stored_id is null) as bytes`.execute(tx)
  return rows[0]?.bytes ?? 0
}

/** A file on its way in. `received` bytes of it are kept, whatever happens. */
export type Upload = {
  id: UploadId
  person: PersonId
  name: string
  mediaType: string
  bytes: number
  received: number
  toldSha256: string | null
  sealedKey: string
  stored: FileId | null
}

export async function insertUpload(tx: Tx, tenant: TenantId, upload: Upload, at: Instant): Promise<void> {
  await tx
    .insertInto('upload')
    .values({
      tenant_id: tenant,
      id: upload.id,
      person_id: upload.person,
      name: upload.name,
      media_type: upload.mediaType,
      bytes: upload.bytes,
      told_sha256: upload.toldSha256,
      sealed_key: upload.sealedKey,
      stored_id: null,
      begun_at: at,
      touched_at: at,
    })
    .execute()
}

/** An upload of somebody, and of nobody else; with `lock` nobody else changes it until the transaction ends. */
export async function findUpload(
  tx: Tx,
  tenant: TenantId,
  person: PersonId,
  id: UploadId,
  lock = false,
): Promise<Upload | undefined> {
  const row = await tx
    .selectFrom('upload')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  return row && toUpload(row)
}

/** Those of these uploads of somebody that are whole, the first begun first. */
export async function findWholeUploads(tx: Tx, tenant: TenantId, person: PersonId, ids: readonly UploadId[]): Promise<Upload[]> {
  const rows = await tx
    .selectFrom('upload')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('stored_id', 'is not', null)
    .orderBy('begun_at')
    .orderBy('id')
    .execute()
  return rows.map(toUpload)
}

/** The upload of theirs that was begun with the same words about the same content, touched again so that it stays; nothing where there is none. */
export async function touchSameUpload(tx: Tx, tenant: TenantId, told: Upload, at: Instant): Promise<Upload | undefined> {
  const row = await tx
    .updateTable('upload')
    .set({ touched_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', (same) =>
      same
        .selectFrom('upload')
        .select('id')
        .where('tenant_id', '=', tenant)
        .where('person_id', '=', told.person)
        .where('told_sha256', '=', told.toldSha256)
        .where('name', '=', told.name)
        .where('media_type', '=', told.mediaType)
        .where('bytes', '=', told.bytes)
        .orderBy('begun_at')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst()
  return row && toUpload(row)
}

function toUpload(row: Selectable<Tables['upload']>): Upload {
  return {
    id: row.id,
    person: row.person_id,
    name: row.name,
    mediaType: row.media_type,
    bytes: row.bytes,
    received: row.received,
    toldSha256: row.told_sha256,
    sealedKey: row.sealed_key,
    stored: row.stored_id,
  }
}

/** Keeps the next piece of an upload. Says whether it was the next: somebody may have sent the same one meanwhile. */
export async function keepPart(
  tx: Tx,
  tenant: TenantId,
  upload: UploadId,
  part: { id: string; first: number; bytes: number },
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ received: part.first + part.bytes, touched_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', upload)
    .where('received', '=', part.first)
    .where('stored_id', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await tx
    .insertInto('upload_part')
    .values({ tenant_id: tenant, upload_id: upload, id: part.id, first: part.first, bytes: part.bytes })
    .execute()
  return true
}

/** The pieces of an upload in their order. */
export async function listParts(
  tx: Tx,
  tenant: TenantId,
  upload: UploadId,
): Promise<{ id: string; first: number; bytes: number }[]> {
  return tx
    .selectFrom('upload_part')
    .select(['id', 'first', 'bytes'])
    .where('tenant_id', '=', tenant)
    .where('upload_id', '=', upload)
    .orderBy('first')
    .execute()
}

/** Notes that an upload is whole and kept, and lets its pieces go. */
export async function finishUpload(tx: Tx, tenant: TenantId, upload: UploadId, stored: FileId, at: Instant): Promise<void> {
  await tx
    .updateTable('upload')
    .set({ stored_id: stored, touched_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', upload)
    .execute()
  await tx.deleteFrom('upload_part').where('tenant_id', '=', tenant).where('upload_id', '=', upload).execute()
}

export async function deleteUpload(tx: Tx, tenant: TenantId, upload: UploadId): Promise<void> {
  await tx.deleteFrom('upload').where('tenant_id', '=', tenant).where('id', '=', upload).execute()
}

/** Forgets uploads that nobody touched since; what was put together of them stays. In the admin scope. */
export async function deleteUploadsBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.deleteFrom('upload').where('touched_at', '<', at).execute()
}

/** The blobs of all contents that are kept; not the pieces of uploads that are under way. In the admin scope. */
export async function listContents(tx: Tx): Promise<BlobName[]> {
  const rows = await tx.selectFrom('stored_file').select(['tenant_id', 'id']).orderBy('tenant_id').orderBy('id').execute()
  return rows.map((row): BlobName => `${row.tenant_id}/${row.id}`)
}

/** Forgets uploads that are under way, whose pieces are elsewhere. In the admin scope. */
export async function deleteUnfinishedUploads(tx: Tx): Promise<void> {
  await tx.deleteFrom('upload').where('stored_id', 'is', null).execute()
}

/** A column in which a feature names contents, beside `tenant_id`. */
export type NamingColumn = { table: string; column: string }

/** Removes contents of before that no upload and none of these columns names. In the admin scope. */
export async function deleteUnnamedContents(tx: Tx, naming: readonly NamingColumn[], before: Instant): Promise<void> {
  const unnamed = [{ table: 'upload', column: 'stored_id' }, ...naming].map(
    ({ table, column }) => sql`not exists (select from ${sql.table(table)} n
      where n.tenant_id = stored_file.tenant_id and n.${sql.ref(column)} = stored_file.id)`,
  )
  await sql`delete from stored_file where stored_at < ${before} and ${sql.join(unnamed, sql` and `)}`.execute(tx)
}

/** Which of these blobs a row names. In the admin scope. */
export async function namedBlobs(tx: Tx, names: readonly { tenant: TenantId; id: string }[]): Promise<Set<string>> {
  const ids = names.map(({ id }) => id)
  const { rows } = await sql<{ name: string }>`
    select tenant_id || '/' || id as name from stored_file where id = any(${ids}::uuid[])
    union all select tenant_id || '/' || id from upload_part where id = any(${ids}::uuid[])`.execute(tx)
  return new Set(rows.map(({ name }) => name))
}

export function keyPurpose(id: string): string {
  return `file ${id}`
}

/** The keys of files, to be sealed anew. In the admin scope. */
export const fileKeys: SealedColumn = {
  table: 'stored_file',
  key: 'id',
  column: 'sealed_key',
  holds: sql`true`,
  purposeOf: keyPurpose,
}

/** The same of uploads that are under way. */
export const uploadKeys: SealedColumn = {
  table: 'upload',
  key: 'id',
  column: 'sealed_key',
  holds: sql`stored_id is null`,
  purposeOf: keyPurpose,
}
