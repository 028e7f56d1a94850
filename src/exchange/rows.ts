import { type AnswerText, LONGEST_TEXT } from '../assessment/index.ts'
import { addressOf, type Cell, cellAt, mergedTops, type Sheet } from '../sheets/grid.ts'
import { cleanText } from '../sheets/text.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { roleOf } from './headers.ts'
import type { Layout } from './layout.ts'
import { statusFrom } from './notation.ts'
import { PROBLEMS } from './problems.ts'
import type { ChosenSheet } from './sheet-choice.ts'
import { type ColumnReading, FIELDS, type Problem, type UnderstoodAnswer } from './understood.ts'

/** Reads every row that has a criterion number, known or not, and says of every other filled row why it was left. */
export function readRows(
  { sheet, column, numbers }: ChosenSheet,
  layout: Layout,
): { answers: UnderstoodAnswer[]; problems: Problem[] } {
  const problems: Problem[] = []
  const columns = answerColumns(layout).map((reading) => ({ ...reading, tops: mergedTops(sheet, reading.column) }))
  const blocks = toBlocks(numbers, mergedTops(sheet, column))
  const answers = blocks.map((block) => readBlock(sheet, block, columns, problems))
  problems.push(...spreadMerges(sheet, numbers, columns), ...homelessRows(sheet, column, blocks, layout))
  return { answers, problems }
}

/** The rows of one criterion: its own, and those below it that its merged number cell covers. */
type Block = { criterion: string; rows: number[] }
type AnswerColumn = ColumnReading & { tops: ReadonlyMap<number, number> }
type Placed = { cell: Cell; address: string }

function answerColumns(layout: Layout): ColumnReading[] {
  return layout.columns.filter(({ role }) => role === 'mixed' || (FIELDS as readonly string[]).includes(role))
}

function toBlocks(numbers: ReadonlyMap<number, string>, tops: ReadonlyMap<number, number>): Block[] {
  const blocks = new Map([...numbers].map(([row, criterion]) => [row, { criterion, rows: [row] }]))
  for (const [row, top] of tops) blocks.get(top)?.rows.push(row)
  return [...blocks.values()].toSorted((one, other) => (one.rows[0] ?? 0) - (other.rows[0] ?? 0))
}

function readBlock(sheet: Sheet, block: Block, columns: readonly AnswerColumn[], problems: Problem[]): UnderstoodAnswer {
  const { criterion } = block
  const answer: UnderstoodAnswer = { criterion, row: (block.rows[0] ?? 0) + 1, texts: {}, cells: {}, raw: {} }
  const mixed: Placed[][] = []
  for (const column of columns) {
    const placed = cellsOf(sheet, block, column)
    for (const { cell, address } of placed) if (cell.kind !== 'blank') answer.raw[address] = seenIn(cell)
    if (column.role === 'mixed') mixed.push(placed)
    else if (column.role === 'status') readStatus(answer, placed, problems)
    else if (column.role === 'assignee') {
      const assignee = readText(criterion, placed, problems)
      if (assignee !== undefined)
        Object.assign(answer, { assignee: assignee.trim(), cells: { ...answer.cells, assignee: placed[0]?.address } })
    } else if (column.role !== 'number' && column.role !== 'known' && column.role !== 'other') {
      addText(answer, column.role, placed, problems)
    }
  }
  for (const placed of mixed) {
    addText(answer, answer.status === 'met' || answer.status === 'notApplicable' ? 'evidence' : 'plan', placed, problems)
  }
  if (answer.status === 'notApplicable' && (answer.texts.reason ?? '').trim() === '') {
    problems.push(PROBLEMS.reasonMissing(answer.cells.status ?? '', criterion))
  }
  return answer
}

/** The cells of a column for a block: a merged cell counts once, and one that begins above the block counts for the block too. */
function cellsOf(sheet: Sheet, block: Block, { column, tops }: AnswerColumn): Placed[] {
  const rows = new Set(block.rows.map((row) => tops.get(row) ?? row))
  const placed = [...rows].map((row) => ({ cell: cellAt(sheet, row, column), address: addressOf(row, column) }))
  const filled = placed.filter(({ cell }) => cell.kind !== 'blank')
  return filled.length > 0 ? filled : placed.slice(0, 1)
}

function readStatus(answer: UnderstoodAnswer, placed: readonly Placed[], problems: Problem[]): void {
  const { criterion } = answer
  const address = placed[0]?.address ?? ''
  const text = readText(criterion, placed, problems)
  if (text === undefined) return
  const read = statusFrom(text)
  if (read === undefined) {
    problems.push(PROBLEMS.statusNotUnderstood(address, text, criterion))
    return
  }
  answer.status = read.status
  answer.cells.status = address
  if (!read.sure) problems.push(PROBLEMS.statusDoubtful(address, text, STANDING_WORDS[read.status ?? 'unanswered'], criterion))
}

function addText(answer: UnderstoodAnswer, field: AnswerText, placed: readonly Placed[], problems: Problem[]): void {
  const text = readText(answer.criterion, placed, problems)
  if (text === undefined) return
  const before = answer.texts[field] ?? ''
  const whole = [before, text].filter((part) => part !== '').join('\n')
  const address = placed[0]?.address ?? ''
  if (whole.length > LONGEST_TEXT) {
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
    return cell.kind === 'error' ? PROBLEMS.errorValue(address, seenIn(cell), criterion) : []
  })
  problems.push(...bad)
  if (bad.length > 0) return undefined
  for (const { cell, address } of placed)
    if (cell.kind === 'date') problems.push(PROBLEMS.dateRead(address, cell.text, criterion))
  const texts = placed.map(({ cell }) => cleanText(cell.text)).filter((text) => text.trim() !== '')
  return texts.join('\n')
}

function seenIn(cell: Cell): string {
  return cell.formula === undefined ? cell.text : `${cell.formula} (${cell.text})`
}

/** Says where one merged cell was taken for several criteria. */
function spreadMerges(sheet: Sheet, numbers: ReadonlyMap<number, string>, columns: readonly AnswerColumn[]): Problem[] {
  return columns.flatMap(({ column, tops }) =>
    [...new Set(tops.values())].flatMap((top) => {
      const rows = [top, ...[...tops].flatMap(([row, own]) => (own === top ? row : []))]
      const criteria = rows.flatMap((row) => numbers.get(row) ?? [])
      const cell = cellAt(sheet, top, column)
      return criteria.length > 1 && cell.kind !== 'blank'
        ? PROBLEMS.mergedFilled(addressOf(top, column), seenIn(cell), criteria)
        : []
    }),
  )
}

/** Rows below the header that say something in an answer column without a criterion number. */
function homelessRows(sheet: Sheet, numberColumn: number, blocks: readonly Block[], layout: Layout): Problem[] {
  const housed = new Set(blocks.flatMap(({ rows }) => rows))
  const first = layout.headerRow === null ? Math.min(...housed) : layout.headerRow + 1
  const columns = answerColumns(layout)
  return sheet.cells.flatMap((_, row) => {
    if (row < first || housed.has(row)) return []
    const filled = columns
      .map(({ column }) => ({ cell: cellAt(sheet, row, column), address: addressOf(row, column) }))
      .filter(({ cell }) => cell.text.trim() !== '' || cell.kind === 'formula')
    if (filled.every(({ cell }) => roleOf(cell.text) !== undefined)) return []
    const number = cellAt(sheet, row, numberColumn)
    const seen = filled.map(({ cell, address }) => `${address}: ${seenIn(cell)}`).join('\n')
    return /\d/.test(number.text)
      ? PROBLEMS.numberNotUnderstood(addressOf(row, numberColumn), `${number.text}\n${seen}`)
      : PROBLEMS.rowWithoutNumber(filled[0]?.address ?? '', seen)
  })
}
