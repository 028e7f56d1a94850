import type { ColumnType, JSONColumnType } from 'kysely'
import type { AssessmentId, DirectionId, IssueId, PersonId, PlanVersionId, TaskId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Json<T> = JSONColumnType<T & object, string, string>
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>

type Owned = { tenant_id: TenantId }

/** The shape of the tables of issues, tasks, plans and approvals. */
export type ImprovementTables = {
  issue: Owned & {
    id: IssueId
    assessment_id: AssessmentId
    measure: string | null
    title: string
    note: string
    merged_into: IssueId | null
    aside_reason: string | null
    aside_by: PersonId | null
    aside_at: Instant | null
    created_by: PersonId
    created_at: Instant
    revision: number
  }
  issue_criterion: Owned & { issue_id: IssueId; criterion: string; added_by: PersonId; added_at: Instant }
  task: Owned & {
    id: TaskId
    assessment_id: AssessmentId
    issue_id: IssueId | null
    measure: string | null
    origin: string
    title: string
    note: string
    assignee: PersonId | null
    /** 1 is the highest of three. */
    priority: number
    state: string
    /** Person-days: low, likely, high; null for our estimate. */
    effort: JsonOrNull<[number, number, number]>
    /** Yen. */
    cost: number | null
    start_on: Day | null
    due_on: Day | null
    planned_start: Day | null
    planned_end: Day | null
    planned_shown: Day | null
    ticked: Json<string[]>
    needs: Json<TaskId[]>
    evidence: string
    done_by: PersonId | null
    done_at: Instant | null
    created_by: PersonId
    created_at: Instant
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  task_proposal: Owned & {
    task_id: TaskId
    criterion: string
    outcome: string | null
    decided_by: PersonId | null
    decided_at: Instant | null
  }
  plan: Owned & {
    assessment_id: AssessmentId
    settings: Json<unknown>
    result: Json<unknown>
    planned_by: PersonId
    planned_at: Instant
    revision: number
  }
  measure_effort: Owned & {
    measure: string
    /** Person-days: low, likely, high; null for our estimate. */
    days: JsonOrNull<readonly [number, number, number]>
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  plan_version: Owned & {
    id: PlanVersionId
    assessment_id: AssessmentId
    number: number
    content: string
    sha256: string
    message: string
    put_by: PersonId
    put_at: Instant
    outcome: string | null
    word: string
    decided_by: PersonId | null
    decided_at: Instant | null
  }
  direction: Owned & { id: DirectionId; plan_version_id: PlanVersionId; position: number; body: string; task_id: TaskId }
}
