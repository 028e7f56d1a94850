import type { Generated, JSONColumnType } from 'kysely'
import type { FactFileId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Json<T> = JSONColumnType<T & object, string, string>
type Owned = { tenant_id: TenantId }

/** The shape of the tables of technical facts. */
export type FactTables = {
  fact_file: Owned & {
    id: FactFileId
    name: string
    sha256: string
    format: string
    seen_on: Day | null
    devices: number
    findings: number
    suggestions: Json<object[]>
    not_understood: Json<object[]>
    added_by: PersonId
    added_at: Instant
  }
  device_finding: Owned & {
    id: string
    file_id: FactFileId
    place: string
    device: string
    port: string | null
    kind: string
    title: string
    cve: Json<string[]>
    score: JSONColumnType<object | null, string | null, string | null>
    severity: string
    criteria: Json<string[]>
    released: Day | null
    detected: Day | null
    due: Day | null
    due_from: string | null
    handled: string | null
    handled_on: Day | null
    handled_by: PersonId | null
    handled_at: Instant | null
    revision: Generated<number>
  }
}
