import type { Generated } from 'kysely'
import type { FileId, PersonId, TenantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

type Owned = { tenant_id: TenantId }

/** The shape of the tables of files and of uploads that are under way. */
export type FileTables = {
  stored_file: Owned & { id: FileId; sha256: string; bytes: number; sealed_key: string; stored_at: Instant }
  upload: Owned & {
    id: UploadId
    person_id: PersonId
    name: string
    media_type: string
    bytes: number
    received: Generated<number>
    told_sha256: string | null
    sealed_key: string
    stored_id: FileId | null
    begun_at: Instant
    touched_at: Instant
  }
  upload_part: Owned & { upload_id: UploadId; id: string; first: number; bytes: number }
}
