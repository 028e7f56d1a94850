import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellAt } from './grid.ts'
import { cleanText } from './text.ts'
import { read, sheetOf } from './workbook.fixture.ts'
import { writeWorkbook } from './write-workbook.ts'

const NOW = '2026-11-23T01:02:03.000Z'

describe('writeWorkbook', () => {
  const rows = [
    ['番号', '評価'],
    ['1-1-1', '=1+1'],
    ['#N/A', '+81-3'],
    ['_x0041_x0042_', '@SUM(A1)'],
    ['-', '改\n行\tタブ'],
    [' 空白 ', '<&>"\'😀𠮷'],
    ['', '0012'],
  ]

  it('writes texts that another program reads as the same texts, none of them a formula', async () => {
    const bytes = await writeWorkbook(
      [
        {
          name: 'A',
          rows,
          headerRows: 1,
          frozenColumns: 1,
          widths: [10, 30],
          lists: [{ column: 1, choices: ['○', '×'] }],
          filter: true,
        },
        { name: 'B', rows: [], hidden: true },
      ],
      NOW,
    )
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes.buffer as ArrayBuffer)
    const sheet = book.getWorksheet('A')
    rows.forEach((row, index) => {
      row.forEach((text, column) => {
        const cell = sheet?.getCell(index + 1, column + 1)
        expect([text, cell?.type === ExcelJS.ValueType.Formula, cell?.text ?? '']).toEqual([text, false, text])
      })
    })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 1 })
    expect(sheet?.getColumn(2).width).toBe(30)
    expect(sheet?.getCell('B3').dataValidation).toMatchObject({ type: 'list', formulae: ['"○,×"'] })
    expect(sheet?.getCell('B3').alignment?.wrapText).toBe(true)
    expect(sheet?.getCell('B3').numFmt).toBe('@')
    expect(book.getWorksheet('B')?.state).toBe('hidden')
  })

  it('gives the same bytes for the same sheets', async () => {
    expect(await writeWorkbook([{ name: 'A', rows }], NOW)).toEqual(await writeWorkbook([{ name: 'A', rows }], NOW))
  })

  it('reads back every text that can be stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('_x005F_', '_x0041_', '#REF!', '=1', "'=1", '\r\n')), {
            minLength: 2,
            maxLength: 2,
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async (table) => {
          const clean = table.map((row) => row.map(cleanText))
          const sheet = sheetOf(await read(await writeWorkbook([{ name: 'A', rows: [['見', '出し'], ...table] }], NOW)))
          expect(clean.map((row, index) => row.map((_, column) => cellAt(sheet, index + 1, column).text))).toEqual(clean)
        },
      ),
      { numRuns: 25 },
    )
  }, 30_000)
})
