import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { answer, EDITION, MIXED, report } from './report.fixture.ts'
import { toWorkbook } from './workbook.ts'

const HOSTILE = [
  '=HYPERLINK("https://example.com","x")',
  '+1+1',
  '-1',
  '@SUM(A1)',
  '#N/A',
  '_x0041_',
  '<b>&amp;</b>',
  '1行目\n2行目',
  '😀 שלום',
]
const hostileAnswers = EDITION.criteria.slice(0, HOSTILE.length).map(({ id }, index) => {
  const text = HOSTILE[index] ?? ''
  return answer(id, 'unmet', { state: text, plan: text, assignee: text })
})

describe('the workbook', () => {
  const mixed = report(4, MIXED, { demo: true })
  let book: ExcelJS.Workbook
  beforeAll(async () => {
    book = await opened(await toWorkbook(mixed))
  })

  test('has the five sheets and says what it is', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '概要',
      '要求事項ごと',
      '足りないところ',
      'すべての評価基準',
      '方法と限界',
    ])
    expect(book.title).toBe('見本製作所株式会社 ★4 ギャップ報告書 2026年11月23日 10:02時点')
    expect(textsOf(book, '概要')).toContain('デモデータ(架空の組織の例)')
    expect(book.worksheets.every((sheet) => sheet.headerFooter.oddFooter?.includes('デモデータ'))).toBe(true)
  })

  test('has the numbers of the model as numbers', () => {
    const rows = rowsOf(book, '概要')
    for (const { label, total, met, confirmedAbsent, settled, coverage } of mixed.summary.levels) {
      expect(rows.find(([first]) => first === label)).toEqual([label, total, met, confirmedAbsent, settled, coverage])
    }
    for (const { mark, words, count, criteria } of mixed.summary.counts) {
      expect(rows.find(([first]) => first === `${mark} ${words}`)?.slice(1)).toEqual(
        count === 0 ? [0] : [count, criteria.join('、')],
      )
    }
    expect(rows.find(([first]) => first === '1 ガバナンスの整備')?.slice(0, 6)).toEqual(['1 ガバナンスの整備', 5, 3, 0.6, 2, 1])
  })

  test('has a line for each requirement, gap and criterion', () => {
    expect(rowsOf(book, '要求事項ごと').map(([id]) => id)).toEqual(['番号', ...mixed.requirements.map(({ id }) => id)])
    expect(rowsOf(book, '足りないところ').map(([, id]) => id)).toEqual(['番号', ...mixed.gaps.map(({ id }) => id)])
    expect(rowsOf(book, 'すべての評価基準').map(([id]) => id)).toEqual(['番号', ...EDITION.criteria.map(({ id }) => id)])
    expect(textsOf(book, '方法と限界')).toContain('適用範囲は、まだ記録されていません。')
  })
})

test('text stays text whatever it looks like, and nothing is a formula', async () => {
  const book = await opened(await toWorkbook(report(4, hostileAnswers, { organisation: '=1+1', title: '@x & co.' })))
  const written = rowsOf(book, 'すべての評価基準').slice(1, HOSTILE.length + 1)
  expect(written.map((row) => row[5])).toEqual(HOSTILE)
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        expect(cell.type === ExcelJS.ValueType.Formula || cell.type === ExcelJS.ValueType.Error).toBe(false)
      })
    })
  }
})

test('the same report gives the same bytes', async () => {
  expect(await toWorkbook(report(3, MIXED))).toEqual(await toWorkbook(report(3, MIXED)))
})

async function opened(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book
}

function rowsOf(book: ExcelJS.Workbook, name: string): unknown[][] {
  const rows: unknown[][] = []
  book.getWorksheet(name)?.eachRow((row) => {
    const values: unknown[] = []
    row.eachCell({ includeEmpty: true }, (cell) => values.push(plain(cell)))
    while (values.length > 0 && values.at(-1) === '') values.pop()
    rows.push(values)
  })
  return rows
}

function plain(cell: ExcelJS.Cell): unknown {
  return typeof cell.value === 'number' ? cell.value : cell.text
}

function textsOf(book: ExcelJS.Workbook, name: string): unknown[] {
  return rowsOf(book, name).flat()
}
