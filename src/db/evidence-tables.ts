import type { AssessmentId, EvidenceId, FileId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Owned = { tenant_id: TenantId }

/** The shape of the tables of evidence. */
export type EvidenceTables = {
  evidence: Owned & {
    id: EvidenceId
    title: string
    kind: string
    period_from: Day | null
    period_to: Day | null
    issued_on: Day | null
    source: string
    custodian: string
    confidentiality: string
    valid_until: Day | null
    insiders_only: boolean
    version: number
    withdrawn_reason: string | null
    withdrawn_by: PersonId | null
    withdrawn_at: Instant | null
    created_by: PersonId
    created_at: Instant
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  evidence_version: Owned & {
    evidence_id: EvidenceId
    number: number
    content: string
    file_id: FileId | null
    name: string
    media_type: string
    sha256: string | null
    href: string
    place: string
    keeper: string
    note: string
    added_by: PersonId
    added_at: Instant
  }
  evidence_link: Owned & {
    evidence_id: EvidenceId
    assessment_id: AssessmentId
    kind: string
    target: string
    linked_by: PersonId
    linked_at: Instant
    checked_version: number | null
    checked_by: PersonId | null
    checked_at: Instant | null
  }
  evidence_sum: Owned & {
    assessment_id: AssessmentId
    criterion: string
    outsiders: boolean
    pieces: number
    until: Day | null
    checked_until: Day | null
    covered: string
    newest: EvidenceId | null
  }
}
