import {
  type CellValue,
  type Cell as ParsedCell,
  type Sheet as ParsedSheet,
  readXlsx,
  type WriteSheet,
  writeXlsx,
} from 'hucre/xlsx'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { notAWorkbook, tooMuch, unreadable } from './file-refusals.ts'
import { BLANK, type Cell, columnName, type Sheet } from './grid.ts'
import { MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_SHEETS, MAX_TAGS, MAX_TREE_TAGS } from './limits.ts'
import { CUT, trimSheet } from './sheet-xml.ts'
import { cleanText } from './text.ts'
import { packStored, unpack } from './zip.ts'

/** A workbook as grids. `comments` says that cells carry notes, which are not read. */
export type Workbook = { sheets: Sheet[]; comments: boolean }

/** A sheet to write. Every value is text and stays text, whatever it begins with. `lists` offer choices in a column (from 0). */
export type SheetSpec = {
  name: string
  rows: string[][]
  widths?: number[]
  hidden?: boolean
  /** Rows at the top that are headers: bold, and they stay when the sheet is scrolled. */
  headerRows?: number
  /** Columns at the left that stay when the sheet is scrolled. */
  frozenColumns?: number
  lists?: { column: number; choices: string[] }[]
  filter?: boolean
}

/**
 * Reads an .xlsx or .xlsm without running, evaluating or following anything in it. Refuses what is not such a workbook, is
 * encrypted or broken, or would inflate beyond the limits.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Outcome<Workbook>> {
  const unpacked = unpack(bytes, isNeeded)
  if (!unpacked.ok) return unpacked
  const { names, parts } = unpacked.value
  if (!names.some((name) => /^xl\/workbook[^/]*\.xml$/i.test(name))) return notAWorkbook(names)
  const trimmed = [...parts].map(trimPart)
  if (tooManyTags(trimmed)) return tooMuch()
  const parsed = await parseWorkbook(packStored(new Map(trimmed.map(({ name, part }) => [name, part]))))
  if (parsed === undefined) return unreadable()
  if (parsed.length > MAX_SHEETS) return tooMuch()
  return accept({ sheets: parsed.map(toSheet), comments: names.some((name) => /^xl\/(threadedComments\/|comments)/i.test(name)) })
}

/** Writes a workbook of texts. The same sheets and instant give the same bytes. */
export async function writeWorkbook(sheets: readonly SheetSpec[], modified: Instant): Promise<Uint8Array> {
  const date = new Date(modified)
  return writeXlsx({ sheets: sheets.map(toWriteSheet), properties: { creator: 'Hoshitori', created: date, modified: date } })
}

/** Drawings, charts, links, pivots, properties and the like stay packed: nothing of them is an answer. */
function isNeeded(name: string): boolean {
  return /\.(xml|rels)$/i.test(name) && !UNNEEDED.test(name)
}

const UNNEEDED =
  /^docProps\/|^customXml\/|sheets\/_rels\/|\/(?:drawings|charts|media|diagrams|externalLinks|pivotTables|pivotCache|theme|comments\d*|threadedComments|persons|tables|slicers|slicerCaches|timelines|timelineCaches|queryTables|ctrlProps|activeX|embeddings|connections|model|metadata)[/.]/i

type TrimmedPart = { name: string; part: Uint8Array; tree: boolean }

/** A sheet trimmed to its cells; and a chart sheet, which the parser would stumble over, passed off as an empty sheet. */
function trimPart([name, part]: [string, Uint8Array]): TrimmedPart {
  const xml = new TextDecoder().decode(part)
  if (name.endsWith('.rels')) {
    const plain = xml.replace(/(?:chartsheet|dialogsheet|xl(?:Intl)?Macrosheet)"/g, 'worksheet"')
    return { name, part: new TextEncoder().encode(plain), tree: true }
  }
  const sheet = trimSheet(xml)
  return sheet === undefined ? { name, part, tree: true } : { name, part: new TextEncoder().encode(sheet), tree: false }
}

function tooManyTags(parts: readonly TrimmedPart[]): boolean {
  const counts = parts.map(({ part, tree }) => ({
    tree,
    tags: part.reduce((count, byte) => (byte === 0x3c ? count + 1 : count), 0),
  }))
  return (
    counts.some(({ tree, tags }) => tree && tags > MAX_TREE_TAGS) || counts.reduce((sum, { tags }) => sum + tags, 0) > MAX_TAGS
  )
}

/** Nothing when the parser gives up. It may do so in any way: the file is a stranger's. */
async function parseWorkbook(bytes: Uint8Array): Promise<ParsedSheet[] | undefined> {
  try {
    return (await readXlsx(bytes, { range: `A1:${columnName(MAX_COLUMNS - 1)}${MAX_ROWS}` })).sheets
  } catch {
    return undefined
  }
}

function toSheet(sheet: ParsedSheet): Sheet {
  const cells = sheet.rows.map((row) => row.map((value) => toCell(value)))
  for (const [key, parsed] of sheet.cells ?? []) {
    const [row = 0, column = 0] = key.split(',').map(Number)
    const line = cells[row]
    if (line && column < line.length) line[column] = toCell(parsed.value, parsed)
  }
  return {
    name: sheet.name,
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    cells,
    merges: (sheet.merges ?? [])
      .filter(({ startRow }) => startRow < MAX_ROWS)
      .slice(0, MAX_MERGES)
      .map(({ startRow, startCol, endRow, endCol }) => ({ top: startRow, left: startCol, bottom: endRow, right: endCol })),
    cut: sheet.headerFooter?.oddHeader === CUT,
  }
}

function toCell(value: CellValue, parsed?: ParsedCell): Cell {
  const text =
    value instanceof Date ? toDateText(value) : typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value ?? '')
  if (parsed?.formula !== undefined) return { kind: 'formula', text, formula: `=${parsed.formula}` }
  if (parsed?.type === 'error') return { kind: 'error', text }
  if (text === '') return BLANK
  return { kind: value instanceof Date ? 'date' : typeof value === 'number' ? 'number' : 'text', text }
}

/** The parser counts a date from midnight UTC: `2027-03-31`, with `10:30` behind it where there is a time, or the time alone. */
function toDateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (day < '1900-01-01') return time
  return time === '00:00' ? day : `${day} ${time}`
}

function toWriteSheet(sheet: SheetSpec): WriteSheet {
  const headers = sheet.headerRows ?? 0
  const cells = new Map<string, Partial<ParsedCell>>()
  sheet.rows.forEach((row, index) => {
    row.forEach((text, column) => {
      const style = index < headers ? { style: HEADER } : {}
      if (ERROR_TEXTS.has(text)) cells.set(`${index},${column}`, { value: text, richText: [{ text }], ...style })
      else if (index < headers) cells.set(`${index},${column}`, style)
    })
  })
  return {
    name: sheet.name,
    rows: sheet.rows.map((row) => row.map(toWritable)),
    columns: columnsOf(sheet),
    cells,
    ...(sheet.hidden ? { hidden: true } : {}),
    freezePane: { rows: headers, columns: sheet.frozenColumns ?? 0 },
    dataValidations: (sheet.lists ?? []).map(({ column, choices }) => ({
      type: 'list' as const,
      values: choices,
      allowBlank: true,
      range: `${columnName(column)}${headers + 1}:${columnName(column)}${Math.max(sheet.rows.length, headers + 1)}`,
    })),
    ...(sheet.filter
      ? { autoFilter: { range: `A${headers}:${columnName(columnsOf(sheet).length - 1)}${sheet.rows.length}` } }
      : {}),
    pageSetup: { orientation: 'landscape', paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
}

/** Texts that the writer would otherwise turn into errors of the spreadsheet. */
const ERROR_TEXTS = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
])
const HEADER = {
  font: { bold: true },
  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'E8F1FE' } },
  alignment: { vertical: 'center' as const, wrapText: true },
}
/** The text format `@`: Excel then leaves `1-1-1` and `=` alone when a person edits the cell. */
const BODY = { numFmt: '@', alignment: { vertical: 'top' as const, wrapText: true } }

function columnsOf(sheet: SheetSpec) {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => ({ width: sheet.widths?.[column] ?? 20, style: BODY }))
}

/** Excel reads `_x0041_` as `A`; a text that has such a piece of its own gets its underscore spelt out. */
function toWritable(text: string): CellValue {
  return text === '' ? null : cleanText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
