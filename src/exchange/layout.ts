import { cellAt, columnName, mergeAt, type Sheet } from '../sheets/grid.ts'
import { type HeaderRole, roleOf } from './headers.ts'
import { statusFrom } from './notation.ts'
import type { ChosenSheet } from './sheet-choice.ts'
import type { ColumnReading, ColumnRole } from './understood.ts'

/** Where the answers of a sheet are: its header row (from 0), if any, and what each column holds. */
export type Layout = { headerRow: number | null; columns: ColumnReading[] }

/** Finds the columns by their headers in any order; where headers are missing, by the official layout (O to R), then by content. */
export function findLayout({ sheet, column: number, numbers }: ChosenSheet): Layout {
  const rows = [...numbers.keys()].toSorted((one, other) => one - other)
  const headerRow = findHeaderRow(sheet, number, rows[0] ?? 0)
  const width = Math.max(0, ...sheet.cells.map((row) => row.length))
  const headed = Array.from({ length: width }, (_, column) => {
    const header = headerRow === null ? '' : headerOf(sheet, headerRow, column)
    return {
      column,
      header,
      promised: column === number ? ('number' as const) : roleOf(header),
      content: contentOf(sheet, rows, column),
    }
  })
  const roles = new Map<number, Pick<ColumnReading, 'role' | 'by'>>([[number, { role: 'number', by: 'content' }]])
  takeStatus(headed, roles)
  takeTexts(headed, roles)
  takePlaces(headed, roles, number)
  takeByContent(headed, roles, number)
  return {
    headerRow,
    columns: headed
      .filter(({ column, header, content }) => header !== '' || content.filled > 0 || roles.has(column))
      .map(({ column, header }) => ({
        column,
        name: columnName(column),
        header,
        ...(roles.get(column) ?? { role: 'other' as const, by: header === '' ? ('content' as const) : ('header' as const) }),
      })),
  }
}

type Headed = { column: number; header: string; promised: HeaderRole | undefined; content: Content }
type Content = { filled: number; statuses: number }
type Roles = Map<number, Pick<ColumnReading, 'role' | 'by'>>

/** The last of the fifteen rows above the first number that has the most known headers: two of them, or that of the numbers. */
function findHeaderRow(sheet: Sheet, number: number, firstRow: number): number | null {
  let best: { row: number; known: number } | null = null
  for (let row = Math.max(0, firstRow - 15); row < firstRow; row++) {
    const known = (sheet.cells[row] ?? []).filter((cell) => roleOf(cell.text) !== undefined).length
    const enough = known >= 2 || roleOf(cellAt(sheet, row, number).text) === 'number'
    if (enough && known >= (best?.known ?? 0)) best = { row, known }
  }
  return best?.row ?? null
}

/** The header of a column; where its cell is empty, the merged cell above it or a known header in the two rows above. */
function headerOf(sheet: Sheet, headerRow: number, column: number): string {
  const own = cellAt(sheet, headerRow, column).text.trim()
  if (own !== '') return own
  const merge = mergeAt(sheet, headerRow, column)
  if (merge?.left === column && merge.top < headerRow) return cellAt(sheet, merge.top, column).text.trim()
  const above = [headerRow - 1, headerRow - 2].map((row) => cellAt(sheet, row, column).text.trim())
  return above.find((text) => roleOf(text) !== undefined) ?? ''
}

function contentOf(sheet: Sheet, rows: readonly number[], column: number): Content {
  const texts = rows.map((row) => cellAt(sheet, row, column).text).filter((text) => text.trim() !== '')
  return { filled: texts.length, statuses: texts.filter((text) => text.length < 40 && statusFrom(text) !== undefined).length }
}

/** Of the columns whose header promises a status, the one whose cells keep the promise best; the leftmost of equals. */
function takeStatus(headed: readonly Headed[], roles: Roles): void {
  const rating = ({ promised, content }: Headed) =>
    (promised === 'status' ? 2 : 0) + (content.filled === 0 ? 1 : content.statuses * 2 >= content.filled ? 3 : 0)
  const candidates = headed.filter(
    ({ promised, content }) => promised === 'status' || (promised === 'judgement' && mostlyStatuses(content)),
  )
  const best = candidates.toSorted((one, other) => rating(other) - rating(one))[0]
  if (best) roles.set(best.column, { role: 'status', by: 'header' })
}

function mostlyStatuses(content: Content): boolean {
  return content.filled > 0 && content.statuses * 2 >= content.filled
}

function takeTexts(headed: readonly Headed[], roles: Roles): void {
  for (const { column, promised } of headed) {
    if (promised === undefined || promised === 'status' || promised === 'number' || roles.has(column)) continue
    const role = promised === 'judgement' ? 'state' : promised
    if (role === 'known' || !taken(roles, role)) roles.set(column, { role, by: 'header' })
  }
}

const PLACES: [number, ColumnRole][] = [
  [14, 'status'],
  [15, 'reason'],
  [16, 'mixed'],
  [17, 'note'],
]
const OFFICIAL_NUMBER = 11
const LAST_OFFICIAL = 13

function takePlaces(headed: readonly Headed[], roles: Roles, number: number): void {
  if (number !== OFFICIAL_NUMBER) return
  for (const { column, header } of headed) {
    if (header !== '' || roles.has(column)) continue
    const role = column <= LAST_OFFICIAL ? 'known' : PLACES.find(([place]) => place === column)?.[1]
    if (role && (role === 'known' || !taken(roles, role))) roles.set(column, { role, by: 'place' })
  }
}

function takeByContent(headed: readonly Headed[], roles: Roles, number: number): void {
  if (taken(roles, 'status')) return
  const best = headed
    .filter(
      ({ column, header, content }) =>
        column > number && header === '' && !roles.has(column) && content.statuses >= 3 && mostlyStatuses(content),
    )
    .toSorted((one, other) => other.content.statuses - one.content.statuses)[0]
  if (best) roles.set(best.column, { role: 'status', by: 'content' })
}

function taken(roles: Roles, role: ColumnRole): boolean {
  return [...roles.values()].some((reading) => reading.role === role)
}
