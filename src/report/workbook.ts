import { writeWorkbook } from '../sheets/write-workbook.ts'
import type { GapReport } from './gap-report.ts'
import { toPrintable } from './printable.ts'
import { toReportSheets } from './report-sheets.ts'

/** The report as an .xlsx with five sheets. Text stays text whatever it begins with; there are no formulas. */
export function toWorkbook(report: GapReport): Promise<Uint8Array> {
  const printable = toPrintable(report)
  const { demo, notice, documentTitle } = printable
  const page = { header: documentTitle, footer: demo ? `${demo} ${notice}` : notice }
  const sheets = toReportSheets(printable).map(({ frozen, headers, ...sheet }) => ({
    ...sheet,
    headerRows: frozen,
    headings: headers,
    page,
  }))
  const says = { title: documentTitle, description: notice, font: { name: 'BIZ UDPゴシック', size: 10 } }
  return writeWorkbook(sheets, report.asOf, says)
}
