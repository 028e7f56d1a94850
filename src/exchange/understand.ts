import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { addressOf, cellAt, type Sheet } from '../sheets/grid.ts'
import { MAX_COLUMNS, MAX_ROWS } from '../sheets/limits.ts'
import { findLayout } from './layout.ts'
import { PROBLEMS } from './problems.ts'
import { resolveRepeated } from './repeated'
import { readRows } from './rows.ts'
import { type ChosenSheet, chooseSheet } from './sheet-choice.ts'
import type { ColumnReading, Editions, Problem, Understanding } from './understood.ts'

/**
 * Understands the sheets of a file: which sheet, which columns, what each row says, and what could not be taken and why. Writes
 * nothing. Refuses another form, and a form without any column of answers. `wanted` names the sheet where a person chose one.
 */
export function understand(sheets: readonly Sheet[], editions: Editions, wanted?: string): Outcome<Understanding> {
  const chosen = chooseSheet(sheets, editions, wanted)
  if (!chosen.ok) return chosen
  const choice = chosen.value
  const layout = findLayout(choice)
  if (!layout.columns.some(isAnswer)) {
    return refuse('no-answer-columns', {
      ja: `シート「${choice.sheet.name}」に評価基準の番号はありますが、回答の列が見つかりません。「自己評価」「理由」などの見出しの下に書いてから取り込んでください。何も取り込んでいません。`,
      en: `Sheet “${choice.sheet.name}” has criterion numbers but no column of answers. Write them under headers such as 自己評価 and 理由. Nothing was imported.`,
    })
  }
  const rows = readRows(choice, layout)
  const settled = resolveRepeated(rows.answers, editions, (row) => addressOf(row - 1, choice.column))
  return accept({
    edition: editions.chosen.id,
    sheet: choice.sheet.name,
    columns: layout.columns,
    answers: settled.answers,
    problems: [...ofTheSheet(choice, layout.columns), ...settled.problems, ...rows.problems],
  })
}

function isAnswer({ role }: ColumnReading): boolean {
  return role !== 'number' && role !== 'known' && role !== 'other'
}

function ofTheSheet({ sheet, numbers, problems }: ChosenSheet, columns: readonly ColumnReading[]): Problem[] {
  const ignored = columns
    .filter(({ role }) => role === 'other')
    .map((reading) => ({
      reading,
      filled: [...numbers.keys()].filter((row) => cellAt(sheet, row, reading.column).text.trim() !== '').length,
    }))
  return [
    ...(sheet.cut ? [PROBLEMS.rowsCut(sheet.name, MAX_ROWS, MAX_COLUMNS)] : []),
    ...(columns.some(({ role }) => role === 'status') ? [] : [PROBLEMS.noStatusColumn(sheet.name)]),
    ...ignored.filter(({ filled }) => filled > 0).map(({ reading, filled }) => PROBLEMS.columnIgnored(reading, filled)),
    ...problems,
  ]
}
