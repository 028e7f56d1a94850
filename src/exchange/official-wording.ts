import { requirementOf } from '../catalogue/index.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { cellAt, type Sheet } from '../sheets/grid.ts'
import { cleanText } from '../sheets/text.ts'
import { requirementFrom } from './notation.ts'
import { chooseCatalogueSheet } from './sheet-choice.ts'
import type { Editions } from './understood.ts'

/**
 * The official wording by number, as the workbook has it. `missing` are the criteria of the edition without a text; a formula
 * or a number that the edition lacks gives none.
 */
type OfficialWording = {
  sheet: string
  criteria: Record<string, string>
  requirements: Record<string, string>
  missing: string[]
}

/**
 * Takes the wording of criteria (column 評価基準) and requirements (column 要求事項) from an official workbook. Refuses a
 * workbook without these columns beside 評価基準No, and one that has less than half of the edition's criteria.
 */
export function officialWording(sheets: readonly Sheet[], editions: Editions, wanted?: string): Outcome<OfficialWording> {
  const chosen = chooseCatalogueSheet(sheets, editions, wanted)
  if (!chosen.ok) return chosen
  const { sheet, column, numbers } = chosen.value
  const first = Math.min(...numbers.keys())
  const place = findColumns(sheet, first, column)
  if (!place) return notOfficial(sheet.name)
  const criteria = new Map<string, string>()
  const requirements = new Map<string, string>()
  for (const [row, number] of [...numbers].toSorted(([one], [other]) => one - other)) {
    if (!editions.chosen.criteria.has(number)) continue
    const text = textAt(sheet, row, place.criterion)
    if (text !== '' && !criteria.has(number)) criteria.set(number, text)
    const requirement = requirementOf(number)
    const stated = requirementFrom(cellAt(sheet, row, place.requirementNumber).text)
    const own = textAt(sheet, row, place.requirement)
    if (own !== '' && (stated ?? requirement) === requirement && !requirements.has(requirement))
      requirements.set(requirement, own)
  }
  if (criteria.size * 2 < editions.chosen.criteria.size) return notOfficial(sheet.name)
  return accept({
    sheet: sheet.name,
    criteria: Object.fromEntries(criteria),
    requirements: Object.fromEntries(requirements),
    missing: [...editions.chosen.criteria].filter((number) => !criteria.has(number)),
  })
}

type Columns = { criterion: number; requirement: number; requirementNumber: number }

/** The columns by their official headers, in any row above the first number. */
function findColumns(sheet: Sheet, first: number, numberColumn: number): Columns | undefined {
  for (let row = first - 1; row >= 0; row--) {
    const headers = (sheet.cells[row] ?? []).map(({ text }) => text.normalize('NFKC').replace(/\s/g, ''))
    const [criterion, requirement] = [headers.indexOf('評価基準'), headers.indexOf('要求事項')]
    const requirementNumber = headers.findIndex((header) => /^要求事項(?:No\.?|番号)$/i.test(header))
    const numberHeader = headers[numberColumn] ?? ''
    if (criterion >= 0 && requirement >= 0 && requirementNumber >= 0 && /^評価基準(?:No\.?|番号)$/i.test(numberHeader)) {
      return { criterion, requirement, requirementNumber }
    }
  }
  return undefined
}

function textAt(sheet: Sheet, row: number, column: number): string {
  const cell = cellAt(sheet, row, column)
  return cell.kind === 'formula' || cell.kind === 'error' ? '' : cleanText(cell.text).trim()
}

function notOfficial(sheet: string): ReturnType<typeof refuse> {
  return refuse('not-the-official-workbook', {
    ja: `シート「${sheet}」は公式のブックの形ではありません。見出しに「評価基準No」「評価基準」「要求事項No」「要求事項」があり、選んだ版の評価基準がそろったブックを選んでください。何も取り込んでいません。`,
    en: `Sheet “${sheet}” is not laid out as the official workbook: the headers 評価基準No, 評価基準, 要求事項No and 要求事項, with the criteria of the chosen edition. Nothing was imported.`,
  })
}
