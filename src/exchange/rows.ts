import { type AnswerText, FIELD, LONGEST_TEXT } from '../assessment/index.ts'
import { addressOf, type Cell, cellAt, mergedTops, type Sheet } from '../sheets/grid.ts'
import { cleanText, lengthOf } from '../sheets/text.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { isHeader } from './headers.ts'
import type { Layout } from './layout.ts'
import { criterionFrom } from './notation.ts'
import { PROBLEMS } from './problems.ts'
import type { ChosenSheet } from './sheet-choice.ts'
import { isAsAbove, type ReadStatus, statusFrom, tickFrom, wordKey } from './status-words.ts'
import {
  type ColumnReading,
  type Field,
  isField,
  type Problem,
  type ReadingChoices,
  type UnderstoodAnswer,
} from './understood.ts'
import { contextOf, markKey, type WordContext } from './word-context.ts'

/** What was read of a sheet. `unknown` are the statuses that no table of spellings has, those included that `words` explains. */
type ReadRows = { answers: UnderstoodAnswer[]; problems: Problem[]; unknown: UnknownStatus[] }
export type UnknownStatus = { answer: UnderstoodAnswer; cell: string; seen: string }

/**
 * Reads every row that has a criterion number, known or not, and says of every other filled row why it was left. Addresses carry
 * the sheet where `sheetName` gives one.
 */
export function readRows(chosen: ChosenSheet, words: ReadingChoices['words'] = {}, sheetName?: string): ReadRows {
  const { sheet, column, numbers, layout } = chosen
  const place = (row: number, at: number) => (sheetName === undefined ? '' : `${sheetName}!`) + addressOf(row, at)
  const columns = layout.columns.filter(isAnswer).map((reading) => ({ ...reading, tops: mergedTops(sheet, reading.column) }))
  const first = Math.min(...numbers.keys())
  const status = columns.find(({ role, means }) => role === 'status' && means === undefined)
  const context = contextOf(sheet, first, status?.column ?? -1, numbers.keys())
  const reading: Reading = { sheet, place, columns, words, context, problems: [], unknown: [], above: undefined }
  const blocks = toBlocks(numbers, mergedTops(sheet, column))
  const answers = blocks.map((block) => {
    const answer = readBlock(reading, block)
    return sheetName === undefined ? answer : Object.assign(answer, { sheet: sheetName })
  })
  const problems = [...reading.problems, ...spreadMerges(reading, numbers), ...homelessRows(reading, chosen, blocks)]
  return { answers, problems, unknown: reading.unknown }
}

/** The rows of one criterion: its own, and those below it that its merged number cell covers. */
type Block = { criterion: string; rows: number[] }
type AnswerColumn = ColumnReading & { tops: ReadonlyMap<number, number> }
type Placed = { cell: Cell; address: string }
type Reading = {
  sheet: Sheet
  place(row: number, column: number): string
  columns: readonly AnswerColumn[]
  words: NonNullable<ReadingChoices['words']>
  context: WordContext
  problems: Problem[]
  unknown: UnknownStatus[]
  /** The status of the row above, for 同上. */
  above: UnderstoodAnswer['status']
}

function isAnswer({ role }: ColumnReading): boolean {
  return role === 'mixed' || isField(role)
}

function toBlocks(numbers: ReadonlyMap<number, string>, tops: ReadonlyMap<number, number>): Block[] {
  const blocks = new Map([...numbers].map(([row, criterion]) => [row, { criterion, rows: [row] }]))
  for (const [row, top] of tops) blocks.get(top)?.rows.push(row)
  return [...blocks.values()].toSorted((one, other) => (one.rows[0] ?? 0) - (other.rows[0] ?? 0))
}

function readBlock(reading: Reading, block: Block): UnderstoodAnswer {
  const { criterion } = block
  const { problems } = reading
  const answer: UnderstoodAnswer = { criterion, row: (block.rows[0] ?? 0) + 1, texts: {}, cells: {}, raw: {} }
  const mixed: Placed[][] = []
  const ticks: [ColumnReading, Placed[]][] = []
  let words: { text: string; placed: Placed[] } | undefined
  for (const column of reading.columns) {
    const placed = cellsOf(reading, block, column)
    for (const { cell, address } of placed) if (seenIn(cell) !== '') answer.raw[address] = seenIn(cell)
    if (column.role === 'mixed') mixed.push(placed)
    else if (column.means !== undefined) ticks.push([column, placed])
    else if (isField(column.role)) {
      if (column.role === 'status') words = readStatus(reading, answer, placed)
      else readField(answer, column.role, placed, problems)
    }
  }
  if (ticks.length > 0) readTicks(answer, ticks, problems)
  for (const placed of mixed) {
    readField(answer, answer.status === 'met' || answer.status === 'notApplicable' ? 'evidence' : 'plan', placed, problems)
  }
  if (words) addText(answer, 'reason', words.text, words.placed[0]?.address ?? '', problems)
  if (answer.status === 'notApplicable' && (answer.texts.reason ?? '').trim() === '') {
    problems.push(PROBLEMS.reasonMissing(answer.cells.status ?? '', criterion))
  }
  reading.above = answer.status
  return answer
}

/** The cells of a column for a block: a merged cell counts once, and one that begins above the block counts for the block too. */
function cellsOf({ sheet, place }: Reading, block: Block, { column, tops }: AnswerColumn): Placed[] {
  const rows = new Set(block.rows.map((row) => tops.get(row) ?? row))
  const placed = [...rows].map((row) => ({ cell: cellAt(sheet, row, column), address: place(row, column) }))
  const filled = placed.filter(({ cell }) => cell.kind !== 'blank')
  return filled.length > 0 ? filled : placed.slice(0, 1)
}

/** Gives the words behind the status, which belong to the reason. */
function readStatus(
  reading: Reading,
  answer: UnderstoodAnswer,
  placed: Placed[],
): { text: string; placed: Placed[] } | undefined {
  const { criterion } = answer
  const address = placed[0]?.address ?? ''
  const text = readText(criterion, placed, reading.problems)
  if (text === undefined) return undefined
  const known = isAsAbove(text) && reading.above !== undefined ? { status: reading.above, sure: false } : meaningOf(reading, text)
  const read = known ?? byChoice(reading, text)
  if (known === undefined) reading.unknown.push({ answer, cell: address, seen: text })
  if (read === undefined) return undefined
  answer.status = read.status
  answer.cells.status = address
  const shown = STANDING_WORDS[read.status ?? 'unanswered']
  if (!read.sure) reading.problems.push(PROBLEMS.statusDoubtful(address, text, shown, criterion, read.words))
  return read.words === undefined ? undefined : { text: read.words, placed }
}

/** What a legend says of it goes before what it usually means; what a person said of it before what its column lets one think. */
function meaningOf({ context, words }: Reading, text: string): ReadStatus | undefined {
  const key = markKey(text)
  return context.legend.get(key) ?? statusFrom(text) ?? (words[wordKey(text)] === undefined ? context.column.get(key) : undefined)
}

function byChoice({ words }: Reading, text: string): ReadStatus | undefined {
  const meaning = words[wordKey(text)]
  return meaning === undefined || meaning === 'skip'
    ? undefined
    : { status: meaning === 'unanswered' ? null : meaning, sure: true }
}

/** A column for each status: the one that is marked counts. */
function readTicks(answer: UnderstoodAnswer, ticks: readonly [ColumnReading, Placed[]][], problems: Problem[]): void {
  const { criterion } = answer
  const told = ticks.map(([{ means }, placed]) => ({ means, placed, text: readText(criterion, placed, problems) }))
  if (told.some(({ text }) => text === undefined)) return
  const marked = told.filter(({ text = '' }) => tickFrom(text) !== false)
  const [first] = marked
  const seen = marked.map(({ placed, text }) => `${placed[0]?.address}: ${text}`).join('\n')
  if (marked.length > 1 || (first && tickFrom(first.text ?? '') === undefined)) {
    problems.push(PROBLEMS.ticksNotUnderstood(first?.placed[0]?.address ?? '', seen, criterion))
    return
  }
  answer.status = first?.means ?? null
  answer.cells.status = (first ?? told[0])?.placed[0]?.address ?? ''
}

function readField(
  answer: UnderstoodAnswer,
  field: Exclude<Field, 'status'>,
  placed: readonly Placed[],
  problems: Problem[],
): void {
  const text = readText(answer.criterion, placed, problems)
  if (text === undefined) return
  const address = placed[0]?.address ?? ''
  if (FIELD[field].kind === 'text') addText(answer, field as AnswerText, text, address, problems)
  else Object.assign(answer, { [field]: text.trim(), cells: { ...answer.cells, [field]: address } })
}

function addText(answer: UnderstoodAnswer, field: AnswerText, text: string, address: string, problems: Problem[]): void {
  const before = answer.texts[field] ?? ''
  const whole = [before, text].filter((part) => part !== '').join('\n')
  if (lengthOf(whole) > LONGEST_TEXT) {
    problems.push(PROBLEMS.textTooLong(address, text, answer.criterion))
    return
  }
  answer.texts[field] = whole
  answer.cells[field] ??= address
}

/** The text of the cells, each on its own line; nothing when one of them cannot be taken, and a problem then says why. */
function readText(criterion: string, placed: readonly Placed[], problems: Problem[]): string | undefined {
  const bad = placed.flatMap(({ cell, address }) => {
    if (cell.kind === 'formula') return PROBLEMS.formula(address, seenIn(cell), criterion)
    if (cell.struck !== undefined && cell.text.trim() === '') return PROBLEMS.struckOut(address, seenIn(cell), criterion)
    return cell.kind === 'error' ? PROBLEMS.errorValue(address, seenIn(cell), criterion) : []
  })
  problems.push(...bad)
  if (bad.length > 0) return undefined
  for (const { cell, address } of placed) {
    if (cell.kind === 'date') problems.push(PROBLEMS.dateRead(address, cell.text, criterion))
    if (cell.struck !== undefined) problems.push(PROBLEMS.struckPartly(address, cell.struck, criterion))
  }
  const texts = placed.map(({ cell }) => cleanText(cell.text)).filter((text) => text.trim() !== '')
  return texts.join('\n')
}

/** All that stands in a cell, for the eye. */
function seenIn({ formula, text, struck }: Cell): string {
  return formula === undefined ? (struck ?? text) : `${formula} (${text})`
}

/** Says where one merged cell was taken for several criteria. */
function spreadMerges({ sheet, place, columns }: Reading, numbers: ReadonlyMap<number, string>): Problem[] {
  return columns.flatMap(({ column, tops }) =>
    [...new Set(tops.values())].flatMap((top) => {
      const rows = [top, ...[...tops].flatMap(([row, own]) => (own === top ? row : []))]
      const criteria = rows.flatMap((row) => numbers.get(row) ?? [])
      const cell = cellAt(sheet, top, column)
      return criteria.length > 1 && cell.kind !== 'blank' ? PROBLEMS.mergedFilled(place(top, column), seenIn(cell), criteria) : []
    }),
  )
}

/** Rows below the headers that say something in an answer column without a criterion number. */
function homelessRows(
  { sheet, place, columns }: Reading,
  { column: numberColumn, layout }: ChosenSheet,
  blocks: readonly Block[],
): Problem[] {
  const housed = new Set(blocks.flatMap(({ rows }) => rows))
  const first = layout.headerRows === null ? Math.min(...housed) : layout.headerRows.bottom + 1
  return sheet.cells.flatMap((_, row) => {
    if (row < first || housed.has(row)) return []
    const filled = columns
      .map(({ column }) => ({ column, cell: cellAt(sheet, row, column), address: place(row, column) }))
      .filter(({ cell }) => seenIn(cell).trim() !== '')
    if (isHeaderAgain(sheet, layout.headerRows, filled)) return []
    const number = cellAt(sheet, row, numberColumn)
    const seen = filled.map(({ cell, address }) => `${address}: ${seenIn(cell)}`).join('\n')
    const address = place(row, numberColumn)
    if (number.struck !== undefined && criterionFrom(number.struck) !== undefined) {
      return PROBLEMS.rowStruckOut(address, `${number.struck}\n${seen}`)
    }
    return /\d/.test(number.text)
      ? PROBLEMS.numberNotUnderstood(address, `${number.text}\n${seen}`)
      : PROBLEMS.rowWithoutNumber(filled[0]?.address ?? '', seen)
  })
}

/** Headers are printed again on each page; also those in two rows, each row by itself. */
function isHeaderAgain(
  sheet: Sheet,
  headerRows: Layout['headerRows'],
  filled: readonly { column: number; cell: Cell }[],
): boolean {
  const { top, bottom } = headerRows ?? { top: 0, bottom: -1 }
  return filled.every(({ column, cell }) => {
    const text = cell.text.trim()
    if (isHeader(text)) return true
    for (let row = Math.max(0, top - 2); row <= bottom; row++) if (cellAt(sheet, row, column).text.trim() === text) return true
    return false
  })
}
