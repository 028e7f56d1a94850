import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { cellAt, type Sheet } from '../sheets/grid.ts'
import { roleOf } from './headers.ts'
import { criterionFrom, requirementFrom, statusFrom } from './notation.ts'
import type { Editions, Problem } from './understood.ts'

/** The sheet that holds the answers, the column of its criterion numbers, and the numbers by row. */
export type ChosenSheet = { sheet: Sheet; column: number; numbers: Map<number, string>; problems: Problem[] }

/**
 * Chooses the sheet with the most criterion numbers and answers, or the one that `wanted` names. Refuses a file in which next
 * to no criterion of any known edition is found: it is another form.
 */
export function chooseSheet(sheets: readonly Sheet[], editions: Editions, wanted?: string): Outcome<ChosenSheet> {
  const known = new Set([editions.chosen, ...editions.others].flatMap(({ criteria }) => [...criteria]))
  const rated = sheets.map((sheet) => rate(sheet, known))
  const readable = rated.filter(({ enough }) => enough)
  const best =
    readable.find(({ sheet }) => sheet.name === wanted) ??
    readable.toSorted((one, other) => Number(one.sheet.hidden) - Number(other.sheet.hidden) || other.score - one.score)[0]
  if (!best) return anotherForm(rated)
  return accept({
    sheet: best.sheet,
    column: best.column,
    numbers: best.numbers,
    problems: rated.filter((one) => one !== best).map(({ sheet, found }) => leftOut(sheet, found)),
  })
}

type Rated = { sheet: Sheet; column: number; numbers: Map<number, string>; found: number; enough: boolean; score: number }

function rate(sheet: Sheet, known: ReadonlySet<string>): Rated {
  const columns = numbersByColumn(sheet)
  const [column, numbers] = [...columns].toSorted(
    ([, one], [, other]) => foundIn(other, known) - foundIn(one, known) || other.size - one.size,
  )[0] ?? [0, new Map<number, string>()]
  const found = foundIn(numbers, known)
  const distinct = new Set(numbers.values()).size
  const named = sheet.cells.slice(0, 20).some((row) => row.some((cell) => roleOf(cell.text) === 'status'))
  return {
    sheet,
    column,
    numbers,
    found,
    enough: found * 2 >= distinct && (found >= 3 || (found >= 1 && named)),
    score: found + 3 * mostStatuses(sheet, column, numbers),
  }
}

function numbersByColumn(sheet: Sheet): Map<number, Map<number, string>> {
  const columns = new Map<number, Map<number, string>>()
  sheet.cells.forEach((cells, row) => {
    cells.forEach(({ text }, column) => {
      const number = text.length < 7 || text.length > 40 ? undefined : criterionFrom(text)
      if (number === undefined) return
      const numbers = columns.get(column) ?? new Map<number, string>()
      columns.set(column, numbers.set(row, number))
    })
  })
  return columns
}

function foundIn(numbers: ReadonlyMap<number, string>, known: ReadonlySet<string>): number {
  return new Set([...numbers.values()].filter((number) => known.has(number))).size
}

/** The most statuses that one column has beside the numbers: tells a filled copy from the empty original. */
function mostStatuses(sheet: Sheet, numberColumn: number, numbers: ReadonlyMap<number, string>): number {
  const counts = new Map<number, number>()
  for (const row of numbers.keys()) {
    for (let column = numberColumn + 1; column < (sheet.cells[row]?.length ?? 0); column++) {
      const { text } = cellAt(sheet, row, column)
      if (text !== '' && text.length < 20 && statusFrom(text)?.status) counts.set(column, (counts.get(column) ?? 0) + 1)
    }
  }
  return Math.max(0, ...counts.values())
}

function leftOut(sheet: Sheet, found: number): Problem {
  return found === 0
    ? {
        code: 'sheet-ignored',
        severity: 'ignored',
        cell: null,
        seen: sheet.name,
        words: {
          ja: `シート「${sheet.name}」は回答の表ではないため、読みませんでした。`,
          en: `Sheet “${sheet.name}” holds no answers and was not read.`,
        },
      }
    : {
        code: 'sheet-with-numbers-ignored',
        severity: sheet.hidden ? 'ignored' : 'attention',
        cell: null,
        seen: sheet.name,
        words: {
          ja: `シート「${sheet.name}」にも評価基準の番号が${found}件ありますが、読みませんでした。必要なら、このシートを選んでもう一度取り込んでください。`,
          en: `Sheet “${sheet.name}” also has ${found} criterion numbers and was not read. If you need it, choose that sheet and import again.`,
        },
      }
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
