import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { SealedColumn } from '../db/sealed-column.ts'
import type { Tables } from '../db/tables.ts'
import type { DocumentId, DocumentVersionId, PersonId, ReaderId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AskedReader, Reader, ReaderClass } from './reader.ts'

export type ReaderRow = Reader & { tokenSealed: string }

/** Everybody to whom a document is announced, by name, with when they acknowledged a version of it. */
export async function listReaders(
  tx: Tx,
  tenant: TenantId,
  document: DocumentId,
  version: DocumentVersionId | undefined,
): Promise<(AskedReader & ReaderRow)[]> {
  const rows = await tx
    .selectFrom('document_reader')
    .leftJoin('document_acknowledgement', (join) =>
      join
        .onRef('document_acknowledgement.tenant_id', '=', 'document_reader.tenant_id')
        .onRef('document_acknowledgement.reader_id', '=', 'document_reader.id')
        .on('document_acknowledgement.version_id', '=', version ?? null),
    )
    .selectAll('document_reader')
    .select('document_acknowledgement.acknowledged_at')
    .where('document_reader.tenant_id', '=', tenant)
    .where('document_reader.document_id', '=', document)
    .orderBy('document_reader.name')
    .orderBy('document_reader.id')
    .execute()
  return rows.map((row) => ({ ...toReader(row), acknowledgedAt: row.acknowledged_at }))
}

/** To how many each document is announced now, and how many of them have acknowledged its version in force. One statement. */
export async function tallyReaders(
  tx: Tx,
  tenant: TenantId,
  documents: readonly DocumentId[],
): Promise<Map<DocumentId, { asked: number; acknowledged: number }>> {
  const { rows } = await sql<{ document: DocumentId; asked: number; acknowledged: number }>`
    select r.document_id as document, count(*)::int as asked, count(a.reader_id)::int as acknowledged
    from document_reader r
    left join document_acknowledgement a on a.tenant_id = r.tenant_id and a.reader_id = r.id and a.version_id = (
      select v.id from document_version v where v.tenant_id = r.tenant_id and v.document_id = r.document_id
        and v.published_at is not null order by v.number desc limit 1)
    where r.tenant_id = ${tenant} and r.document_id = any(${[...documents]}::uuid[]) and r.revoked_at is null
    group by r.document_id`.execute(tx)
  return new Map(rows.map(({ document, ...tally }) => [document, tally]))
}

export async function insertReaders(
  tx: Tx,
  tenant: TenantId,
  readers: readonly (ReaderRow & { tokenHash: string })[],
  { by, at }: { by: PersonId; at: Instant },
): Promise<void> {
  if (readers.length === 0) return
  const values = readers.map((reader) => ({
    ...{ tenant_id: tenant, id: reader.id, document_id: reader.document, name: reader.name, email: reader.email },
    ...{ class: reader.class, token_hash: reader.tokenHash, token_sealed: reader.tokenSealed, expires_at: reader.expiresAt },
    ...{ told_version: null, told_at: null, added_by: by, added_at: at, revoked_at: null },
  }))
  await tx.insertInto('document_reader').values(values).execute()
}

/** Notes that readers were asked about a version by mail. */
export async function markTold(
  tx: Tx,
  tenant: TenantId,
  ids: readonly ReaderId[],
  { version, at }: NonNullable<Reader['told']>,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('document_reader')
    .set({ told_version: version, told_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', 'in', ids)
    .execute()
}

/** Lets the links of a document work until then; those that were taken back stay shut. */
export async function extendLinks(tx: Tx, tenant: TenantId, document: DocumentId, until: Instant): Promise<void> {
  await tx
    .updateTable('document_reader')
    .set({ expires_at: until })
    .where('tenant_id', '=', tenant)
    .where('document_id', '=', document)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Shuts a link; its reader's name, or nothing where there is none that is open. */
export async function revokeReader(
  tx: Tx,
  tenant: TenantId,
  document: DocumentId,
  id: ReaderId,
  at: Instant,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('document_reader')
    .set({ revoked_at: at })
    .where('tenant_id', '=', tenant)
    .where('document_id', '=', document)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}

/** In the sign-in scope: whose link it is, where it works. */
export async function findLink(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<{ tenant: TenantId; reader: ReaderId; document: DocumentId } | undefined> {
  const row = await tx
    .selectFrom('document_reader')
    .select(['tenant_id as tenant', 'id as reader', 'document_id as document'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row
}

/** Keeps that a reader acknowledged a version; false where they did before. */
export async function insertAcknowledgement(
  tx: Tx,
  tenant: TenantId,
  { reader, version, sha256, at }: { reader: ReaderId; version: DocumentVersionId; sha256: string; at: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('document_acknowledgement')
    .values({ tenant_id: tenant, reader_id: reader, version_id: version, sha256, acknowledged_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'reader_id', 'version_id']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** In the admin scope: documents with somebody who was asked about the version in force before then and has not acknowledged it. */
export async function listReminders(
  tx: Tx,
  { before, now, most }: { before: Instant; now: Instant; most: number },
): Promise<{ tenant: TenantId; document: DocumentId }[]> {
  const rows = await tx
    .selectFrom('document_reader as reader')
    .select(['reader.tenant_id as tenant', 'reader.document_id as document'])
    .distinct()
    .where('reader.email', 'is not', null)
    .where('reader.revoked_at', 'is', null)
    .where('reader.expires_at', '>', now)
    .where('reader.told_at', '<=', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('document_acknowledgement as said')
            .select('said.reader_id')
            .whereRef('said.tenant_id', '=', 'reader.tenant_id')
            .whereRef('said.reader_id', '=', 'reader.id')
            .whereRef('said.version_id', '=', 'reader.told_version'),
        ),
      ),
    )
    .limit(most)
    .execute()
  return rows
}

/** The links of readers, to be sealed anew. In the admin scope. */
export const readerLinks: SealedColumn = {
  table: 'document_reader',
  key: 'id',
  column: 'token_sealed',
  holds: sql`true`,
  purposeOf: linkPurpose,
}

export function linkPurpose(id: string): string {
  return `document link ${id}`
}

function toReader(row: Selectable<Tables['document_reader']>): ReaderRow {
  const { id, name, email, told_version: version, told_at: at } = row
  return {
    ...{ id, name, email, document: row.document_id, class: row.class as ReaderClass },
    ...{ expiresAt: row.expires_at, revokedAt: row.revoked_at, tokenSealed: row.token_sealed },
    told: version !== null && at !== null ? { version, at } : null,
  }
}
