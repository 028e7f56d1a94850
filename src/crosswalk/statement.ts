import type { Words } from '../kernel/refusal.ts'
import { addressOf, cellAt, mergedTops, type Sheet } from '../sheets/grid.ts'
import { type ColumnChoices, type ColumnQuestion, columnsOf, type StatementColumn } from './statement-columns.ts'
import {
  type Applicable,
  applicableFrom,
  type ColumnRole,
  controlFrom,
  type Implemented,
  implementedFrom,
} from './statement-notation.ts'
import { STATEMENT_PROBLEMS as PROBLEMS } from './statement-problems.ts'

/** What a statement of applicability says of one control. `reason` is all that stands in its columns of reasons. */
export type StatementLine = { control: string; cell: string; applicable: Applicable; implemented: Implemented; reason: string }

/** What was not taken of a sheet, or taken with a doubt: where, what stands there, what to do. */
export type StatementProblem = { code: string; severity: 'attention' | 'ignored'; cell: string; seen: string; words: Words }

/**
 * A statement of applicability as read from a sheet. `missing` are the controls of which it has no line; `questions` are what only a
 * person can say of its columns. One of the edition of 2013 has no lines: its numbers mean other controls.
 */
type Statement = {
  edition: '2022' | '2013' | undefined
  lines: StatementLine[]
  missing: string[]
  columns: StatementColumn[]
  questions: ColumnQuestion[]
  problems: StatementProblem[]
}

/**
 * Reads a 適用宣言書 however its columns are named and ordered. `known` are the numbers of the controls that there are. Every row with a
 * text is a line or a problem; a cell that is not understood is `unknown`, with a problem that says so. `choices` say which of several
 * columns is meant.
 */
export function readStatement(sheet: Sheet, known: readonly string[], choices: ColumnChoices = {}): Statement {
  const nothing = { lines: [], missing: [...known], columns: [], questions: [] }
  const column = numberColumn(sheet)
  if (column === undefined) return { edition: undefined, ...nothing, problems: [PROBLEMS.noNumbers()] }
  const read = readingsOf(sheet, column)
  const older = read.filter(({ reading }) => reading?.edition === '2013')
  const newer = read.filter(({ reading }) => reading?.edition === '2022')
  const [first] = [...older, ...newer].toSorted((one, other) => one.row - other.row)
  if (older.length > newer.length) {
    const problem = PROBLEMS.olderEdition(addressOf(older[0]?.row ?? 0, column), older[0]?.reading?.number ?? '', older.length)
    return { edition: '2013', ...nothing, problems: [problem] }
  }
  return { edition: '2022', ...readLines(sheet, column, first?.row ?? 0, known, choices) }
}

function readLines(
  sheet: Sheet,
  column: number,
  first: number,
  known: readonly string[],
  choices: ColumnChoices,
): Omit<Statement, 'edition'> {
  const { columns, questions } = columnsOf(sheet, column, first, choices)
  const tops = mergedTops(sheet, column)
  const lines = new Map<string, StatementLine>()
  const told = [...columns, ...questions].some(({ role }) => role === 'applicable' || role === 'excluded')
  const problems = told ? [] : [PROBLEMS.noApplicable()]
  let before: string | undefined
  for (let row = first; row < sheet.cells.length; row++) {
    if (tops.has(row) || (sheet.cells[row] ?? []).every(({ text }) => text.trim() === '')) continue
    const cell = addressOf(row, column)
    const seen = cellAt(sheet, row, column).text.trim()
    const reading = controlFrom(seen)
    if (reading?.edition !== '2022') {
      problems.push(reading ? PROBLEMS.olderNumber(cell, seen) : PROBLEMS.noControl(cell, seen))
      continue
    }
    const control = lostZero(reading.number, before, known)
    if (control !== reading.number) problems.push(PROBLEMS.lostZero(cell, seen, control))
    before = control
    if (!known.includes(control)) problems.push(PROBLEMS.unknownControl(cell, seen))
    else if (lines.has(control)) problems.push(PROBLEMS.twice(cell, seen, lines.get(control)?.cell ?? ''))
    else lines.set(control, lineOf(control, cell, row))
  }
  return {
    lines: [...lines.values()],
    missing: known.filter((control) => !lines.has(control)),
    columns: columns.map(({ at: _, ...named }) => named),
    questions,
    problems,
  }

  function lineOf(control: string, cell: string, row: number): StatementLine {
    const rows = [row, ...[...tops].filter(([, top]) => top === row).map(([below]) => below)]
    const cells = columns.flatMap(({ role, at }) =>
      rows.flatMap((one) => {
        const text = cellAt(sheet, one, at).text.trim()
        return text === '' ? [] : [{ role, cell: addressOf(one, at), text }]
      }),
    )
    const told = (role: ColumnRole) => cells.filter((one) => one.role === role)
    const [implemented] = told('implemented')
    const applicable = applicableOf(told('applicable')[0], told('excluded')[0], implemented)
    const left = applicable === 'no' ? 'unknown' : implementedOf(implemented)
    return {
      control,
      cell,
      applicable,
      implemented: left,
      reason: told('reason')
        .map(({ text }) => text)
        .join('\n'),
    }
  }

  /** By its own column, by that of exclusions, or by that of implementation where people write 適用除外. */
  function applicableOf(own: Told | undefined, excluded: Told | undefined, implemented: Told | undefined): Applicable {
    const said = own && applicableFrom(own.text)
    if (own && (said === undefined || said === 'unknown')) problems.push(PROBLEMS.unclear(own.cell, own.text))
    const out = excluded && applicableFrom(excluded.text)
    if (excluded && (out === undefined || out === 'unknown')) problems.push(PROBLEMS.unclear(excluded.cell, excluded.text))
    if (said === 'yes' && out === 'yes') {
      problems.push(PROBLEMS.contrary(excluded?.cell ?? '', excluded?.text ?? ''))
      return 'unknown'
    }
    if (said === 'yes' || said === 'no') return said
    if (out === 'yes') return 'no'
    if (out === 'no') return 'yes'
    return implemented && isExclusion(implemented.text) ? 'no' : 'unknown'
  }

  function implementedOf(told: Told | undefined): Implemented {
    if (!told) return 'unknown'
    const said = implementedFrom(told.text)
    if (said === undefined || said === 'unknown') problems.push(PROBLEMS.unclear(told.cell, told.text))
    return said ?? 'unknown'
  }
}

type Told = { cell: string; text: string }

/** 適用除外 and its kin, which are no words for how far something is done. */
function isExclusion(text: string): boolean {
  return applicableFrom(text) === 'no' && implementedFrom(text) === undefined
}

/** The column in which the most cells begin with a number of a control; of equals the first. */
function numberColumn(sheet: Sheet): number | undefined {
  const rated = Array.from({ length: widthOf(sheet.cells) }, (_, column) => {
    const editions = readingsOf(sheet, column).flatMap(({ reading }) => (reading ? [reading.edition] : []))
    return { column, newer: editions.filter((edition) => edition === '2022').length, all: editions.length }
  })
  const [best] = rated.toSorted((one, other) => other.newer - one.newer || other.all - one.all || one.column - other.column)
  return best && best.all > 0 ? best.column : undefined
}

function readingsOf(sheet: Sheet, column: number) {
  return sheet.cells.map((_, row) => ({ row, reading: controlFrom(cellAt(sheet, row, column).text) }))
}

function widthOf(rows: Sheet['cells']): number {
  return rows.reduce((width, { length }) => Math.max(width, length), 0)
}

/** A spreadsheet makes 5.1 of a typed 5.10: right after 5.9 that is what it was. */
function lostZero(control: string, before: string | undefined, known: readonly string[]): string {
  const meant = `${control}0`
  return before !== undefined && known[known.indexOf(meant) - 1] === before ? meant : control
}
