import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { PersonId, RegisterImportId, RowId, StocktakeId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'

type Json<T> = JSONColumnType<T & object, string, string>
type Owned = { tenant_id: TenantId }
type Cells = Record<string, string>

/** The shape of the tables of registers. */
export type RegisterTables = {
  register: Owned & {
    register: string
    own: ColumnType<object, string | undefined, string>
    headers: ColumnType<object, string | undefined, string>
    here: Generated<number>
    gapped: Generated<number>
    vanished: Generated<number>
    gone: Generated<number>
  }
  register_row: Owned & {
    id: RowId
    register: string
    cells: Json<Cells>
    gaps: number
    words: string
    imported: JSONColumnType<Cells | null, string | null, string | null>
    source: string
    vanished_at: Instant | null
    gone_on: Day | null
    gone_reason: string
    seen_on: Day | null
    seen_by: PersonId | null
    created_by: PersonId
    created_at: Instant
    changed_by: PersonId
    changed_at: Instant
    revision: number
  }
  register_key: Owned & { register: string; col: string; value: string; row_id: RowId }
  register_version: Owned & {
    row_id: RowId
    number: number
    cells: Json<Cells>
    gone_on: Day | null
    gone_reason: string
    cause: string
    by: PersonId
    at: Instant
  }
  register_import: Owned & {
    register: string
    id: RegisterImportId
    file_name: string
    sha256: string
    file: Uint8Array
    choices: ColumnType<object, string | undefined, string>
    uploaded_by: PersonId
    uploaded_at: Instant
  }
  stocktake: Owned & {
    id: StocktakeId
    register: string
    begun_by: PersonId
    begun_at: Instant
    total: number
    ended_by: PersonId | null
    ended_at: Instant | null
    note: Generated<string>
  }
  stocktake_look: Owned & { stocktake_id: StocktakeId; row_id: RowId; result: string; by: PersonId; at: Instant }
  diagram_spot: Owned & { row_id: RowId; x: number; y: number }
  diagram_link: Owned & { one: RowId; other: RowId; label: string }
}
