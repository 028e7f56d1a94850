import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { MAX_COLUMNS, MAX_CSV_CELL, MAX_ROWS } from './limits.ts'

/** The rows of a CSV text, and in which line each begins. `cut` says that it goes on past the rows or columns that are read. */
type CsvRows = { rows: string[][]; lines: number[]; cut: boolean }

/**
 * Parses a CSV text with commas, semicolons, tabs or bars: what a line `sep=;` names, or what gives the most rows of the same length.
 * Line ends and separators within quotation marks belong to the text; `="1-2-1-1"` is a text that Excel keeps as it stands.
 * Refuses a quotation mark that is never closed, and says in which line it stands.
 */
export function parseCsv(text: string, mostRows: number = MAX_ROWS): Outcome<CsvRows> {
  const named = /^sep=([,;\t|])(?:\r\n|\r|\n)/i.exec(text)
  return parse(text, { separator: named?.[1] ?? separatorOf(text), start: named?.[0].length ?? 0, mostRows })
}

type Layout = { separator: string; start: number; mostRows: number }

function parse(text: string, { separator, start, mostRows }: Layout): Outcome<CsvRows> {
  const rows: string[][] = []
  const lines: number[] = []
  let cut = false
  let line = linesIn(text, 0, start) + 1
  let at = start
  while (at < text.length) {
    const row = readRow(text, at, separator)
    if ('stopped' in row) return unclosed(text, row.stopped)
    if (row.cells.length > MAX_COLUMNS || rows.length === mostRows) cut = true
    if (rows.length === mostRows) break
    lines.push(line)
    line += linesIn(text, at, row.next)
    at = row.next
    rows.push(row.cells.slice(0, MAX_COLUMNS).map((value) => value.replace(CONSTANT, '$1')))
  }
  return accept({ rows, lines, cut })
}

/** How many line ends stand between two places. */
function linesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count += 1
  return count
}

/** Writes rows as CSV with commas and CRLF. Texts that a spreadsheet would run as a formula are made harmless, losslessly. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((text) => quote(toHarmless(text))).join(',')}\r\n`).join('')
}

/** The same as the text of a file in UTF-8, with the mark by which Excel knows it. */
export function toCsvFile(rows: readonly (readonly string[])[]): string {
  return `\ufeff${toCsv(rows)}`
}

/** Puts `'` before what a spreadsheet would take for a formula, and before what already looks so escaped. */
export function toHarmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** Undoes `toHarmless`. Only for files of our own: elsewhere a leading `'` is the writer's. */
export function fromHarmless(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text
}

/** Full-width signs count too: a Japanese Excel takes them for the others. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/** What Excel writes, and people type, so that a number stays the text that it is. */
const CONSTANT = /^="([^"]*)"$/

/** The separator by which the most rows at the top have the same number of cells; of equals, the one that gives more cells. */
function separatorOf(text: string): string {
  const rated = [',', '\t', ';', '|'].map((separator) => {
    const lengths = new Map<number, number>()
    for (const length of lengthsOfRows(text.slice(0, HEAD), separator))
      if (length > 1) lengths.set(length, (lengths.get(length) ?? 0) + 1)
    const [width = 1, rows = 0] = [...lengths].toSorted(([one, ones], [other, others]) => others - ones || other - one)[0] ?? []
    return { separator, rows, width }
  })
  const wider = (one: (typeof rated)[number], best: typeof one) =>
    one.rows === best.rows && one.width > best.width && one.separator !== '|'
  return rated.reduce((best, one) => (one.rows > best.rows || wider(one, best) ? one : best)).separator
}

/**
 * How many cells the rows have, as far as that can be trusted: up to where a quotation mark stays open, or stands behind another
 * separator, which says that everything from there on is one text of that other one.
 */
function lengthsOfRows(head: string, separator: string): number[] {
  const trusted = (value: string, start: number) =>
    !QUOTED_OTHERWISE.test(value) || openingOf(head, start, separator) !== undefined
  const lengths: number[] = []
  let at = 0
  while (at < head.length) {
    const row = readRow(head, at, separator, trusted)
    if ('stopped' in row) break
    lengths.push(row.cells.length)
    at = row.next
  }
  return lengths
}

const QUOTED_OTHERWISE = /[,;\t]"/

/** How much of a text is looked at for its separator, in characters. */
const HEAD = 20_000

/** A row, and where the next begins; or where the cell begins at which reading stopped: it is never closed, or `fits` says no. */
function readRow(
  text: string,
  start: number,
  separator: string,
  fits: (value: string, start: number) => boolean = () => true,
): { cells: string[]; next: number } | { stopped: number } {
  const cells: string[] = []
  let at = start
  for (;;) {
    const cell = readCell(text, at, separator)
    if (cell === undefined || !fits(cell.value, at)) return { stopped: at }
    cells.push(cell.value)
    at = cell.end + 1
    if (text[cell.end] !== separator) return { cells, next: text.startsWith('\r\n', cell.end) ? at + 1 : at }
    if (at >= text.length) return { cells: [...cells, ''], next: at }
  }
}

/**
 * A cell up to its separator or line end; nothing when it begins with a quotation mark that is never closed. Blanks before the
 * quotation mark are no text where the mark that closes it ends the cell.
 */
function readCell(text: string, start: number, separator: string): { value: string; end: number } | undefined {
  const opened = openingOf(text, start, separator)
  if (opened === undefined) return plain(text, start, separator)
  const pieces: string[] = []
  let at = opened + 1
  for (;;) {
    const mark = text.indexOf('"', at)
    if (mark < 0 || mark - opened > MAX_CSV_CELL) return opened === start ? undefined : plain(text, start, separator)
    pieces.push(text.slice(at, mark))
    if (text[mark + 1] !== '"') {
      const rest = plain(text, mark + 1, separator)
      if (opened === start) return { value: pieces.join('') + rest.value, end: rest.end }
      return rest.value.trim() === '' ? { value: pieces.join(''), end: rest.end } : plain(text, start, separator)
    }
    pieces.push('"')
    at = mark + 2
  }
}

/** Where the quotation mark stands that a cell begins with, blanks apart. */
function openingOf(text: string, start: number, separator: string): number | undefined {
  let at = start
  while ((text[at] === ' ' || text[at] === '\u3000' || text[at] === '\t') && text[at] !== separator) at++
  return text[at] === '"' ? at : undefined
}

function plain(text: string, start: number, separator: string): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { value: text.slice(start, end), end }
}

function quote(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function unclosed(text: string, at: number): ReturnType<typeof refuse> {
  const line = text.slice(0, at).split(/\r\n|\r|\n/).length
  return refuse('unclosed-quote', {
    ja: `${line}行目の引用符(")が閉じていません。直してから選んでください。何も取り込んでいません。`,
    en: `The quotation mark in line ${line} is never closed. Correct it and retry. Nothing was imported.`,
  })
}
