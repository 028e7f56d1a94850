import { type Cell, type CellStyle, colToLetter, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import type { GapReport } from './gap-report.ts'
import { toPrintable } from './printable.ts'
import { type ReportSheet, type SheetValue, toReportSheets } from './report-sheets.ts'

/** The report as an .xlsx with five sheets. Text stays text whatever it begins with; there are no formulas. */
export async function toWorkbook(report: GapReport): Promise<Uint8Array> {
  return writeSheets(toPrintable(report))
}

/** The one place that knows the spreadsheet library. */
function writeSheets(report: GapReport): Promise<Uint8Array> {
  const made = new Date(report.asOf)
  return writeXlsx({
    sheets: toReportSheets(report).map((sheet) => toWriteSheet(sheet, report)),
    properties: { title: report.documentTitle, description: report.notice, creator: 'Hoshitori', created: made, modified: made },
    defaultFont: { name: 'BIZ UDPゴシック', size: 10 },
  })
}

function toWriteSheet(sheet: ReportSheet, report: GapReport): WriteSheet {
  const lastColumn = colToLetter(sheet.widths.length - 1)
  return {
    name: sheet.name,
    rows: sheet.rows.map((row) => row.map(toCellValue)),
    columns: sheet.widths.map((width) => ({ width, style: BODY })),
    cells: toCells(sheet),
    freezePane: { rows: sheet.frozen },
    ...(sheet.filter ? { autoFilter: { range: `A1:${lastColumn}${sheet.rows.length}` } } : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(sheet.frozen > 0 ? { printTitlesRow: `$1:$${sheet.frozen}` } : {}),
    },
    headerFooter: { oddHeader: `&L${spelt(report.documentTitle)}`, oddFooter: `&L${footerOf(report)}&R&P / &N` },
    a11y: { headerRow: sheet.headers[0] ?? 0 },
  }
}

function footerOf({ demo, notice }: GapReport): string {
  return spelt(demo ? `${demo} ${notice}` : notice)
}

/** In a page header `&` gives commands, and a header takes 255 characters; the two halves of a footer share them. */
function spelt(text: string): string {
  return Array.from(text.replaceAll('\n', ' ')).slice(0, 100).join('').replaceAll('&', '&&')
}

function toCells(sheet: ReportSheet): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  sheet.rows.forEach((row, index) => {
    row.forEach((value, column) => {
      const key = `${index},${column}`
      if (sheet.headers.includes(index)) cells.set(key, { style: HEADER })
      else if (typeof value === 'object') cells.set(key, { style: { ...BODY, numFmt: '0.0%' } })
      else if (typeof value === 'number') cells.set(key, { style: { ...BODY, numFmt: '0' } })
      if (typeof value === 'string' && ERROR_TEXTS.test(value)) {
        cells.set(key, { ...cells.get(key), value, richText: [{ text: value }] })
      }
    })
  })
  return cells
}

/** A trap: Excel reads `_x0041_` in a text as `A`, so such a piece gets its underscore spelt out. */
function toCellValue(value: SheetValue): string | number | null {
  if (typeof value === 'object') return value.share
  if (typeof value === 'number') return value
  return value === '' ? null : value.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

/** A trap: the writer would turn such a text into an error of the spreadsheet. */
const ERROR_TEXTS = /^#[A-Z][A-Z0-9/_]*[!?]?$/
const BODY: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } }
const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1FE' } },
  alignment: { vertical: 'center', wrapText: true },
}
