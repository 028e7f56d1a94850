import { type CellValue, type WriteSheet, type Cell as WrittenCell, writeXlsx } from 'hucre/xlsx'
import type { Instant } from '../kernel/instant.ts'
import { columnName } from './grid.ts'
import { cleanText } from './text.ts'

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

/** Writes a workbook of texts. The same sheets and instant give the same bytes. */
export async function writeWorkbook(sheets: readonly SheetSpec[], modified: Instant): Promise<Uint8Array> {
  const date = new Date(modified)
  return writeXlsx({ sheets: sheets.map(toWriteSheet), properties: { creator: 'Hoshitori', created: date, modified: date } })
}

function toWriteSheet(sheet: SheetSpec): WriteSheet {
  const headers = sheet.headerRows ?? 0
  const cells = new Map<string, Partial<WrittenCell>>()
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
