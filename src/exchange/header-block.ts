import { cellAt, mergeAt, type Sheet } from '../sheets/grid.ts'
import { isHeader, roleOf } from './headers.ts'
import { statusFrom } from './status-words.ts'

/** The header of a column: all of it, groups above included, and its lowest line. */
export type ColumnHeader = { whole: string; lowest: string }
/** The rows of headers above a table (from 0, ends included), and the header of each column; no rows where there are none. */
export type HeaderBlock = { rows: { top: number; bottom: number } | null; of(column: number): ColumnHeader }

/** Finds the headers above the row of the first number. A header may stand in two or three rows, and span the columns below it. */
export function findHeaders(sheet: Sheet, number: number, firstRow: number): HeaderBlock {
  const row = findHeaderRow(sheet, number, firstRow)
  if (row === null) return { rows: null, of: () => ({ whole: '', lowest: '' }) }
  return {
    rows: { top: row, bottom: lastHeaderRow(sheet, number, row, firstRow) },
    of: (column) => headerOf(sheet, { row, firstRow, number }, column),
  }
}

/** The last of the fifteen rows above the first number that has the most known headers: two of them, or that of the numbers. */
function findHeaderRow(sheet: Sheet, number: number, firstRow: number): number | null {
  let best: { row: number; known: number } | null = null
  for (let row = Math.max(0, firstRow - 15); row < firstRow; row++) {
    const known = (sheet.cells[row] ?? []).filter((cell) => isHeader(cell.text)).length
    const enough = known >= 2 || roleOf(cellAt(sheet, row, number).text) === 'number'
    if (enough && known >= (best?.known ?? 0)) best = { row, known }
  }
  return best?.row ?? null
}

/** Below the row of headers: rows up to the first number that say more about columns. */
function lastHeaderRow(sheet: Sheet, number: number, headerRow: number, firstRow: number): number {
  for (let row = firstRow - 1; row > headerRow; row--) {
    const texts = (sheet.cells[row] ?? []).flatMap(({ text }, column) =>
      text.trim() === '' || column === number ? [] : [column],
    )
    if (texts.some((column) => isBelowHeader(sheet, headerRow, row, column))) return row
  }
  return headerRow
}

type Place = { row: number; firstRow: number; number: number }

function headerOf(sheet: Sheet, { row, firstRow, number }: Place, column: number): ColumnHeader {
  const own = textAt(sheet, row, column) || groupAt(sheet, row, column, number)
  const lines = own === '' ? [aboveIn(sheet, row, column)] : [groupAt(sheet, row - 1, column, number), own]
  for (let below = row + 1; below < firstRow; below++) {
    if (isBelowHeader(sheet, row, below, column)) lines.push(textAt(sheet, below, column))
  }
  const told = [...new Set(lines.filter((line) => line !== ''))]
  return { whole: told.join('\n'), lowest: told.at(-1) ?? '' }
}

/** A cell below the row of headers belongs to them where its column has no header of its own, or shares one with others. */
function isBelowHeader(sheet: Sheet, headerRow: number, row: number, column: number): boolean {
  const text = textAt(sheet, row, column)
  if (text === '') return false
  if (isWide(sheet, headerRow, column)) return true
  return textAt(sheet, headerRow, column) === '' && (isHeader(text) || statusFrom(text)?.status != null)
}

/** The text of a merged cell that spans this column and others; not that of a title over the whole table. */
function groupAt(sheet: Sheet, row: number, column: number, number: number): string {
  const merge = row < 0 ? undefined : mergeAt(sheet, row, column)
  if (!merge || merge.left === merge.right || (merge.left <= number && merge.right >= number)) return ''
  return textAt(sheet, merge.top, merge.left)
}

/** For a column without a header in its row: the merged cell that reaches down to it, or a known header in the two rows above. */
function aboveIn(sheet: Sheet, headerRow: number, column: number): string {
  const merge = mergeAt(sheet, headerRow, column)
  if (merge?.left === column && merge.top < headerRow) return textAt(sheet, merge.top, column)
  const above = [headerRow - 1, headerRow - 2].map((row) => textAt(sheet, row, column))
  return above.find(isHeader) ?? ''
}

function isWide(sheet: Sheet, row: number, column: number): boolean {
  const merge = mergeAt(sheet, row, column)
  return merge !== undefined && merge.right > merge.left
}

function textAt(sheet: Sheet, row: number, column: number): string {
  return cellAt(sheet, row, column).text.trim()
}
