import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../sheets/workbook.ts'
import { EDITIONS, officialRow, officialWorkbook } from './exchange.fixture.ts'
import { officialWording } from './official-wording.ts'

async function wording(rows: ExcelJS.CellValue[][], bend: Parameters<typeof officialWorkbook>[1] = {}) {
  const workbook = await readWorkbook(await officialWorkbook(rows, bend))
  if (!workbook.ok) throw new Error(workbook.refusals[0].code)
  return officialWording(workbook.value.sheets, EDITIONS)
}

const NUMBERS = [...EDITIONS.chosen.criteria]

describe('officialWording', () => {
  it('takes the texts of criteria and requirements by number', async () => {
    const outcome = await wording(NUMBERS.map((number) => officialRow(number, '○')))
    expect(outcome.ok && outcome.value.criteria).toEqual(Object.fromEntries(NUMBERS.map((number) => [number, `基準 ${number}`])))
    expect(outcome.ok && outcome.value.requirements).toMatchObject({ '1-1-1': '要求 1-1-1', '4-5-1': '要求 4-5-1' })
    expect(outcome.ok && outcome.value.missing).toEqual([])
  })

  it('copes with merged requirement cells and numbers that Excel made days of', async () => {
    const rows = NUMBERS.map((number) => officialRow(number))
    const outcome = await wording(rows, {
      shape: (sheet) => {
        sheet.getCell('F3').value = new Date('2001-01-01T00:00:00Z')
        sheet.mergeCells('F3:F4')
        sheet.mergeCells('J3:J4')
      },
    })
    expect(outcome.ok && outcome.value.requirements['1-1-1']).toBe('要求 1-1-1')
  })

  it('takes no formula, no foreign number, and says what is missing', async () => {
    const rows = [...NUMBERS, '9-9-9-9'].map((number) => officialRow(number))
    const outcome = await wording(rows, {
      shape: (sheet) => {
        sheet.getCell('M3').value = { formula: 'A1', result: '式の値' }
      },
    })
    expect(outcome.ok && outcome.value.missing).toEqual(['1-1-1-1'])
    expect(outcome.ok && Object.keys(outcome.value.criteria)).not.toContain('9-9-9-9')
  })

  it('refuses a workbook that is laid out otherwise, or has too little of the edition', async () => {
    const headers = ['', '', '', '', '', '', '', '', '', '', '', '番号', '本文', '', '評価']
    const other = await wording(
      NUMBERS.map((number) => officialRow(number, '○')),
      { headers },
    )
    expect(!other.ok && other.refusals[0].code).toBe('not-the-official-workbook')
    const little = await wording(NUMBERS.slice(0, 3).map((number) => officialRow(number, '○')))
    expect(!little.ok && little.refusals[0].code).toBe('not-the-official-workbook')
  })
})
