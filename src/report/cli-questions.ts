import {
  columnWords,
  MEANINGS,
  type Meaning,
  meaningFrom,
  type Question,
  questionWords,
  type ReadFile,
  type ReadingChoices,
  wordKey,
} from '../exchange/index.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** What the options of a command line say of a file. Refuses a meaning that there is none of. */
export function toChoices(
  sheets: readonly string[],
  statusColumn: string | undefined,
  words: readonly string[],
): Outcome<ReadingChoices> {
  const said = words.map((given) => ({ given, read: toMeaning(given) }))
  const wrong = said.find(({ read }) => read === undefined)
  if (wrong) {
    return refuse('assess.word', {
      ja: `--word は '1:実施済=満たす' のように書いてください (いまの値: ${wrong.given})。使える意味: ${meanings()}`,
      en: `Write --word '1:実施済=満たす' (given: ${wrong.given}).`,
    })
  }
  return accept({
    sheets: sheets.length === 0 ? undefined : sheets.includes('all') ? 'all' : sheets,
    statusColumn,
    words: Object.fromEntries(said.flatMap(({ read }) => (read ? [read] : []))),
  })
}

function toMeaning(given: string): [string, Meaning] | undefined {
  const at = given.lastIndexOf('=')
  const meaning = at < 1 ? undefined : meaningFrom(given.slice(at + 1))
  return meaning && [wordKey(given.slice(0, at)), meaning]
}

/** The questions without whose answer a file cannot be read, each with the option that answers it; empty where there are none. */
export function toAsked({ understanding: { questions = [] } }: ReadFile): string {
  return questions.flatMap((question) => (question.open ? toLines(question) : [])).join('\n')
}

function toLines(question: Question): string[] {
  const { ja } = questionWords(question)
  switch (question.kind) {
    case 'sheets':
      return [
        ja,
        ...question.options.map(
          ({ name, criteria, answers }) => `  --sheet '${name}'  (評価基準 ${criteria}件、記入 ${answers}件)`,
        ),
        'もう一度、--sheet で指定してください。いくつでも書けます。',
      ]
    case 'statusColumn':
      return [
        ja,
        ...question.options.map((option) => `  --status-column ${option.name}  (${columnWords(option).ja})`),
        'どれでもないときは --status-column none と書きます。',
      ]
    case 'words':
      return []
  }
}

/** The spellings that nobody explained: they are not taken, and the file is read all the same. */
export function toWordProblems({ understanding: { questions = [] } }: ReadFile): { cell: string; seen: string; what: string }[] {
  return questions.flatMap((question) => {
    if (question.kind !== 'words') return []
    const cause = question.lost ? `${LOST} ` : ''
    return question.words.flatMap(({ seen, count, cells, chosen, suggested }) => {
      if (chosen !== null) return []
      const example = suggested ?? 'met'
      const word = MEANINGS.find(({ meaning }) => meaning === example)?.words.ja
      const what = `「${seen}」${count}件の意味が分からないため、評価を取り込みませんでした。${wordKey(seen) === '?' ? cause : ''}--word '${seen}=${word}' のように意味を指定できます。`
      return { cell: cells.join('、'), seen, what }
    })
  })
}

const LOST =
  'ExcelのCSV(コンマ区切り)では ✖ や ✓ が ? に置き換わります。元の表を「CSV UTF-8」かExcelブック(.xlsx)で保存し直すのが確実です。'

function meanings(): string {
  return MEANINGS.map(({ meaning, words }) => (meaning === 'skip' ? '取り込まない' : words.ja)).join('・')
}
