import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { type CarriedAnswer, FIELDS, type FieldKind } from '../assessment/index.ts'
import { toSheet } from '../sheets/grid.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { understand } from './understand.ts'
import type { Editions, ReadingChoices, Understanding } from './understood.ts'

/** Two small editions for the tests of this folder: the chosen one has `1-1-2-1` alone, the other `1-1-3-1`. */
export const EDITIONS: Editions = {
  chosen: {
    id: '2026-03-27',
    criteria: new Set(['1-1-1-1', '1-1-1-2', '1-1-2-1', '1-2-1-1', '1-2-1-2', '4-4-4-2', '4-5-1-8']),
  },
  others: [{ id: '2025-12-26', criteria: new Set(['1-1-1-1', '1-1-1-2', '1-1-3-1', '1-1-3-2', '1-2-1-1', '4-4-4-2']) }],
}

/** Answers as files carry them, each field with a value of its kind. */
export function carriedAnswers(values: Record<FieldKind, fc.Arbitrary<unknown>>): fc.Arbitrary<CarriedAnswer> {
  return fc.record(Object.fromEntries(FIELDS.map(({ key, kind }) => [key, values[kind]]))) as fc.Arbitrary<CarriedAnswer>
}

const OFFICIAL_SHEET = '★3・★4要求事項・評価基準'
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

/** What is understood of a workbook in the official layout with these rows. Throws where it is refused. */
export async function understood(
  rows: ExcelJS.CellValue[][],
  bend: Parameters<typeof officialWorkbook>[1] = {},
  choices: ReadingChoices = {},
): Promise<Understanding> {
  const workbook = await readWorkbook(await officialWorkbook(rows, bend))
  if (!workbook.ok) throw new Error(workbook.refusals[0].code)
  const outcome = understand(workbook.value.sheets, EDITIONS, choices)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

/** What is understood of a table of texts. */
export function table(...rows: string[][]): Understanding {
  const outcome = understand([toSheet('CSV', rows)], EDITIONS)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

/** Three empty rows: enough to be taken for this form. */
export const THREE = [officialRow('1-1-1-1'), officialRow('1-1-1-2'), officialRow('1-2-1-1')]

/** A ZIP file with headers that may lie: `size` is what the directory claims. `long` puts sizes and places into the ZIP64 fields. */
export function zipOf(
  entries: { name: string; packed: Uint8Array; size: number; method?: number; flags?: number }[],
  long = false,
): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, size, method = 8, flags = 0 } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt32LE(long ? 0xffffffff : offset, 42)
    for (const [header, at] of [[local, 6] as const, [central, 8] as const]) {
      header.writeUInt16LE(flags, at)
      header.writeUInt16LE(method, at + 2)
      header.writeUInt32LE(long ? 0xffffffff : packed.length, at + 12)
      header.writeUInt32LE(long ? 0xffffffff : size, at + 16)
      header.writeUInt16LE(Buffer.byteLength(name), at + 20)
    }
    const extra = long ? Buffer.concat([Buffer.from([1, 0, 24, 0]), ...[size, packed.length, offset].map(to64)]) : Buffer.alloc(0)
    central.writeUInt16LE(extra.length, 30)
    files.push(local, Buffer.from(name), Buffer.from(packed))
    directory.push(central, Buffer.from(name), extra)
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(long ? 0xffff : entries.length, 8)
  end.writeUInt16LE(long ? 0xffff : entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(long ? 0xffffffff : offset, 16)
  const far = long ? farEnd(entries.length, list.length, offset) : Buffer.alloc(0)
  return new Uint8Array(Buffer.concat([...files, list, far, end]))
}

/** The ZIP64 record of the directory, and the pointer to it that stands before the plain record. */
function farEnd(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  for (const [value, at] of [
    [44, 4] as const,
    [count, 24] as const,
    [count, 32] as const,
    [size, 40] as const,
    [offset, 48] as const,
  ]) {
    record.writeBigUInt64LE(BigInt(value), at)
  }
  const pointer = Buffer.alloc(20)
  pointer.writeUInt32LE(0x07064b50, 0)
  pointer.writeBigUInt64LE(BigInt(offset + size), 8)
  return Buffer.concat([record, pointer])
}

function to64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
