import { accept, type Outcome } from '../kernel/refusal.ts'
import { addressOf, cellAt, type Sheet } from '../sheets/grid.ts'
import { MAX_COLUMNS, MAX_ROWS } from '../sheets/limits.ts'
import { settleWords } from './asked-words.ts'
import { PROBLEMS } from './problems.ts'
import { resolveRepeated } from './repeated.ts'
import { readRows } from './rows.ts'
import { type ChosenSheet, chooseSheets } from './sheet-choice.ts'
import {
  type ColumnReading,
  type Editions,
  type Problem,
  type ReadingChoices,
  saysSomething,
  type Understanding,
} from './understood.ts'

/**
 * Understands the sheets of a file: which sheets, which columns, what each row says, what could not be taken and why, and what only
 * a person can say. Writes nothing. Refuses another form, and a form without any column of answers. `lossy` says that the file is in
 * an encoding that has a question mark for what it lacks.
 */
export function understand(
  sheets: readonly Sheet[],
  editions: Editions,
  choices: ReadingChoices = {},
  lossy = false,
): Outcome<Understanding> {
  const chosen = chooseSheets(sheets, editions, choices)
  if (!chosen.ok) return chosen
  const { sheets: read, question, problems } = chosen.value
  const nameOf = ({ sheet }: ChosenSheet) => (read.length > 1 ? sheet.name : undefined)
  const parts = read.map((one) => readRows(one, choices.words, nameOf(one)))
  const words = settleWords(
    parts.flatMap((part) => part.unknown),
    choices,
    lossy,
  )
  const settled = resolveRepeated(
    parts.flatMap((part) => part.answers),
    editions,
    (answer) => {
      const home = read.find((one) => nameOf(one) === answer.sheet)
      return (answer.sheet === undefined ? '' : `${answer.sheet}!`) + addressOf(answer.row - 1, home?.column ?? 0)
    },
  )
  const columnQuestion = read.find(({ layout }) => layout.question !== null)?.layout.question ?? null
  const saysNothing =
    !settled.answers.some(saysSomething) && settled.problems.length === 0 && parts.every(({ problems }) => problems.length === 0)
  return accept({
    edition: editions.chosen.id,
    sheet: read.map(({ sheet }) => sheet.name).join('、'),
    columns: read.flatMap((one) => one.layout.columns.map((column) => withSheet(column, nameOf(one)))),
    answers: settled.answers,
    problems: [
      ...read.flatMap((one) => ofTheSheet(one)),
      ...problems,
      ...(read.length > 0 && saysNothing ? [PROBLEMS.noAnswers()] : []),
      ...settled.problems,
      ...words.problems,
      ...parts.flatMap((part) => part.problems),
    ],
    questions: [question, columnQuestion, words.question].filter((one) => one !== null),
  })
}

function withSheet(column: ColumnReading, sheet: string | undefined): ColumnReading {
  return sheet === undefined ? column : { ...column, sheet }
}

function ofTheSheet({ sheet, numbers, layout: { columns, question } }: ChosenSheet): Problem[] {
  const filledIn = ({ column }: ColumnReading) =>
    [...numbers.keys()].filter((row) => cellAt(sheet, row, column).text.trim() !== '').length
  const ignored = columns
    .filter(({ role, leftOut }) => role === 'other' && !(question?.open && leftOut === 'not-chosen'))
    .map((reading) => ({ reading, filled: filledIn(reading) }))
    .filter(({ filled }) => filled > 0)
  const texts = columns.filter(
    ({ role, means }) => role !== 'known' && role !== 'other' && role !== 'number' && means === undefined,
  )
  const joined = texts.filter((one, index) => texts.findIndex(({ role }) => role === one.role) < index && filledIn(one) > 0)
  return [
    ...(sheet.cut ? [PROBLEMS.rowsCut(sheet.name, MAX_ROWS, MAX_COLUMNS)] : []),
    ...(question || columns.some(({ role }) => role === 'status') ? [] : [PROBLEMS.noStatusColumn(sheet.name)]),
    ...ignored.map(({ reading, filled }) =>
      reading.leftOut ? PROBLEMS.columnLeftOut(reading, reading.leftOut, filled) : PROBLEMS.columnIgnored(reading, filled),
    ),
    ...joined.map((reading) => PROBLEMS.columnJoined(reading)),
  ]
}
