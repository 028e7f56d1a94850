import type { Outcome } from '../kernel/refusal.ts'
import { type Encoding, encodeText } from '../sheets/code-page.ts'
import { fromHarmless, toCsv } from '../sheets/csv.ts'
import { type MarkReading, markFromTexts, markToTexts, OWN_FORMAT, type OwnExport, toStatusWord, toTable } from './own-table.ts'

/**
 * Writes the answers as CSV with the columns of our workbook. One more column has no cells; its header is the mark by which
 * the file is known when it comes back. Refuses Shift_JIS where the texts have characters that it lacks.
 */
export function writeOwnCsv(own: OwnExport, encoding: Encoding): Outcome<Uint8Array> {
  const mark = markToTexts(own.mark)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
  const table = toTable(own.rows, toStatusWord).map((row, index) => [...row, index === 0 ? mark : ''])
  return encodeText(toCsv(table), encoding)
}

/** Reads the mark out of the header, and gives the rows as they were before they were made harmless. Other files stay as they are. */
export function fromOwnCsv(rows: string[][]): MarkReading & { rows: string[][] } {
  const cell = rows[0]?.find((text) => text.startsWith(`format=${OWN_FORMAT} `))
  if (cell === undefined) return { rows, mark: null, trouble: null }
  const texts = new Map(
    cell.split(' ').map((pair) => {
      const [key = '', ...value] = pair.split('=')
      return [key, value.join('=')] as const
    }),
  )
  return { ...markFromTexts(texts), rows: rows.map((row) => row.map((text) => fromHarmless(text === cell ? '' : text))) }
}
