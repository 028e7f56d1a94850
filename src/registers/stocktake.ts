import type { PersonId, RowId, StocktakeId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { RegisterId } from '../measures/index.ts'

/** What somebody found of a row: as it says, to be changed, gone; or it is put off. */
export const RESULTS = ['seen', 'changed', 'gone', 'later'] as const
export type Result = (typeof RESULTS)[number]

/** A 棚卸: a walk through the rows that a register had when it began. `left`: those that nobody looked at. */
export type Stocktake = {
  id: StocktakeId
  register: RegisterId
  begunBy: PersonId
  begunAt: Instant
  total: number
  ended: { by: PersonId; at: Instant } | undefined
  note: string
  seen: number
  changed: number
  gone: number
  left: number
}

export type Look = { row: RowId; result: Result; by: PersonId; at: Instant }
