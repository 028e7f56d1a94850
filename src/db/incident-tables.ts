import type { JSONColumnType } from 'kysely'
import type { IncidentEntryId, IncidentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

type Owned = { tenant_id: TenantId }

/** The shape of the tables of incidents. */
export type IncidentTables = {
  incident: Owned & { id: IncidentId; drill: boolean; reported_by: PersonId; reported_at: Instant }
  incident_entry: Owned & {
    id: IncidentEntryId
    incident_id: IncidentId
    kind: string
    happened_at: Instant
    done_by: string
    body: string
    concerns: string
    level: number | null
    level_name: string
    corrects: IncidentEntryId | null
    correction: string
    written_by: PersonId
    written_at: Instant
  }
  incident_setting: Owned & {
    setting: string
    number: number
    content: JSONColumnType<object, string, string>
    set_by: PersonId
    set_at: Instant
  }
}
