import type { Sheet } from '../sheets/grid.ts'
import { roleOf } from './headers.ts'
import { criterionFrom } from './notation.ts'
import type { Editions } from './understood.ts'

/** A sheet, the column of its criterion numbers, and the numbers by row. */
export type NumberedSheet = { sheet: Sheet; column: number; numbers: Map<number, string> }
/** How many numbers of known editions a sheet has, and whether that is enough to be about this scheme. */
export type Rated = NumberedSheet & { found: number; enough: boolean }

/** Finds the column of a sheet that has the most criterion numbers of the known editions. */
export function rateSheet(sheet: Sheet, editions: Editions): Rated {
  const known = new Set([editions.chosen, ...editions.others].flatMap(({ criteria }) => [...criteria]))
  const [column, numbers] = [...numbersByColumn(sheet)].toSorted(
    ([, one], [, other]) => foundIn(other, known) - foundIn(one, known) || other.size - one.size,
  )[0] ?? [0, new Map<number, string>()]
  const found = foundIn(numbers, known)
  const distinct = new Set(numbers.values()).size
  const named = sheet.cells.slice(0, 20).some((row) => row.some((cell) => roleOf(cell.text) === 'status'))
  return { sheet, column, numbers, found, enough: found * 2 >= distinct && (found >= 3 || (found >= 1 && named)) }
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
