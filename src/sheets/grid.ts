import { MAX_CELL } from './limits.ts'

/** What a cell holds. A `formula` shows its last value in `text`, which is for the eye only; `error` is `#REF!` and its kin. */
type CellKind = 'blank' | 'text' | 'number' | 'date' | 'error' | 'formula'
/**
 * `text` is what a person takes for said. Where some of the cell is struck through, or a number is kept from sight by its format,
 * `struck` is all that stands there, and `text` what is left.
 */
export type Cell = { kind: CellKind; text: string; formula?: string; struck?: string }

/** A merged range, rows and columns counted from 0, ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number }

/** A sheet as a grid. `cut` says that it goes on past what was read; `hiddenColumns` are kept from sight. */
export type Sheet = {
  name: string
  hidden: boolean
  cells: Cell[][]
  merges: Merge[]
  cut: boolean
  hiddenColumns: ReadonlySet<number>
}

export const BLANK: Cell = { kind: 'blank', text: '' }

export function cellAt(sheet: Sheet, row: number, column: number): Cell {
  return sheet.cells[row]?.[column] ?? BLANK
}

/** The merged range that covers a cell, if any. */
export function mergeAt(sheet: Sheet, row: number, column: number): Merge | undefined {
  return sheet.merges.find(
    ({ top, left, bottom, right }) =>
      row >= top && row <= bottom && column >= left && column <= right && (bottom > top || right > left),
  )
}

/** For every row that a merged range covers in this column, below its top: that top. Counted up to the last row that is read. */
export function mergedTops(sheet: Sheet, column: number): Map<number, number> {
  const tops = new Map<number, number>()
  for (const { top, bottom, left } of sheet.merges) {
    if (left !== column || tops.size > sheet.cells.length) continue
    for (let row = top + 1; row <= Math.min(bottom, sheet.cells.length - 1); row++) tops.set(row, top)
  }
  return tops
}

/** A sheet of plain texts, as a CSV file gives it. */
export function toSheet(name: string, rows: readonly (readonly string[])[], cut = false): Sheet {
  return { name, hidden: false, cells: rows.map((row) => row.map(textCell)), merges: [], cut, hiddenColumns: new Set() }
}

/** A text longer than a cell can be is cut, before any pattern sees it. */
function textCell(text: string): Cell {
  return text === '' ? BLANK : { kind: 'text', text: text.slice(0, MAX_CELL) }
}

/** `14` → `O`. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** `O` → `14`. */
export function columnNumber(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** Row 2 and column 14, counted from 0 → `O3`. */
export function addressOf(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}
