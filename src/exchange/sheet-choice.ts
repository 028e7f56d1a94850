import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { cellAt, type Sheet } from '../sheets/grid.ts'
import { findLayout, type Layout } from './layout.ts'
import { requirementFrom } from './notation.ts'
import { type NumberedSheet, type Rated, rateSheet } from './numbered-sheet.ts'
import { PROBLEMS } from './problems.ts'
import type { ColumnReading, Editions, Problem, Question, ReadingChoices, SheetOption } from './understood.ts'

/** A sheet that is read, and where its answers are. */
export type ChosenSheet = NumberedSheet & { layout: Layout }
/** The sheets that are read; none while a person has to say which. `problems` tell of the others. */
type ChosenSheets = { sheets: ChosenSheet[]; question: (Question & { kind: 'sheets' }) | null; problems: Problem[] }

/**
 * Chooses the sheets that hold the answers: the one that is filled in, all of them where each has criteria of its own (one per
 * category), or those that a person names. Examples, legends and last year's never win, and neither does a hidden sheet; where
 * several could be meant, a person is asked. Refuses a file in which next to no criterion of any known edition is found, one
 * without a column of answers, and a name that no sheet has.
 */
export function chooseSheets(sheets: readonly Sheet[], editions: Editions, choices: ReadingChoices = {}): Outcome<ChosenSheets> {
  const rated = sheets.map((sheet) => rateSheet(sheet, editions))
  const readable = rated.filter(({ enough }) => enough)
  if (readable.length === 0) return anotherForm(rated)
  const all = readable.map((one) => candidateOf(one, choices))
  const candidates = all.filter(({ layout }) => hasAnswers(layout))
  const [first] = candidates
  if (!first) return noAnswerColumns(readable[0]?.sheet.name ?? '')
  const { sheets: wanted } = choices
  const plain = candidates.filter((one) => !one.aside)
  if (wanted !== undefined && wanted !== 'all') {
    const named = wanted.flatMap((name) => candidates.find(({ sheet }) => sameName(sheet.name, name)) ?? [])
    const unknown = wanted.find((name) => !candidates.some(({ sheet }) => sameName(sheet.name, name)))
    if (unknown !== undefined) return noSuchSheet(unknown, candidates)
    return accept({ sheets: named, question: questionOf(candidates, named), problems: leftOut(rated, all, named) })
  }
  const filled = plain.filter(({ answers }) => answers > 0)
  const taken = wanted === 'all' || areApart(filled) ? filled : []
  if (taken.length > 0) return accept({ sheets: taken, question: null, problems: leftOut(rated, all, taken) })
  if (filled.length === 0 && plain[0])
    return accept({ sheets: [plain[0]], question: null, problems: leftOut(rated, all, [plain[0]]) })
  return accept({ sheets: [], question: questionOf(filled.length > 0 ? filled : candidates, []), problems: [] })
}

/** The one sheet with the most criterion numbers, or the one that `wanted` names: for a workbook that nobody fills in. */
export function chooseCatalogueSheet(sheets: readonly Sheet[], editions: Editions, wanted?: string): Outcome<NumberedSheet> {
  const rated = sheets.map((sheet) => rateSheet(sheet, editions))
  const readable = rated.filter(({ enough }) => enough)
  const best =
    readable.find(({ sheet }) => sheet.name === wanted) ??
    readable.toSorted((one, other) => Number(one.sheet.hidden) - Number(other.sheet.hidden) || other.found - one.found)[0]
  return best ? accept(best) : anotherForm(rated)
}

/** `aside`: an example, a legend, an earlier one, or hidden. `answers` are the criteria of which it says something. */
type Candidate = ChosenSheet & { answers: number; aside: 'example' | 'hidden' | null; found: number }

function candidateOf({ sheet, column, numbers, found }: Rated, choices: ReadingChoices): Candidate {
  const layout = findLayout({ sheet, column, numbers }, choices)
  const open = layout.question?.kind === 'statusColumn' ? layout.question.options.map(({ name }) => name) : []
  const columns = layout.columns.filter((reading) => isAnswer(reading) || open.includes(reading.name))
  const says = (row: number) => columns.some((reading) => cellAt(sheet, row, reading.column).text.trim() !== '')
  return {
    ...{ sheet, column, numbers, layout, found },
    answers: [...numbers.keys()].filter(says).length,
    aside: ASIDE.test(sheet.name.normalize('NFKC').replace(/\s/g, '')) ? 'example' : sheet.hidden ? 'hidden' : null,
  }
}

/** Names of sheets that show how to fill in, explain, or are of an earlier time. */
const ASIDE =
  /記[入載]例|記入見本|見本|サンプル|凡例|(?<!条|特|慣|事)例(?:[)\]）】\d]|$)|^例(?:$|[\d(（_-])|^[(（【]?旧|[(（【_-]旧|前年|前回|昨年|去年|過去|sample|example|legend|^old|[_-]old/i

function isAnswer({ role }: ColumnReading): boolean {
  return role !== 'number' && role !== 'known' && role !== 'other'
}

function hasAnswers({ columns, question }: Layout): boolean {
  return question !== null || columns.some(isAnswer)
}

/** Whether no criterion stands in two of the sheets: then they are parts of one form. */
function areApart(candidates: readonly Candidate[]): boolean {
  const numbers = candidates.flatMap(({ numbers }) => [...new Set(numbers.values())])
  return new Set(numbers).size === numbers.length
}

function questionOf(candidates: readonly Candidate[], chosen: readonly Candidate[]): Question & { kind: 'sheets' } {
  return {
    kind: 'sheets',
    open: chosen.length === 0,
    options: candidates.map(({ sheet, found, answers }): SheetOption => ({ name: sheet.name, criteria: found, answers })),
    chosen: chosen.map(({ sheet }) => sheet.name),
  }
}

function leftOut(rated: readonly Rated[], candidates: readonly Candidate[], taken: readonly Candidate[]): Problem[] {
  return rated.flatMap(({ sheet, found }) => {
    if (taken.some((one) => one.sheet === sheet)) return []
    const candidate = candidates.find((one) => one.sheet === sheet)
    const { name, hidden } = sheet
    if (found === 0 || !candidate || !hasAnswers(candidate.layout)) return PROBLEMS.sheetIgnored(name)
    if (candidate.answers === 0) return PROBLEMS.sheetEmpty(name, found)
    return PROBLEMS.sheetLeftOut(name, candidate.answers, candidate.aside ?? (hidden ? 'hidden' : null))
  })
}

function sameName(one: string, other: string): boolean {
  const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase()
  return fold(one) === fold(other)
}

function noSuchSheet(name: string, candidates: readonly Candidate[]): { ok: false; refusals: [Refusal] } {
  const names = candidates.map(({ sheet }) => `「${sheet.name}」`).join('')
  return refuse('no-such-sheet', {
    ja: `シート「${name}」に回答の表はありません。回答の表があるのは${names}です。シートの名前を直してください。何も取り込んでいません。`,
    en: `Sheet “${name}” holds no table of answers; these do: ${names}. Correct the name of the sheet. Nothing was imported.`,
  })
}

function noAnswerColumns(name: string): { ok: false; refusals: [Refusal] } {
  return refuse('no-answer-columns', {
    ja: `シート「${name}」に評価基準の番号はありますが、回答の列が見つかりません。「自己評価」「理由」などの見出しの下に書いてから取り込んでください。何も取り込んでいません。`,
    en: `Sheet “${name}” has criterion numbers but no column of answers. Write them under headers such as 自己評価 and 理由. Nothing was imported.`,
  })
}

function anotherForm(rated: readonly Rated[]): { ok: false; refusals: [Refusal] } {
  const names = rated.map(({ sheet }) => `「${sheet.name}」`).join('')
  const numbers = [...new Set(rated.flatMap((one) => [...one.numbers.values()]))].slice(0, 3)
  const requirements = new Set(
    rated.flatMap(({ sheet }) =>
      sheet.cells.flatMap((row) => row.flatMap(({ text }) => (text.length < 20 ? (requirementFrom(text) ?? []) : []))),
    ),
  )
  const hint =
    numbers.length > 0
      ? {
          ja: `「${numbers.join('」「')}」のような番号がありますが、この制度の評価基準ではありません。`,
          en: `Numbers such as ${numbers.join(', ')} are no criteria of this scheme.`,
        }
      : requirements.size > 2
        ? {
            ja: '要求事項の番号(1-1-1など)はありますが、評価基準の番号がありません。',
            en: 'There are requirement numbers (such as 1-1-1) but no criterion numbers.',
          }
        : { ja: '', en: '' }
  return refuse('another-form', {
    ja: `別の様式のファイルのようです。評価基準の番号(例: 1-2-1-1)の列が、読んだシート${names}に見つかりません。${hint.ja}公式のブックか、星取から書き出したファイルを選んでください。何も取り込んでいません。`,
    en: `This looks like another form: no column of criterion numbers (such as 1-2-1-1) in ${names}. ${hint.en} Choose the official workbook or a file exported from Hoshitori. Nothing was imported.`.replace(
      '  ',
      ' ',
    ),
  })
}
