import { cellAt, columnName, type Sheet } from '../sheets/grid.ts'
import { type ColumnRole, roleOf } from './statement-notation.ts'

/** A column of a statement as it was understood: `C`, its header as it stands there. */
export type StatementColumn = { role: ColumnRole; name: string; header: string }

/** The roles that one column alone can have; reasons may stand in several. */
export type SingleRole = Exclude<ColumnRole, 'reason'>

/** Columns of which only a person can say which one is meant; `filled` counts the cells in which something stands. */
export type ColumnQuestion = { role: SingleRole; options: { name: string; header: string; filled: number }[] }

/** What a person said of such columns: the name of the one that is meant, or `none`. */
export type ColumnChoices = Partial<Record<SingleRole, string>>

/**
 * The columns of a statement with a known header in the rows above its first control, the nearest row counting. Of several in one role
 * that say different things none is taken until a person chose; a column that is empty or kept from sight is none.
 */
export function columnsOf(
  sheet: Sheet,
  number: number,
  first: number,
  choices: ColumnChoices,
): { columns: (StatementColumn & { at: number })[]; questions: ColumnQuestion[] } {
  const found = headed(sheet, number, first)
  const questions: ColumnQuestion[] = []
  const columns = found.filter(({ role, name }) => {
    if (role === 'reason') return true
    const rivals = found.filter((one) => one.role === role)
    if (rivals.length === 1 || rivals.every(({ texts }) => texts.join('\n') === rivals[0]?.texts.join('\n')))
      return name === rivals[0]?.name
    if (!questions.some((question) => question.role === role)) {
      const options = rivals.map(({ texts, ...option }) => ({
        name: option.name,
        header: option.header,
        filled: texts.filter(Boolean).length,
      }))
      questions.push({ role, options })
    }
    return choices[role] === name
  })
  return { columns: columns.map(({ texts: _, ...column }) => column), questions }
}

function headed(sheet: Sheet, number: number, first: number) {
  const width = sheet.cells.slice(0, first).reduce((most, { length }) => Math.max(most, length), 0)
  const rows = Array.from({ length: Math.min(first, HEADER_ROWS) }, (_, up) => first - 1 - up)
  return Array.from({ length: width }, (_, at) => at)
    .filter((at) => at !== number && !sheet.hiddenColumns.has(at))
    .flatMap((at) => {
      const headers = rows.map((row) => cellAt(sheet, row, at).text)
      const header = headers.find((text) => roleOf(text) !== undefined)
      const role = header === undefined ? undefined : roleOf(header)
      const texts = sheet.cells.slice(first).map((_, row) => cellAt(sheet, first + row, at).text.trim())
      if (header === undefined || role === undefined || !texts.some(Boolean)) return []
      return [{ at, role, name: columnName(at), header: header.trim(), texts }]
    })
}

/** How many rows above the first control are looked at for headers. */
const HEADER_ROWS = 6
