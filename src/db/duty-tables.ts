import type { FeedId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Owned = { tenant_id: TenantId }
type OfDuty = Owned & { edition: string; duty: string }

/** The shape of the tables of duties. */
export type DutyTables = {
  target_begun: Owned & { edition: string; target: number; begun_on: Day }
  company_year: Owned & { number: number; since: Day; start_month: number | null; set_by: PersonId; set_at: Instant }
  duty_assignment: OfDuty & {
    assignee: PersonId | null
    substitute: PersonId | null
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  duty_schedule: OfDuty & {
    number: number
    since: Day
    every: string
    first_on: Day | null
    next_workday: boolean
    set_by: PersonId
    set_at: Instant
  }
  duty_move: OfDuty & {
    scheduled_on: Day
    number: number
    due_on: Day
    reason: string
    moved_by: PersonId
    moved_at: Instant
  }
  calendar_feed: Owned & {
    id: FeedId
    person_id: PersonId | null
    token_hash: string
    lang: string
    made_by: PersonId
    made_at: Instant
  }
}
