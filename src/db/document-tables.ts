import type { JSONColumnType } from 'kysely'
import type { DocumentId, DocumentVersionId, PersonId, ReaderId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Json<T> = JSONColumnType<T & object, string, string>

type Owned = { tenant_id: TenantId }

/** The shape of the tables of 社内ルール. */
export type DocumentTables = {
  document: Owned & {
    id: DocumentId
    template: string | null
    lang: string
    edition: string
    title: string
    answers: Json<Record<string, string>>
    sections: Json<unknown[]>
    review_months: number
    review_on: Day | null
    created_by: PersonId
    created_at: Instant
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  document_version: Owned & {
    id: DocumentVersionId
    document_id: DocumentId
    number: number
    content: string
    sha256: string
    message: string
    officer: PersonId
    put_by: PersonId
    put_at: Instant
    outcome: string | null
    word: string
    decided_by: PersonId | null
    decided_at: Instant | null
    published_by: PersonId | null
    published_at: Instant | null
  }
  document_reader: Owned & {
    id: ReaderId
    document_id: DocumentId
    name: string
    email: string | null
    class: string
    token_hash: string
    token_sealed: string
    expires_at: Instant
    told_version: DocumentVersionId | null
    told_at: Instant | null
    added_by: PersonId
    added_at: Instant
    revoked_at: Instant | null
  }
  document_acknowledgement: Owned & {
    reader_id: ReaderId
    version_id: DocumentVersionId
    sha256: string
    acknowledged_at: Instant
  }
}
