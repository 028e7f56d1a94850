import { cellAt, type Sheet } from '../sheets/grid.ts'
import { type ReadStatus, statusFrom, wordKey } from './status-words.ts'

/** What spellings mean in one sheet, by their key: what it says of them itself, and what the rest of their column leaves no doubt of. */
export type WordContext = { legend: ReadonlyMap<string, ReadStatus>; column: ReadonlyMap<string, ReadStatus> }

/**
 * Reads what stands above the first criterion for a legend (`A:実施済 B:一部実施 C:未実施`), which has the last word on its marks, be it
 * `○`; and the texts of the column of statuses for the few marks that another one settles. A mark that is explained twice, in different
 * ways, is not explained.
 */
export function contextOf(sheet: Sheet, firstRow: number, statusColumn: number, rows: Iterable<number>): WordContext {
  const above = sheet.cells.slice(0, Math.min(firstRow, LEGEND_ROWS))
  const said = new Map<string, ReadStatus | 'disputed'>()
  for (const line of above) for (const { text } of line) for (const entry of entriesOf(text)) say(said, entry)
  const legend = new Map([...said].flatMap(([key, meaning]) => (meaning === 'disputed' ? [] : [[key, meaning] as const])))
  const seen = new Set([...rows].map((row) => markKey(cellAt(sheet, row, statusColumn).text)))
  const settled = SETTLED.filter(({ key, by, without }) => seen.has(key) && has(seen, by) && !has(seen, without))
  return {
    legend: legend.size > 1 ? legend : new Map(),
    column: new Map(settled.map(({ key, meaning }) => [key, { status: meaning, sure: false }])),
  }
}

/** A spelling as a legend and its cells are compared: each way to write a circle is one, and so is each way to write a cross. */
export function markKey(text: string): string {
  return wordKey(text)
    .replace(/^[〇◯⭕]$/u, '○')
    .replace(/^[✕✖✗✘☓❌]$/u, '×')
}

type Entry = { key: string; meaning: ReadStatus }

/** The parts of a text that explain a mark: `1:実施済`, `○=満たす`. */
function entriesOf(text: string): Entry[] {
  return text
    .slice(0, LONGEST_LEGEND)
    .normalize('NFKC')
    .split(/[\s、,;/|()[\]【】「」]+/)
    .flatMap((part): Entry[] => {
      const [, mark, word = ''] = /^(\d|[a-z]|[○〇◯◎●■◇△▲×✕✖])[:=](.{1,20})$/iu.exec(part) ?? []
      const meaning = mark === undefined ? undefined : statusFrom(word)
      return mark !== undefined && meaning?.sure ? [{ key: markKey(mark), meaning }] : []
    })
}

function say(said: Map<string, ReadStatus | 'disputed'>, { key, meaning }: Entry): void {
  const before = said.get(key)
  const disputed = before === 'disputed' || (before !== undefined && before.status !== meaning.status)
  said.set(key, disputed ? 'disputed' : meaning)
}

function has(seen: ReadonlySet<string>, keys: readonly string[]): boolean {
  return keys.some((key) => seen.has(key))
}

/** Marks that mean one thing where one of `by` stands in the same column, and none of `without`. */
const SETTLED = [
  { key: '●', by: ['×', '△', '▲'], without: ['○', '◎'], meaning: 'met' },
  { key: '未', by: ['済', '済み'], without: [], meaning: 'unmet' },
] as const
const LEGEND_ROWS = 60
const LONGEST_LEGEND = 500
