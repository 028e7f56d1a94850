import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { MAX_COLUMNS, MAX_CSV_CELL, MAX_ROWS } from './limits.ts'

/** The rows of a CSV text. `cut` says that it goes on past the rows or columns that are read. */
type CsvRows = { rows: string[][]; cut: boolean }

/**
 * Parses a CSV text with commas, semicolons or tabs, whichever the first lines have most of. Line ends and separators within
 * quotation marks belong to the text. Refuses a quotation mark that is never closed, and says in which line it stands.
 */
export function parseCsv(text: string): Outcome<CsvRows> {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let cut = false
  let at = 0
  while (at < text.length) {
    const cell = readCell(text, at, separator)
    if (cell === undefined) return unclosed(text, at)
    row.push(cell.value)
    at = cell.end + 1
    if (text[cell.end] === separator && at < text.length) continue
    if (text[cell.end] === separator) row.push('')
    if (text.startsWith('\r\n', cell.end)) at += 1
    if (row.length > MAX_COLUMNS || rows.length === MAX_ROWS) cut = true
    if (rows.length === MAX_ROWS) break
    rows.push(row.slice(0, MAX_COLUMNS))
    row = []
  }
  return accept({ rows, cut })
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

function separatorOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const counts = [',', '\t', ';'].map((separator) => ({ separator, count: head.split(separator).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).separator
}

/** A cell up to its separator or line end; nothing when it begins with a quotation mark that is never closed. */
function readCell(text: string, start: number, separator: string): { value: string; end: number } | undefined {
  if (text[start] !== '"') return plain(text, start, separator)
  const pieces: string[] = []
  let at = start + 1
  for (;;) {
    const mark = text.indexOf('"', at)
    if (mark < 0 || mark - start > MAX_CSV_CELL) return undefined
    pieces.push(text.slice(at, mark))
    if (text[mark + 1] !== '"') {
      const rest = plain(text, mark + 1, separator)
      return { value: pieces.join('') + rest.value, end: rest.end }
    }
    pieces.push('"')
    at = mark + 2
  }
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
