import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { MEANINGS } from './question-words.ts'
import { NONE } from './status-column.ts'
import type { Meaning, Question, ReadingChoices } from './understood.ts'

export const SHEET_FIELD = 'sheet'
export const STATUS_COLUMN_FIELD = 'statusColumn'

/** The name of the field that says what a spelling means. */
export function wordField(key: string): string {
  return `word ${key}`
}

/** What a form says of the questions that were asked. Refuses what it leaves open; nothing else that is sent counts. */
export function readAnswersOf(
  questions: readonly Question[],
  chosen: (name: string) => readonly string[],
): Outcome<ReadingChoices> {
  const said: ReadingChoices & { words: Record<string, Meaning> } = { words: {} }
  const refusals: Refusal[] = []
  for (const question of questions) {
    if (question.kind === 'sheets') {
      const sheets = question.options.map(({ name }) => name).filter((name) => chosen(SHEET_FIELD).includes(name))
      if (sheets.length > 0) said.sheets = sheets
      else refusals.push({ code: 'import.no-sheet', field: SHEET_FIELD, words: NO_SHEET })
    } else if (question.kind === 'statusColumn') {
      const names = [...question.options.map(({ name }) => name), NONE]
      const column = names.find((name) => chosen(STATUS_COLUMN_FIELD)[0] === name)
      if (column !== undefined) said.statusColumn = column
      else refusals.push({ code: 'import.no-column', field: STATUS_COLUMN_FIELD, words: NO_COLUMN })
    } else {
      for (const { key, seen } of question.words) {
        const meaning = MEANINGS.find((one) => one.meaning === chosen(wordField(key))[0])?.meaning
        if (meaning !== undefined) said.words[key] = meaning
        else refusals.push({ code: 'import.no-meaning', field: wordField(key), words: noMeaning(seen) })
      }
    }
  }
  const [first, ...rest] = refusals
  return first ? { ok: false, refusals: [first, ...rest] } : accept(said)
}

const NO_SHEET = { ja: '回答のあるシートを1つ以上選んでください。', en: 'Choose at least one sheet that holds answers.' }
const NO_COLUMN = {
  ja: '評価の列を1つ選んでください。なければ「どれでもない」を選びます。',
  en: 'Choose the column of statuses, or “None of them”.',
}

function noMeaning(seen: string) {
  return { ja: `「${seen}」の意味を選んでください。`, en: `Choose what “${seen}” means.` }
}
