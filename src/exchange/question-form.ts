import { z } from 'zod'
import { field, listField } from '../kernel/form.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { MEANINGS } from './question-words.ts'
import { NONE } from './status-column.ts'
import type { Question, ReadingChoices, WordOption } from './understood.ts'

export const SHEET_FIELD = 'sheet'
export const STATUS_COLUMN_FIELD = 'statusColumn'

/** The name of the field that says what a spelling means. */
export function wordField(key: string): string {
  return `word ${key}`
}

/** A field of a question: what it adds to the choices. */
type Asked = z.ZodType<ReadingChoices, string> | z.ZodType<ReadingChoices, string[]>

/** The form of the questions that were asked about a file. Refuses what it leaves open; nothing else that is sent counts. */
export function questionForm(questions: readonly Question[]): z.ZodObject<Record<string, Asked>> {
  return z.object(Object.fromEntries(questions.flatMap(fieldsOf)))
}

/** What a form says of the questions, together. */
export function choicesIn(read: Readonly<Record<string, ReadingChoices>>): ReadingChoices {
  const said = Object.values(read)
  return Object.assign({}, ...said, { words: Object.assign({}, ...said.map(({ words }) => words)) })
}

function fieldsOf(question: Question): [string, Asked][] {
  switch (question.kind) {
    case 'sheets':
      return [[SHEET_FIELD, listField((ticked) => sheetsIn(question, ticked))]]
    case 'statusColumn':
      return [[STATUS_COLUMN_FIELD, field({ required: true }, (chosen) => columnIn(question, chosen))]]
    case 'words':
      return question.words.map((word) => [wordField(word.key), field({ required: true }, (chosen) => meaningIn(word, chosen))])
  }
}

function sheetsIn({ options }: Question & { kind: 'sheets' }, ticked: readonly string[]): Outcome<ReadingChoices> {
  const sheets = options.map(({ name }) => name).filter((name) => ticked.includes(name))
  return sheets.length > 0 ? accept({ sheets }) : refuse('import.no-sheet', NO_SHEET)
}

function columnIn({ options }: Question & { kind: 'statusColumn' }, chosen: string): Outcome<ReadingChoices> {
  const statusColumn = [...options.map(({ name }) => name), NONE].find((name) => name === chosen)
  return statusColumn === undefined ? refuse('import.no-column', NO_COLUMN) : accept({ statusColumn })
}

function meaningIn({ key, seen }: WordOption, chosen: string): Outcome<ReadingChoices> {
  const meant = MEANINGS.find(({ meaning }) => meaning === chosen)
  return meant ? accept({ words: { [key]: meant.meaning } }) : refuse('import.no-meaning', noMeaning(seen))
}

const NO_SHEET = { ja: '回答のあるシートを1つ以上選んでください。', en: 'Choose at least one sheet that holds answers.' }
const NO_COLUMN = {
  ja: '評価の列を1つ選んでください。なければ「どれでもない」を選びます。',
  en: 'Choose the column of statuses, or “None of them”.',
}

function noMeaning(seen: string): Words {
  return { ja: `「${seen}」の意味を選んでください。`, en: `Choose what “${seen}” means.` }
}
