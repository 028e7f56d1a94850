import { foldText } from '../kernel/fold.ts'
import { parseId, type RowId } from '../kernel/ids.ts'
import { fromHarmless } from '../sheets/csv.ts'
import { mergeOutcome } from '../sheets/merge-outcome.ts'
import { sameText } from '../sheets/text.ts'
import { type Cells, readCell, withCells } from './cells.ts'
import type { MatchedHeader } from './headers.ts'
import type { AnyColumn, Register } from './register.ts'
import type { Row } from './row.ts'
import type { TableFile } from './table-file.ts'

/** A row of a file as its columns read it; `mark` where the file is an export of ours. What a column makes nothing of is in `odd`. */
export type FileRow = { number: number; cells: Cells; mark: { row: RowId; revision: number } | undefined; odd: string[] }

/** A cell that both sides changed, or that nobody knows the base of: what a person is asked. */
type Conflict = { row: RowId; col: string; ours: string; theirs: string }

/** A row that the file changes: its cells after what needs no person, what it says of them, and what is asked. */
export type RowMerge = { row: Row; change: Cells; theirs: Cells; conflicts: Conflict[] }

/** What a file would do to a register. Nothing of it is written before a person says so. */
export type Plan = {
  added: FileRow[]
  merged: RowMerge[]
  /** Rows that came from a file of this sort, and that it no longer has. */
  vanished: Row[]
  /** Rows of the file that are not taken, and why. */
  problems: { number: number; name: string; why: 'twice' | 'many' | 'gone' }[]
  odd: { number: number; col: string; text: string }[]
}

/** The rows of a file by what its headers stand for. */
export function readRows(
  file: Pick<TableFile, 'sort' | 'rows'>,
  headers: readonly MatchedHeader[],
  columns: readonly AnyColumn[],
): FileRow[] {
  const meant = headers.flatMap(({ place, target }) => {
    const column = target.to === 'column' ? columns.find(({ id }) => id === target.col) : undefined
    return column ? [{ place, column }] : []
  })
  const mark = headers.find(({ target }) => target.to === 'mark')?.place
  const said = mark !== undefined && file.sort === 'csv' ? fromHarmless : (text: string) => text
  return file.rows.flatMap(({ number, cells }) => {
    const odd: string[] = []
    const own: Record<string, string> = {}
    for (const { place, column } of meant) {
      const { value, fits } = readCell(column, said(cells[place] ?? ''))
      own[column.id] = value
      if (!fits) odd.push(column.id)
    }
    return Object.values(own).some((value) => value !== '')
      ? [{ number, cells: own, mark: mark === undefined ? undefined : readMark(cells[mark] ?? ''), odd }]
      : []
  })
}

/**
 * Merges the rows of a file into those of a register: each is found by its mark or by the first key that both have; what is not found is
 * new. Cell by cell, against what went out in the file (`sent`) or what came in of that sort the last time; against an unknown base,
 * blanks change nothing.
 */
export function mergeRows(
  file: readonly FileRow[],
  { rows, source, sent }: { rows: readonly Row[]; source: string; sent: ReadonlyMap<RowId, Cells> },
  register: Pick<Register, 'keys' | 'columns'>,
): Plan {
  const plan: Plan = { added: [], merged: [], vanished: [], problems: [], odd: [] }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const indexes = register.keys.map((key) => ({ key, rows: indexOf(rows, key), seen: new Map<string, FileRow>() }))
  const found = new Set<RowId>()
  const first = register.columns[0]?.id ?? ''
  for (const one of file) {
    const refuse = (why: Plan['problems'][number]['why']) =>
      void plan.problems.push({ number: one.number, name: one.cells[first] ?? '', why })
    plan.odd.push(...one.odd.map((col) => ({ number: one.number, col, text: one.cells[col] ?? '' })))
    const marked = one.mark && byId.get(one.mark.row)
    const matches = marked ? [marked] : (matchesOf(one, indexes) ?? [])
    if (matches.length > 1) {
      refuse('many')
      continue
    }
    const [row] = matches
    if (row ? found.has(row.id) : isRepeated(one, indexes)) {
      refuse('twice')
      continue
    }
    if (!row) {
      plan.added.push(one)
      continue
    }
    found.add(row.id)
    if (row.gone) refuse('gone')
    else plan.merged.push(mergeRow(row, one, marked ? sent.get(row.id) : row.source === source ? row.imported : undefined))
  }
  plan.vanished = rows.filter((row) => row.source === source && !row.gone && row.vanishedAt === null && !found.has(row.id))
  return plan
}

function mergeRow(row: Row, { cells }: FileRow, base: Cells | null | undefined): RowMerge {
  const change: Record<string, string> = {}
  const conflicts: Conflict[] = []
  for (const [col, theirs] of Object.entries(cells)) {
    const ours = row.cells[col] ?? ''
    const was = base?.[col] ?? ''
    if (!base && theirs === '') continue
    const outcome = mergeOutcome(sameText(was, ours), sameText(was, theirs), sameText(ours, theirs))
    if (outcome === 'take-theirs') change[col] = theirs
    if (outcome === 'conflict') conflicts.push({ row: row.id, col, ours, theirs })
  }
  return { row, change, theirs: withCells({}, cells), conflicts }
}

type Index = { key: string; rows: Map<string, Row[]>; seen: Map<string, FileRow> }

/** The rows under the first key that the file's row has and that finds any which no key before it tells apart from it. */
function matchesOf({ cells }: FileRow, indexes: readonly Index[]): Row[] | undefined {
  for (const [at, { key, rows }] of indexes.entries()) {
    const value = keyOf(cells, key)
    const stronger = indexes.slice(0, at).map((index) => index.key)
    const matches = (value === undefined ? [] : (rows.get(value) ?? [])).filter((row) =>
      stronger.every((one) => differsBy(one, row.cells, cells) !== true),
    )
    if (matches.length > 0) return matches
  }
  return undefined
}

/** Whether two rows have a key and differ by it; nothing where one of them lacks it. */
function differsBy(key: string, one: Cells, other: Cells): boolean | undefined {
  const [first, second] = [keyOf(one, key), keyOf(other, key)]
  return first === undefined || second === undefined ? undefined : first !== second
}

/** Whether the file had a row before that nothing tells apart from this one: by the first key that it has. */
function isRepeated(one: FileRow, indexes: readonly Index[]): boolean {
  const index = indexes.find(({ key }) => keyOf(one.cells, key) !== undefined)
  const value = index && keyOf(one.cells, index.key)
  if (!index || value === undefined) return false
  const repeated = index.seen.has(value)
  index.seen.set(value, one)
  return repeated
}

function indexOf(rows: readonly Row[], key: string): Map<string, Row[]> {
  const index = new Map<string, Row[]>()
  for (const row of rows) {
    const value = keyOf(row.cells, key)
    if (value === undefined) continue
    const there = index.get(value)
    if (there) there.push(row)
    else index.set(value, [row])
  }
  return index
}

/** What tells a row apart under a key of one column or several; nothing where one of them is blank. */
function keyOf(cells: Cells, key: string): string | undefined {
  const values = key.split(' ').map((col) => foldText(cells[col] ?? ''))
  return values.every((value) => value !== '') ? values.join('\n') : undefined
}

function readMark(text: string): FileRow['mark'] {
  const [, id, revision] = /^([0-9a-f-]{36})\/(\d{1,7})$/.exec(text.trim()) ?? []
  const row = parseId<RowId>(id)
  return row && { row, revision: Number(revision) }
}
