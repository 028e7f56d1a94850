import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { zipOf } from '../exchange/exchange.fixture.ts'
import type { Sheet } from './grid.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

/** What is in a workbook that can be read. */
export async function read(bytes: Uint8Array): Promise<Workbook> {
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

/** A workbook that ExcelJS writes, as it is read. */
export async function made(shape: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Workbook> {
  const book = new ExcelJS.Workbook()
  shape(book.addWorksheet('A'), book)
  return read(new Uint8Array(await book.xlsx.writeBuffer()))
}

export function sheetOf(workbook: Workbook, index = 0): Sheet {
  const sheet = workbook.sheets[index]
  if (!sheet) throw new Error(`no sheet ${index}`)
  return sheet
}

/** A workbook of bare parts: `sheet` and `strings` are XML; `more` are further entries, nothing for one that is not to be there. */
export function bare(
  sheet: string,
  strings = '<sst/>',
  more: Record<string, string | Buffer | undefined> = {},
  method = 8,
): Uint8Array {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
    'xl/sharedStrings.xml': strings,
    ...more,
  }
  return zipOf(
    Object.entries(parts).flatMap(([name, content]) => {
      if (content === undefined) return []
      const bytes = Buffer.from(content as string)
      return { name, packed: method === 0 ? bytes : deflateRawSync(bytes), size: bytes.length, method }
    }),
  )
}
