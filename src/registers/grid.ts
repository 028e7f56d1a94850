import type { RowId } from '../kernel/ids.ts'
import type { Cells } from './cells.ts'

/** Cells of the grid: of a row that is there, each with what stood there when somebody began; or of a new one, by what its sender calls it. */
export type GridWish = {
  cause: 'grid' | 'paste' | 'undo'
  changes: readonly { row: RowId; cells: Readonly<Record<string, { from: string; to: string }>> }[]
  added: readonly { key: string; cells: Cells }[]
  /** Rows that were added a moment ago and are taken back. */
  gone: readonly RowId[]
}
/** A cell that somebody else changed meanwhile: as it is now, and as it was to be. */
export type Clash = { row: RowId; col: string; ours: string; theirs: string }
/** `made`: new rows by what their sender called them. `now`: the cells that were sent, as they are kept. */
export type GridDone = { clashes: Clash[]; made: Record<string, RowId>; now: Record<RowId, Cells>; changed: number }
