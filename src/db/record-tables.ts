import type { Generated, JSONColumnType } from 'kysely'
import type { AssessmentId, EventId, EvidenceId, PersonId, RecordId, RecordRequestId, TaskId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Owned = { tenant_id: TenantId }

/** The shape of the tables of 運用記録, and of events with their checklists. */
export type RecordTables = {
  operation_record: Owned & {
    id: RecordId
    edition: string
    duty: string
    scheduled_on: Day | null
    period_from: Day | null
    period_to: Day | null
    done_on: Day
    done_by: string
    looked_at: string
    result: string
    found: string
    assessment_id: AssessmentId | null
    task_id: TaskId | null
    attendance: JSONColumnType<unknown[], string | null, never> | null
    people_asked: number | null
    people_attended: number | null
    asks_signature: boolean
    via: string
    request_id: RecordRequestId | null
    source_id: string | null
    corrects: RecordId | null
    correction: string
    recorded_by: PersonId | null
    recorded_at: Instant
  }
  record_signature: Owned & { record_id: RecordId; signed_by: PersonId; signed_at: Instant }
  record_evidence: Owned & { record_id: RecordId; evidence_id: EvidenceId; version: number }
  record_request: Owned & {
    id: RecordRequestId
    edition: string
    duty: string
    scheduled_on: Day | null
    name: string
    email: string | null
    message: Generated<string>
    token_hash: string
    token_sealed: string
    expires_at: Instant
    asked_by: PersonId
    asked_at: Instant
    revoked_at: Instant | null
  }
  record_setting: Owned & { edition: string; duty: string; asks_signature: boolean }
  event: Owned & {
    id: EventId
    kind: string
    about: string
    happens_on: Day
    note: string
    source_id: string | null
    begun_by: PersonId
    begun_at: Instant
    closed_by: PersonId | null
    closed_at: Instant | null
  }
  event_item: Owned & {
    event_id: EventId
    number: number
    edition: string
    duty: string
    due_on: Day
    assignee: PersonId | null
    outcome: string | null
    reason: string
    decided_by: PersonId | null
    decided_at: Instant | null
  }
}
