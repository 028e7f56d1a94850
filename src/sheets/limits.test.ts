import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zipOf } from '../exchange/exchange.fixture.ts'
import { cellAt } from './grid.ts'
import { MAX_CELL, MAX_ROWS, MAX_STRINGS } from './limits.ts'
import { bare, read, sheetOf } from './workbook.fixture.ts'
import { readWorkbook } from './workbook.ts'

describe('the limits of a workbook', () => {
  it('cuts a text to the length of a cell', async () => {
    const sheet = sheetOf(
      await read(bare(`<sheetData><row><c t="str"><v>${'あ'.repeat(MAX_CELL + 1)}</v></c></row></sheetData>`)),
    )
    expect(cellAt(sheet, 0, 0).text.length).toBe(MAX_CELL)
  })

  it('reads up to the limit and says that it did', async () => {
    const cell = (row: number) => `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>x</t></is></c></row>`
    const far = sheetOf(await read(bare(`<sheetData>${cell(1)}${cell(1_048_576)}</sheetData>`)))
    expect([far.cells.length, far.cut]).toEqual([1, true])
    expect(sheetOf(await read(bare(`<sheetData>${cell(MAX_ROWS)}</sheetData>`))).cut).toBe(false)
    const styled = sheetOf(await read(bare(`<sheetData>${cell(1)}<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>`)))
    expect([styled.cells.length, styled.cut]).toEqual([1, false])
    const wide = sheetOf(await read(bare(`<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`)))
    expect(wide.cut).toBe(true)
  })

  it('is not kept busy by column definitions, links and rules', async () => {
    const sheet = `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(100_000)}</cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`
    expect(sheetOf(await read(bare(sheet))).cells).toEqual([[{ kind: 'number', text: '1' }]])
  })

  it.each([
    ['not-a-workbook', 'Word', { 'word/document.xml': '<w/>' }],
    ['not-a-workbook', '.xlsb', { 'xl/workbook.bin': 'x' }],
    ['not-a-workbook', '.ods', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'META-INF/manifest.xml': '<m/>' }],
    ['not-a-workbook', 'Excelのブックではありません', { 'readme.md': 'x' }],
    ['not-a-workbook', '展開して', { '2027/自己評価.xlsx': 'x' }],
    ['unreadable-workbook', '読めません', { 'xl/workbook.xml': '<workbook>' }],
  ])('refuses %s: %s', async (code, word, parts) => {
    const bytes = zipOf(
      Object.entries(parts).map(([name, text]) => ({
        name,
        packed: deflateRawSync(Buffer.from(text)),
        size: Buffer.byteLength(text),
      })),
    )
    const outcome = await readWorkbook(bytes)
    expect(!outcome.ok && [outcome.refusals[0].code, outcome.refusals[0].words.ja.includes(word)]).toEqual([code, true])
  })

  it('refuses more tags than it could hold', async () => {
    const tree = bare('<sheetData/>', `<sst>${'<si/>'.repeat(MAX_STRINGS + 1)}</sst>`, {}, 0)
    const outcome = await readWorkbook(tree)
    expect(!outcome.ok && outcome.refusals[0].code).toBe('workbook-too-large')
  })
})
