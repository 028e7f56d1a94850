import type { PersonId, RowId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { RegisterId } from '../measures/index.ts'
import { type Cells, gapsOf, orderKey, sameCells } from './cells.ts'
import type { AnyColumn } from './register.ts'

/** By what a row came to be as it is: a form, the grid, cells pasted into it, what was taken back, a file, a 棚卸. */
export const CAUSES = ['form', 'grid', 'paste', 'undo', 'import', 'stocktake'] as const
export type Cause = (typeof CAUSES)[number]

/** A row of a register. It is never erased: what is no longer there is gone from a day on, and stays readable. */
export type Row = {
  id: RowId
  register: RegisterId
  cells: Cells
  /** How many cells it needs and leaves blank. */
  gaps: number
  /** What the last file said of it; the base for the next one of that sort. */
  imported: Cells | null
  source: string
  /** Since which import a file of that sort no longer has it. */
  vanishedAt: Instant | null
  gone: { on: Day; reason: string } | null
  seen: { on: Day; by: PersonId } | null
  createdBy: PersonId
  createdAt: Instant
  changedBy: PersonId
  changedAt: Instant
  revision: number
}

/** A row as it was written once. */
export type RowVersion = { number: number; cells: Cells; gone: Row['gone']; cause: Cause; by: PersonId; at: Instant }

/** What is written of a row: as it was, if it was there, and as it is. */
export type Write = { before: Row | undefined; after: Row; cause: Cause }

/** A row as it is from now on, with its gaps counted anew. */
export function nextRow(
  before: Row,
  change: Partial<Row>,
  columns: readonly AnyColumn[],
  who: { by: PersonId; at: Instant },
): Row {
  const cells = change.cells ?? before.cells
  const after = { ...before, ...change, changedBy: who.by, changedAt: who.at, revision: before.revision + 1 }
  return { ...after, gaps: gapsOf(columns, cells).length }
}

export function newRow(
  { id, register, cells }: Pick<Row, 'id' | 'register' | 'cells'>,
  columns: readonly AnyColumn[],
  { by, at }: { by: PersonId; at: Instant },
): Row {
  return {
    ...{ id, register, cells, gaps: gapsOf(columns, cells).length, imported: null, source: '', vanishedAt: null },
    ...{ gone: null, seen: null, createdBy: by, createdAt: at, changedBy: by, changedAt: at, revision: 1 },
  }
}

/** Whether a write is a new version of the row: what a person reads of it is another. */
export function isVersion({ before, after }: Write): boolean {
  return !before || !sameCells(before.cells, after.cells) || JSON.stringify(before.gone) !== JSON.stringify(after.gone)
}

/** What a register counts, by row. */
export type Counts = { here: number; gapped: number; vanished: number; gone: number }

/** By how much writes change what a register counts. */
export function countsOf(writes: readonly Write[]): Counts {
  const sum = { here: 0, gapped: 0, vanished: 0, gone: 0 }
  const add = (row: Row, by: number) => {
    if (row.gone) {
      sum.gone += by
      return
    }
    sum.here += by
    if (row.gaps > 0) sum.gapped += by
    if (row.vanishedAt !== null) sum.vanished += by
  }
  for (const { before, after } of writes) {
    if (before) add(before, -1)
    add(after, 1)
  }
  return sum
}

type Key = { col: string; value: string; row: RowId }

/** The entries by which rows are put in order: those that go, and those that come. */
export function keysOf(writes: readonly Write[], columns: readonly AnyColumn[]): { out: Key[]; into: Key[] } {
  const ordered = columns.filter(({ order, kind }) => order || kind === 'choice')
  const out: Key[] = []
  const into: Key[] = []
  for (const { before, after } of writes) {
    for (const column of ordered) {
      const is = orderKey(column, after.cells[column.id] ?? '')
      const was = before && orderKey(column, before.cells[column.id] ?? '')
      if (was === is) continue
      if (was !== undefined) out.push({ col: column.id, value: was, row: after.id })
      into.push({ col: column.id, value: is, row: after.id })
    }
  }
  return { out, into }
}

/** What a row is called: by the first column of its register, or else by what it has. */
export function nameOf({ cells }: Pick<Row, 'cells'>, columns: readonly AnyColumn[]): string {
  const first = columns.find(({ id }) => (cells[id] ?? '') !== '')
  return (cells[columns[0]?.id ?? ''] ?? '') || (first ? (cells[first.id] ?? '') : '')
}
