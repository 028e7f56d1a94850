import { cellAt, columnName, type Sheet } from '../sheets/grid.ts'
import { contentOf, type Headed, mostlyStatuses } from './column-content.ts'
import { findHeaders, type HeaderBlock } from './header-block.ts'
import { readHeader } from './headers.ts'
import type { NumberedSheet } from './numbered-sheet.ts'
import { pickStatus, type Roles } from './status-column.ts'
import { statusFrom, tickFrom } from './status-words.ts'
import type { ColumnReading, ColumnRole, Question, ReadingChoices } from './understood.ts'

/** Where the answers of a sheet are: its rows of headers (from 0), if any, and what each column holds. */
export type Layout = {
  headerRows: HeaderBlock['rows']
  columns: ColumnReading[]
  /** Which column the statuses are in, where only a person can say. */
  question: Question | null
}

/** Finds the columns by their headers in any order; where headers are missing, by the official layout (O to R), then by content. */
export function findLayout({ sheet, column: number, numbers }: NumberedSheet, choices: ReadingChoices): Layout {
  const rows = [...numbers.keys()].toSorted((one, other) => one - other)
  const headers = findHeaders(sheet, number, rows[0] ?? 0)
  const width = Math.max(0, ...sheet.cells.map((row) => row.length))
  const headed = Array.from({ length: width }, (_, column): Headed => {
    const { whole, lowest } = headers.of(column)
    const [all, last] = [readHeader(whole), readHeader(lowest)]
    return {
      ...all,
      role: column === number ? 'number' : (last.role ?? all.role ?? readHeader(whole.split('\n')[0] ?? '').role),
      column,
      header: whole,
      lowest,
      hidden: sheet.hiddenColumns.has(column),
      content: contentOf(sheet, rows, column),
    }
  })
  const roles: Roles = new Map([[number, { role: 'number', by: 'content' }]])
  takeTicks(headed, roles, sheet, rows)
  const question = taken(roles, 'status') ? null : pickStatus(headed, roles, sheet.name, choices)
  takeTexts(headed, roles, number)
  if (number === OFFICIAL_NUMBER) takePlaces(headed, roles)
  if (question === null) takeByContent(headed, roles, number)
  const columns = headed
    .filter(({ column, header, content }) => header !== '' || content.filled > 0 || roles.has(column))
    .map(({ column, header }): ColumnReading => {
      const own = roles.get(column) ?? { role: 'other', by: header === '' ? 'content' : 'header' }
      return { column, name: columnName(column), header, ...own }
    })
  return { headerRows: headers.rows, columns, question }
}

/** A column for each status, with a mark in one of them: two or more neighbours whose headers are different statuses. */
function takeTicks(headed: readonly Headed[], roles: Roles, sheet: Sheet, rows: readonly number[]): void {
  const found = headed.flatMap(({ column, lowest, hidden, role }) => {
    const means = hidden || role === 'number' ? undefined : statusFrom(lowest)
    return means?.sure && means.status ? [{ column, means: means.status }] : []
  })
  const different = new Set(found.map(({ means }) => means)).size === found.length
  const ticks = rows.flatMap((row) => found.map(({ column }) => tickFrom(cellAt(sheet, row, column).text)))
  if (found.length < 2 || !different || !ticks.includes(true)) return
  if (ticks.filter((tick) => tick === undefined).length * 5 > ticks.length) return
  for (const { column, means } of found) roles.set(column, { role: 'status', by: 'header', means })
}

/** Several columns of one kind of text are read one below the other, but those of another time or by somebody else are not. */
function takeTexts(headed: readonly Headed[], roles: Roles, number: number): void {
  const latest = latestYears(headed)
  for (const one of headed) {
    const { column, role: promised, content } = one
    if (promised === undefined || promised === 'status' || promised === 'perhaps' || promised === 'number' || roles.has(column))
      continue
    const role = promised === 'judgement' ? 'state' : promised
    const leftOut = role === 'known' ? undefined : leftOutOf(one, latest.get(role))
    const second = leftOut === undefined && role !== 'known' && content.filled > 0 && taken(roles, role)
    if (leftOut) roles.set(column, { role: 'other', by: 'header', leftOut })
    else if (second && (column < number || !JOINED.has(role) || promised === 'judgement')) {
      roles.set(column, { role: 'other', by: 'header', leftOut: 'second' })
    } else roles.set(column, { role, by: 'header' })
  }
  preferPeople(headed, roles)
}

/** Why a column of texts is not read: it is hidden, of an earlier time, or somebody else's. */
function leftOutOf({ hidden, time, by, year }: Headed, latest: number | undefined): ColumnReading['leftOut'] {
  if (by === 'others') return 'others'
  if (time === 'earlier' || (year !== undefined && latest !== undefined && year < latest)) return 'earlier'
  return hidden ? 'hidden' : undefined
}

function latestYears(headed: readonly Headed[]): Map<string, number> {
  const years = new Map<string, number>()
  for (const { role, year, hidden } of headed) {
    if (role && year !== undefined && !hidden) years.set(role, Math.max(year, years.get(role) ?? 0))
  }
  return years
}

/** 担当者 is a person, 担当部署 is none: where both stand, the person is the assignee. */
function preferPeople(headed: readonly Headed[], roles: Roles): void {
  const own = headed.filter(({ column, role }) => role === 'assignee' && roles.has(column))
  const person = own.find(({ header }) => /者|氏名/.test(header)) ?? own[0]
  for (const { column } of own) {
    if (roles.get(column)?.leftOut !== undefined && roles.get(column)?.leftOut !== 'second') continue
    roles.set(
      column,
      column === person?.column ? { role: 'assignee', by: 'header' } : { role: 'other', by: 'header', leftOut: 'second' },
    )
  }
}

const JOINED: ReadonlySet<ColumnRole> = new Set(['state', 'reason', 'evidence', 'plan', 'note', 'mixed'])

const PLACES: [number, ColumnRole][] = [
  [14, 'status'],
  [15, 'reason'],
  [16, 'mixed'],
  [17, 'note'],
]
const OFFICIAL_NUMBER = 11
const LAST_OFFICIAL = 13

function takePlaces(headed: readonly Headed[], roles: Roles): void {
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
      ({ column, header, content, hidden }) =>
        column > number && header === '' && !hidden && !roles.has(column) && content.statuses >= 3 && mostlyStatuses(content),
    )
    .toSorted((one, other) => other.content.statuses - one.content.statuses)[0]
  if (best) roles.set(best.column, { role: 'status', by: 'content' })
}

function taken(roles: Roles, role: ColumnRole): boolean {
  return [...roles.values()].some((reading) => reading.role === role)
}
