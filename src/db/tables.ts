import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type {
  AccountId,
  AdviceId,
  AssessmentId,
  DecisionId,
  EngagementId,
  ExportId,
  ImportId,
  InvitationId,
  MailId,
  PersonId,
  StatementId,
  TenantId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountTables } from './account-tables.ts'
import type { DocumentTables } from './document-tables.ts'
import type { DutyTables } from './duty-tables.ts'
import type { EvidenceTables } from './evidence-tables.ts'
import type { FactTables } from './fact-tables.ts'
import type { FileTables } from './file-tables.ts'
import type { ImprovementTables } from './improvement-tables.ts'
import type { IncidentTables } from './incident-tables.ts'
import type { RecordTables } from './record-tables.ts'
import type { RegisterTables } from './register-tables.ts'

type Json<T> = JSONColumnType<T & object, string, string>

type Owned = { tenant_id: TenantId }

type AnswerColumns = {
  status: string | null
  state: string
  reason: string
  evidence: string
  plan: string
  note: string
  assignee: PersonId | null
  ticked: Json<string[]>
}

/** The shape of every table, as the migrations in `migrations/` make them. */
export type Tables = AccountTables &
  EvidenceTables &
  DocumentTables &
  DutyTables &
  FactTables &
  FileTables &
  ImprovementTables &
  IncidentTables &
  RecordTables &
  RegisterTables & {
    organisation: {
      id: TenantId
      name: string
      demo: boolean
      created_at: Instant
      kinds: ColumnType<string[], string | undefined, string>
      second_factor_required: Generated<boolean>
      log_months: Generated<number>
    }
    person: Owned & {
      id: PersonId
      name: string
      position: string
      created_at: Instant
      /** Whose account sits here; null for somebody known by name only. */
      account_id: AccountId | null
      roles: ColumnType<string[], string | undefined, string>
      /** An expert of another firm, seated here by an engagement. */
      engagement_id: EngagementId | null
      ended_at: Instant | null
      /** Until when they have seen what concerns them. */
      looked_at: ColumnType<Instant | null, undefined, Instant>
    }
    advice: Owned & {
      id: AdviceId
      assessment_id: AssessmentId
      criterion: string
      kind: string
      field: string | null
      body: string
      written_by: PersonId
      written_at: Instant
      outcome: string | null
      ended_by: PersonId | null
      ended_at: Instant | null
    }
    assessment: Owned & {
      id: AssessmentId
      title: string
      edition: string
      target: number
      /** One character per criterion of the edition, in its order: see `packed-standings.ts`. */
      standings: string
      /** Rises by one with every change of any answer; "what changed since" asks with it. */
      revision: number
      /** What the quick assessment that it began from said, by requirement: see `quick-said.ts`. */
      quick: ColumnType<Record<string, string>, string | undefined, string>
      /** What speaks against answers of 満たす: see `doubt.ts` of the assessment. */
      doubts: ColumnType<unknown[], string | undefined, string>
      created_by: PersonId
      created_at: Instant
      changed_at: Instant
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
        changed_at: Instant
        /** Who said the status and the reason as they stand: never the one who confirms them. */
        stated_by: PersonId
        confirmed_by: PersonId | null
        confirmed_at: Instant | null
      }
    answer_version: Owned &
      AnswerColumns & {
        assessment_id: AssessmentId
        criterion: string
        revision: number
        cause: string
        confirmed: boolean
        changed_by: PersonId
        changed_at: Instant
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
      decided_at: Instant
    }
    import_draft: Owned & {
      id: ImportId
      assessment_id: AssessmentId
      file_name: string
      sha256: string
      understanding: Json<unknown>
      uploaded_by: PersonId
      uploaded_at: Instant
      /** The file itself, where a person is asked how it is to be read. */
      file: Uint8Array | null
      choices: ColumnType<unknown, string | undefined, string>
    }
    /** What an organisation once said of a spelling of a status, or of a header, for the files to come. */
    reading_choice: Owned & {
      kind: string
      spelling: string
      meaning: string
      chosen_by: PersonId
      chosen_at: Instant
    }
    sheet_export: Owned & {
      id: ExportId
      assessment_id: AssessmentId
      answers: Json<unknown>
      exported_by: PersonId
      exported_at: Instant
    }
    /** What the 適用宣言書 of an assessment was understood to say; `file` only where a person is asked how it is to be read. */
    statement_draft: Owned & {
      assessment_id: AssessmentId
      id: StatementId
      file_name: string
      sha256: string
      reading: Json<unknown>
      choices: Json<unknown>
      file: Uint8Array | null
      uploaded_by: PersonId
      uploaded_at: Instant
    }
    sent_form: Owned & { key: string; made: string; sent_at: Instant }
    official_wording: Owned & {
      edition: string
      criterion: string
      wording: string
      source: string
      sha256: string
      imported_by: PersonId
      imported_at: Instant
    }
    engagement: Owned & {
      id: EngagementId
      kind: string
      expert_name: string
      expert_tenant_id: TenantId | null
      /** The assessments it is about; null for all. */
      assessments: ColumnType<AssessmentId[] | null, string | null, string | null>
      sight: string
      may_answer: boolean
      note: string
      /** Days in Japan, `2027-03-31`; both count. */
      begins: string
      ends: string
      offered_by: PersonId
      offered_at: Instant
      ended_by: PersonId | null
      ended_at: Instant | null
      end_reason: Generated<string>
    }
    invitation: Owned & {
      id: InvitationId
      token_hash: string
      email: string
      email_key: string
      name: string
      position: string
      roles: Json<string[]>
      person_id: PersonId | null
      engagement_id: EngagementId | null
      /** Null for an invitation by whoever keeps the server. */
      invited_by: PersonId | null
      invited_at: Instant
      expires_at: Instant
      accepted_at: Instant | null
      withdrawn_at: Instant | null
    }
    oidc_provider: Owned & {
      slug: string
      issuer: string
      client_id: string
      /** Sealed with the installation's secret. */
      client_secret: string
      required: boolean
      changed_by: PersonId
      changed_at: Instant
      /** Which claim of an ID token tells of a second factor, and the values of it that do; null for what is usual. */
      factor_claim: Generated<'acr' | 'amr' | null>
      factor_values: Generated<string[] | null>
    }
    oidc_link: Owned & { issuer: string; subject: string; account_id: AccountId; created_at: Instant }
    mail: {
      id: MailId
      recipient: string
      subject: string
      /** What it says: sealed, except in letters of before there were seals. */
      body: string
      sealed: Generated<boolean>
      created_at: Instant
      sent_at: Instant | null
      attempts: Generated<number>
      next_attempt_at: Instant | null
      last_error: Generated<string>
    }
    log_head: Owned & {
      size: number
      frontier: Json<string[]>
      checkpoint: string
      /** When the last entry was written: a new day keeps the checkpoint of the day before. */
      at: Instant
    }
    log_entry: Owned & {
      position: number
      at: Instant
      act: string
      /** The id of what or whom it is about, to find it by. */
      about: string
      /** Exactly what was hashed; null where its retention ended. */
      body: string | null
      leaf: string
    }
    log_checkpoint: Owned & { size: number; checkpoint: string }
    /** Up to where a log was handed on to a collector. */
    log_forward: Owned & { sent: number }
    /** Which node does that, until when: one row. */
    log_forwarder: { one: Generated<boolean>; node: string; until: Instant }
  }
