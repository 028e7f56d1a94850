import { accept, type Outcome } from '../kernel/refusal.ts'
import { parseCsv } from '../sheets/csv.ts'
import { MAX_FACT_ROWS } from './limits.ts'
import { toLine } from './lines.ts'

/** A CSV file with a header. */
export type Table = { header: readonly string[]; rows: Row[]; cut: boolean }
export type Row = {
  at: string
  /** Whether anything stands in the row. */
  hasText: boolean
  /** What stands in the first of the columns that is there and not empty; their names count without capitals and blanks around them. */
  text(...columns: string[]): string | undefined
}

/** Reads a CSV text by its first row. Refuses what `parseCsv` refuses. */
export function readTable(text: string): Outcome<Table> {
  const outcome = parseCsv(text, MAX_FACT_ROWS)
  if (!outcome.ok) return outcome
  const { rows, lines, cut } = outcome.value
  const first = Math.max(
    0,
    rows.findIndex((cells) => cells.some((cell) => cell.trim() !== '')),
  )
  const header = (rows[first] ?? []).map((cell) => cell.trim())
  const columns = new Map(header.map((name, index) => [name.toLowerCase(), index] as const).toReversed())
  return accept({
    header,
    cut,
    rows: rows.slice(first + 1).map((cells, index) => ({
      at: toLine(lines[first + 1 + index] ?? 1),
      hasText: cells.some((cell) => cell.trim() !== ''),
      text: (...names) => {
        for (const name of names) {
          const cell = cells[columns.get(name.toLowerCase()) ?? -1]?.trim()
          if (cell) return cell
        }
        return undefined
      },
    })),
  })
}
