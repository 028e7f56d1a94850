import ExcelJS from 'exceljs'
import type { Editions } from './understood.ts'

/** Two small editions for the tests of this folder: the chosen one has `1-1-2-1` alone, the other `1-1-3-1`. */
export const EDITIONS: Editions = {
  chosen: {
    id: '2026-03-27',
    criteria: new Set(['1-1-1-1', '1-1-1-2', '1-1-2-1', '1-2-1-1', '1-2-1-2', '4-4-4-2', '4-5-1-8']),
  },
  others: [{ id: '2025-12-26', criteria: new Set(['1-1-1-1', '1-1-1-2', '1-1-3-1', '1-1-3-2', '1-2-1-1', '4-4-4-2']) }],
}

export const OFFICIAL_SHEET = '★3・★4要求事項・評価基準'
export const OFFICIAL_HEADERS = [
  '',
  '大分類No',
  '大分類',
  '中分類No',
  '中分類',
  '要求事項No',
  '★3',
  '★4',
  '要求事項名',
  '要求事項',
  '★3/★4',
  '評価基準No',
  '評価基準',
  'NIST CSF',
]
export const ANSWER_HEADERS = ['自己評価', '理由', '根拠および実施する事', '補足情報']

/** A row of the official layout: the number in column L, then what a person wrote from column O on. */
export function officialRow(number: ExcelJS.CellValue, ...answers: ExcelJS.CellValue[]): ExcelJS.CellValue[] {
  const text = String(number)
  const requirement = text.split('-').slice(0, 3).join('-')
  return [
    '',
    '1',
    '大分類',
    '1-1',
    '中分類',
    requirement,
    '',
    '○',
    `名前 ${requirement}`,
    `要求 ${requirement}`,
    '★4',
    number,
    `基準 ${text}`,
    'GV',
    ...answers,
  ]
}

/** A workbook in the official layout, made by another library than the one that reads it. `shape` may bend it before it is saved. */
export async function officialWorkbook(
  rows: ExcelJS.CellValue[][],
  {
    headers = [...OFFICIAL_HEADERS, ...ANSWER_HEADERS],
    shape = () => {},
  }: { headers?: string[]; shape?: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void } = {},
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(OFFICIAL_SHEET)
  sheet.getCell('O1').value = '○:満たしている △:判断微妙 ✖:不足'
  sheet.addRow(headers)
  for (const row of rows) sheet.addRow(row)
  shape(sheet, book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** A ZIP file with headers that may lie: `size` is what the directory claims. */
export function zipOf(
  entries: { name: string; packed: Uint8Array; size: number; method?: number; flags?: number }[],
): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, size, method = 8, flags = 0 } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt32LE(offset, 42)
    for (const [header, at] of [[local, 6] as const, [central, 8] as const]) {
      header.writeUInt16LE(flags, at)
      header.writeUInt16LE(method, at + 2)
      header.writeUInt32LE(packed.length, at + 12)
      header.writeUInt32LE(size, at + 16)
      header.writeUInt16LE(Buffer.byteLength(name), at + 20)
    }
    files.push(local, Buffer.from(name), Buffer.from(packed))
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...files, list, end]))
}
