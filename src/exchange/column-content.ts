import { cellAt, type Sheet } from '../sheets/grid.ts'
import type { Status } from '../standing/status.ts'
import type { HeaderReading } from './headers.ts'
import { guessFrom, statusFrom } from './status-words.ts'

/** A column with what its header promises and what its cells hold. */
export type Headed = HeaderReading & {
  column: number
  header: string
  /** The lowest line of the header. */
  lowest: string
  hidden: boolean
  content: Content
}
/** How many cells are filled, how many of these are statuses, what each row says, and the first few different texts. */
export type Content = { filled: number; statuses: number; byRow: ReadonlyMap<number, Status | null>; seen: string[] }
/** Whether at least half of what stands in a column are statuses. */
export function mostlyStatuses({ filled, statuses }: Content): boolean {
  return filled > 0 && statuses * 2 >= filled
}

/** What the cells of a column hold in the rows of the criteria. */
export function contentOf(sheet: Sheet, rows: readonly number[], column: number): Content {
  const byRow = new Map<number, Status | null>()
  const seen = new Set<string>()
  let [filled, statuses] = [0, 0]
  for (const row of rows) {
    const { text } = cellAt(sheet, row, column)
    if (text.trim() === '') continue
    filled += 1
    if (seen.size < SEEN) seen.add(text.slice(0, 40))
    const read = text.length < 40 ? statusFrom(text) : undefined
    if (read) byRow.set(row, read.status)
    if (read || (text.length < 40 && guessFrom(text) !== undefined)) statuses += 1
  }
  return { filled, statuses, byRow, seen: [...seen] }
}

const SEEN = 6
