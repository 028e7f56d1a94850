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
import { accept, type Lang, type Outcome, refuse, speakerOf } from '../kernel/refusal.ts'

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
      ja: `--word は '1:実施済=満たす' のように書いてください (いまの値: ${wrong.given})。使える意味: ${meanings('ja')}`,
      en: `Write --word as '1:done=Met' (given: ${wrong.given}). What it may mean: ${meanings('en')}`,
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
export function toAsked({ understanding: { questions = [] } }: ReadFile, lang: Lang = 'ja'): string {
  return questions.flatMap((question) => (question.open ? toLines(question, lang) : [])).join('\n')
}

function toLines(question: Question, lang: Lang): string[] {
  const t = speakerOf(lang)
  const asked = questionWords(question)[lang]
  switch (question.kind) {
    case 'sheets':
      return [
        asked,
        ...question.options.map(
          ({ name, criteria, answers }) =>
            `  --sheet '${name}'  ${t(`(評価基準 ${criteria}件、記入 ${answers}件)`, `(${criteria} criteria, ${answers} filled in)`)}`,
        ),
        t(
          'もう一度、--sheet で指定してください。いくつでも書けます。',
          'Run it again with --sheet, as often as there are sheets to read.',
        ),
      ]
    case 'statusColumn':
      return [
        asked,
        ...question.options.map((option) => `  --status-column ${option.name}  (${columnWords(option)[lang]})`),
        t('どれでもないときは --status-column none と書きます。', 'Where it is none of them, write --status-column none.'),
      ]
    case 'words':
      return []
  }
}

/** The spellings that nobody explained: they are not taken, and the file is read all the same. */
export function toWordProblems(
  { understanding: { questions = [] } }: ReadFile,
  lang: Lang = 'ja',
): { cell: string; seen: string; what: string }[] {
  const t = speakerOf(lang)
  return questions.flatMap((question) => {
    if (question.kind !== 'words') return []
    const cause = question.lost ? `${LOST[lang]} ` : ''
    return question.words.flatMap(({ seen, count, cells, chosen, suggested }) => {
      if (chosen !== null) return []
      const example = suggested ?? 'met'
      const word = MEANINGS.find(({ meaning }) => meaning === example)?.words[lang]
      const why = wordKey(seen) === '?' ? cause : ''
      const what = t(
        `「${seen}」${count}件の意味が分からないため、評価を取り込みませんでした。${why}--word '${seen}=${word}' のように意味を指定できます。`,
        `Nobody said what 「${seen}」 means (${count} times), so these statuses were not taken. ${why}Say it as --word '${seen}=${word}'.`,
      )
      return { cell: cells.join(t('、', ', ')), seen, what }
    })
  })
}

const LOST = {
  ja: 'ExcelのCSV(コンマ区切り)では ✖ や ✓ が ? に置き換わります。元の表を「CSV UTF-8」かExcelブック(.xlsx)で保存し直すのが確実です。',
  en: 'A CSV (comma delimited) of Excel turns ✖ and ✓ into ?. Save the table again as CSV UTF-8 or as an Excel workbook (.xlsx).',
}

function meanings(lang: Lang): string {
  const skip = { ja: '取り込まない', en: 'skip' }
  return MEANINGS.map(({ meaning, words }) => (meaning === 'skip' ? skip : words)[lang]).join(lang === 'ja' ? '・' : ', ')
}
