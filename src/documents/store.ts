import { type Selectable, sql } from 'kysely'
import type { EditionId } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { DocumentId, DocumentVersionId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Document, DocumentSection, DocumentVersion, Outcome } from './document.ts'

/** Every document of the organisation, by title. */
export async function listDocuments(tx: Tx, tenant: TenantId): Promise<Document[]> {
  const rows = await tx
    .selectFrom('document')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .orderBy('title')
    .orderBy('id')
    .execute()
  return rows.map(toDocument)
}

/** A document; locked until the transaction ends where that is asked for. */
export async function findDocument(
  tx: Tx,
  tenant: TenantId,
  id: DocumentId,
  { locked = false }: { locked?: boolean } = {},
): Promise<Document | undefined> {
  const query = tx.selectFrom('document').selectAll().where('tenant_id', '=', tenant).where('id', '=', id)
  const row = await (locked ? query.forUpdate() : query).executeTakeFirst()
  return row && toDocument(row)
}

export async function insertDocument(tx: Tx, tenant: TenantId, document: Document): Promise<void> {
  const { id, template, lang, edition, title, answers, sections, reviewMonths, reviewOn, revision } = document
  await tx
    .insertInto('document')
    .values({
      ...{ tenant_id: tenant, id, template, lang, edition, title, revision },
      ...{ answers: JSON.stringify(answers), sections: JSON.stringify(sections) },
      ...{ review_months: reviewMonths, review_on: reviewOn },
      ...{ created_by: document.createdBy, created_at: document.changedAt },
      ...{ changed_by: document.changedBy, changed_at: document.changedAt },
    })
    .execute()
}

export async function updateDocument(tx: Tx, tenant: TenantId, document: Document): Promise<void> {
  const { id, title, answers, sections, reviewMonths, changedBy, changedAt, revision } = document
  await tx
    .updateTable('document')
    .set({
      ...{ title, answers: JSON.stringify(answers), sections: JSON.stringify(sections), review_months: reviewMonths },
      ...{ changed_by: changedBy, changed_at: changedAt, revision },
    })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

export async function setReviewDay(tx: Tx, tenant: TenantId, id: DocumentId, day: Day): Promise<void> {
  await tx.updateTable('document').set({ review_on: day }).where('tenant_id', '=', tenant).where('id', '=', id).execute()
}

/** The versions of a document, or of all of them, the newest of each first. */
export async function listVersions(tx: Tx, tenant: TenantId, document?: DocumentId): Promise<DocumentVersion[]> {
  const rows = await tx
    .selectFrom('document_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .$if(document !== undefined, (query) => query.where('document_id', '=', document as DocumentId))
    .orderBy('document_id')
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toVersion)
}

/** The versions that wait for an officer, the longest waiting first, with what each document is called in it. */
export async function listWaiting(tx: Tx, tenant: TenantId, officer: PersonId): Promise<WaitingDocument[]> {
  return await tx
    .selectFrom('document_version')
    .select(['document_id as document', 'number', 'put_by as putBy', 'put_at as putAt'])
    .select(sql<string>`content::jsonb ->> 'title'`.as('title'))
    .where('tenant_id', '=', tenant)
    .where('officer', '=', officer)
    .where('outcome', 'is', null)
    .orderBy('put_at')
    .limit(MOST_WAITING)
    .execute()
}
/** A version of a document that waits for somebody's approval. */
export type WaitingDocument = { document: DocumentId; number: number; title: string; putBy: PersonId; putAt: Instant }
const MOST_WAITING = 50

export async function insertVersion(tx: Tx, tenant: TenantId, version: DocumentVersion): Promise<void> {
  const { id, number, content, sha256, message, officer } = version
  await tx
    .insertInto('document_version')
    .values({
      ...{ tenant_id: tenant, id, document_id: version.document, number, content, sha256, message, officer },
      ...{ put_by: version.putBy, put_at: version.putAt, outcome: null, word: '', decided_by: null, decided_at: null },
      ...{ published_by: null, published_at: null },
    })
    .execute()
}

/** Writes what became of a version; false where that was decided before. */
export async function decideVersion(
  tx: Tx,
  tenant: TenantId,
  id: DocumentVersionId,
  { outcome, word, by, at }: NonNullable<DocumentVersion['decision']>,
): Promise<boolean> {
  const result = await tx
    .updateTable('document_version')
    .set({ outcome, word, decided_by: by, decided_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Puts an approved version in force; false where it is no such version, or is in force already. */
export async function publishVersion(
  tx: Tx,
  tenant: TenantId,
  id: DocumentVersionId,
  { by, at }: { by: PersonId; at: Instant },
): Promise<boolean> {
  const result = await tx
    .updateTable('document_version')
    .set({ published_by: by, published_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('outcome', '=', 'approved')
    .where('published_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function toDocument(row: Selectable<Tables['document']>): Document {
  const { id, template, title, answers, revision } = row
  return {
    ...{ id, template, title, answers, revision },
    lang: row.lang === 'en' ? 'en' : 'ja',
    edition: row.edition as EditionId,
    sections: row.sections as DocumentSection[],
    reviewMonths: row.review_months,
    reviewOn: row.review_on,
    createdBy: row.created_by,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}

function toVersion(row: Selectable<Tables['document_version']>): DocumentVersion {
  const { id, number, content, sha256, message, officer, outcome, word, decided_by: by, decided_at: at } = row
  return {
    ...{ id, number, content, sha256, message, officer },
    document: row.document_id,
    putBy: row.put_by,
    putAt: row.put_at,
    decision: outcome !== null && by !== null && at !== null ? { outcome: outcome as Outcome, word, by, at } : null,
    publication: row.published_by !== null && row.published_at !== null ? { by: row.published_by, at: row.published_at } : null,
  }
}
