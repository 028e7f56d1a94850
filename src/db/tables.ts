import type { ColumnType, JSONColumnType } from 'kysely'
import type { AssessmentId, DecisionId, ExportId, ImportId, PersonId, TenantId } from '../kernel/ids.ts'

/** timestamptz: read as a Date, written as an ISO string. */
type Time = ColumnType<Date, string, string>
type Json<T> = JSONColumnType<T & object, string, string>

type Owned = { tenant_id: TenantId }

export type AnswerColumns = {
  status: string | null
  state: string
  reason: string
  evidence: string
  plan: string
  note: string
  owner: PersonId | null
  ticked: Json<string[]>
}

/** The shape of every table, as the migrations in `migrations/` make them. */
export type Tables = {
  organisation: { id: TenantId; name: string; demo: boolean; created_at: Time }
  person: Owned & { id: PersonId; name: string; position: string; created_at: Time }
  assessment: Owned & {
    id: AssessmentId
    title: string
    edition: string
    target: number
    /** One character per criterion of the edition, in its order: see `packed-standings.ts`. */
    standings: string
    /** Rises by one with every change of any answer; "what changed since" asks with it. */
    revision: number
    created_by: PersonId
    created_at: Time
    changed_at: Time
  }
  scope_item: Owned & {
    assessment_id: AssessmentId
    position: number
    kind: string
    name: string
    reason: string
  }
  answer: Owned &
    AnswerColumns & {
      assessment_id: AssessmentId
      criterion: string
      revision: number
      /** The assessment's revision when this answer last changed. */
      assessment_revision: number
      changed_by: PersonId
      changed_at: Time
      /** Who said the status and the reason as they stand: never the one who confirms them. */
      stated_by: PersonId
      confirmed_by: PersonId | null
      confirmed_at: Time | null
    }
  answer_version: Owned &
    AnswerColumns & {
      assessment_id: AssessmentId
      criterion: string
      revision: number
      deed: string
      confirmed: boolean
      changed_by: PersonId
      changed_at: Time
    }
  level_decision: Owned & {
    id: DecisionId
    subject: string
    partner: string
    confidential: boolean
    continuity: boolean
    access: boolean
    reasons: Json<{ confidential: string; continuity: string; access: string }>
    level: number
    decided_by: PersonId
    decided_at: Time
  }
  import_draft: Owned & {
    id: ImportId
    assessment_id: AssessmentId
    file_name: string
    sha256: string
    understanding: Json<unknown>
    uploaded_by: PersonId
    uploaded_at: Time
  }
  sheet_export: Owned & {
    id: ExportId
    assessment_id: AssessmentId
    answers: Json<unknown>
    exported_by: PersonId
    exported_at: Time
  }
  official_wording: Owned & {
    edition: string
    criterion: string
    wording: string
    source: string
    sha256: string
    imported_by: PersonId
    imported_at: Time
  }
}
