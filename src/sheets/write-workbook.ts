import { type CellStyle, type CellValue, type WriteSheet, type Cell as WrittenCell, writeXlsx } from 'hucre/xlsx'
import type { Instant } from '../kernel/instant.ts'
import { columnName } from './grid.ts'
import { cleanText } from './text.ts'

/** A share from 0 to 1, shown as a percentage with one decimal. */
type Share = { share: number }
export type SheetValue = string | number | Share

/** A sheet to write. A text stays text, whatever it begins with. `lists` offer choices in a column (from 0). */
export type SheetSpec = {
  name: string
  rows: readonly (readonly SheetValue[])[]
  widths?: number[]
  hidden?: boolean
  /** Rows at the top that stay when the sheet is scrolled; they are headings, unless `headings` names others (from 0). */
  headerRows?: number
  headings?: readonly number[]
  /** Columns at the left that stay when the sheet is scrolled. */
  frozenColumns?: number
  lists?: { column: number; choices: string[] }[]
  filter?: boolean
  /** What stands above and below each printed page; the rows at the top are printed on each, too. */
  page?: { header: string; footer: string }
}

/** What a workbook says of itself, and in which font. */
type BookSpec = { title?: string; description?: string; font?: { name: string; size: number } }

/** Writes a workbook without any formula. The same sheets and instant give the same bytes. */
export async function writeWorkbook(
  sheets: readonly SheetSpec[],
  modified: Instant,
  { font, ...says }: BookSpec = {},
): Promise<Uint8Array> {
  const date = new Date(modified)
  return writeXlsx({
    sheets: sheets.map(toWriteSheet),
    properties: { ...says, creator: 'Hoshitori', created: date, modified: date },
    ...(font ? { defaultFont: font } : {}),
  })
}

function toWriteSheet(sheet: SheetSpec): WriteSheet {
  const headers = sheet.headerRows ?? 0
  return {
    name: sheet.name,
    rows: sheet.rows.map((row) => row.map(toWritable)),
    columns: columnsOf(sheet),
    cells: toCells(sheet),
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
    pageSetup: {
      orientation: 'landscape',
      paperSize: 'a4',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(sheet.page && headers > 0 ? { printTitlesRow: `$1:$${headers}` } : {}),
    },
    ...(sheet.page
      ? { headerFooter: { oddHeader: `&L${spelt(sheet.page.header)}`, oddFooter: `&L${spelt(sheet.page.footer)}&R&P / &N` } }
      : {}),
    ...(sheet.headings ? { a11y: { headerRow: sheet.headings[0] ?? 0 } } : {}),
  }
}

/** In a page header `&` gives commands, and a header takes 255 characters; the two halves of a footer share them. */
function spelt(text: string): string {
  return Array.from(text.replaceAll('\n', ' ')).slice(0, 100).join('').replaceAll('&', '&&')
}

function toCells({ rows, headings, headerRows = 0 }: SheetSpec): Map<string, Partial<WrittenCell>> {
  const cells = new Map<string, Partial<WrittenCell>>()
  rows.forEach((row, index) => {
    const heading = headings?.includes(index) ?? index < headerRows
    row.forEach((value, column) => {
      const key = `${index},${column}`
      if (heading) cells.set(key, { style: HEADER })
      else if (typeof value === 'object') cells.set(key, { style: { ...BODY, numFmt: '0.0%' } })
      else if (typeof value === 'number') cells.set(key, { style: { ...BODY, numFmt: '0' } })
      if (typeof value === 'string' && ERROR_TEXT.test(value)) {
        cells.set(key, { ...cells.get(key), value, richText: [{ text: value }] })
      }
    })
  })
  return cells
}

/** A trap: the writer would turn such a text into an error of the spreadsheet. */
const ERROR_TEXT = /^#[A-Z][A-Z0-9/_]*[!?]?$/
const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1FE' } },
  alignment: { vertical: 'center', wrapText: true },
}
/** The text format `@`: Excel then leaves `1-1-1` and `=` alone when a person edits the cell. */
const BODY: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } }

function columnsOf(sheet: SheetSpec) {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => ({ width: sheet.widths?.[column] ?? 20, style: BODY }))
}

/** Excel reads `_x0041_` as `A`; a text that has such a piece of its own gets its underscore spelt out. */
function toWritable(value: SheetValue): CellValue {
  if (typeof value === 'object') return value.share
  if (typeof value === 'number') return value
  return value === '' ? null : cleanText(value).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
