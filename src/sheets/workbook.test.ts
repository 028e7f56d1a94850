import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officialRow, officialWorkbook, zipOf } from '../exchange/exchange.fixture.ts'
import { cellAt, type Sheet } from './grid.ts'
import { MAX_CELL, MAX_ROWS, MAX_STRINGS } from './limits.ts'
import { cleanText } from './text.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { writeWorkbook } from './write-workbook.ts'

const NOW = '2026-11-23T01:02:03.000Z'

async function read(bytes: Uint8Array): Promise<Workbook> {
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

async function made(shape: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Workbook> {
  const book = new ExcelJS.Workbook()
  shape(book.addWorksheet('A'), book)
  return read(new Uint8Array(await book.xlsx.writeBuffer()))
}

function sheetOf(workbook: Workbook, index = 0): Sheet {
  const sheet = workbook.sheets[index]
  if (!sheet) throw new Error(`no sheet ${index}`)
  return sheet
}

/** A workbook of bare parts: `sheet` and `strings` are XML; `more` are further entries, nothing for one that is not to be there. */
function bare(sheet: string, strings = '<sst/>', more: Record<string, string | Buffer | undefined> = {}, method = 8): Uint8Array {
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

describe('readWorkbook', () => {
  it('never evaluates: a formula is kept apart from its last value', async () => {
    const sheet = sheetOf(
      await made((sheet) => {
        sheet.getCell('A1').value = { formula: 'IF(TRUE,"○","×")', result: '○' }
        sheet.getCell('A2').value = { formula: 'B1+1', result: 3, shareType: 'shared', ref: 'A2:A3' } as ExcelJS.CellFormulaValue
        sheet.getCell('A3').value = { sharedFormula: 'A2', result: 4 } as ExcelJS.CellSharedFormulaValue
        sheet.getCell('A4').value = {
          formula: 'HYPERLINK("http://example.com")',
          result: { error: '#N/A' } as ExcelJS.CellErrorValue,
        }
      }),
    )
    expect([0, 1, 2, 3].map((row) => cellAt(sheet, row, 0).kind)).toEqual(['formula', 'formula', 'formula', 'formula'])
    expect(cellAt(sheet, 0, 0)).toEqual({ kind: 'formula', text: '○', formula: '=IF(TRUE,"○","×")' })
  })

  it('reads numbers, dates, times, truth values, errors, rich text and links as text', async () => {
    const sheet = sheetOf(
      await made((sheet) => {
        const values: ExcelJS.CellValue[] = [
          12.5,
          new Date('2027-03-31T00:00:00Z'),
          new Date('2027-03-31T10:30:00Z'),
          true,
          { error: '#REF!' } as ExcelJS.CellErrorValue,
          { richText: [{ text: '太' }, { font: { bold: true }, text: '字' }] },
          { text: '規程', hyperlink: 'http://example.com/' },
          ' 前後 の空白 ',
          '改\n行',
        ]
        values.forEach((value, index) => {
          sheet.getCell(index + 1, 1).value = value
        })
      }),
    )
    expect(sheet.cells.map(([cell]) => [cell?.kind, cell?.text])).toEqual([
      ['number', '12.5'],
      ['date', '2027-03-31'],
      ['date', '2027-03-31 10:30'],
      ['text', 'TRUE'],
      ['error', '#REF!'],
      ['text', '太字'],
      ['text', '規程'],
      ['text', ' 前後 の空白 '],
      ['text', '改\n行'],
    ])
  })

  it('leaves out the readings that Excel keeps beside a text', async () => {
    const readings = '<t>総務部</t><rPh sb="0" eb="2"><t>ソウム</t></rPh><phoneticPr fontId="1"/>'
    const sheet = sheetOf(
      await read(
        bare(
          `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${readings}</is></c></row></sheetData>`,
          `<sst><si>${readings}</si></sst>`,
        ),
      ),
    )
    expect(sheet.cells[0]?.map(({ text }) => text)).toEqual(['総務部', '総務部'])
  })

  it('shows a number as a person saw it, and says what a format keeps from sight', async () => {
    const shown = async (values: [number | string, string][]) => {
      const sheet = sheetOf(
        await made((sheet) => {
          values.forEach(([value, numFmt], row) => {
            Object.assign(sheet.getCell(row + 1, 1), { value, numFmt })
          })
        }),
      )
      return sheet.cells.map(([cell]) => cell?.text)
    }
    expect(
      await shown([
        [0.8, '0%'],
        [14, '0"日以内"'],
        [3, '"規程 第"0"条"'],
        [123, '00000'],
        [1234567, '#,##0'],
        [1, '[=1]"○";[=0]"×"'],
        [0, '[=1]"○";[=0]"×"'],
        [7, '[=1]"○";[=0]"×"'],
        [-1, '"○";"△";"×"'],
        [0.1 + 0.2, 'General'],
        [1234567890123, 'General'],
        ['山田', '@"様"'],
        ['規程', '@'],
        [5, '0"'],
      ]),
    ).toEqual([
      '80%',
      '14日以内',
      '規程 第3条',
      '00123',
      '1,234,567',
      '○',
      '×',
      '7',
      '△',
      '0.3',
      '1234567890123',
      '山田様',
      '規程',
      '5',
    ])
    const hidden = sheetOf(
      await made((sheet) => {
        sheet.getCell('A1').value = 5
        sheet.getCell('A1').numFmt = ';;;'
      }),
    )
    expect(cellAt(hidden, 0, 0)).toEqual({ kind: 'number', text: '', struck: '5' })
  })

  it('takes what is struck through for not said, and keeps it beside what is left', async () => {
    const sheet = sheetOf(
      await made((sheet) => {
        const strike = { strike: true }
        sheet.getCell('A1').value = '○'
        sheet.getCell('A1').font = strike
        sheet.getCell('B1').value = { richText: [{ text: '週1回', font: strike }, { text: '月1回' }] }
        sheet.getCell('C1').value = { richText: [{ text: '消した' }, { text: '残す', font: { strike: false, bold: true } }] }
        sheet.getCell('C1').font = strike
        sheet.getCell('D1').value = 3
        sheet.getCell('D1').font = strike
        sheet.getCell('E1').value = { richText: [{ text: '太', font: { bold: true } }, { text: '字' }] }
      }),
    )
    expect(sheet.cells[0]).toEqual([
      { kind: 'text', text: '', struck: '○' },
      { kind: 'text', text: '月1回', struck: '週1回月1回' },
      { kind: 'text', text: '残す', struck: '消した残す' },
      { kind: 'number', text: '', struck: '3' },
      { kind: 'text', text: '太字' },
    ])
  })

  it('knows the columns that are hidden, whatever the file says of their range', async () => {
    const sheet = sheetOf(
      await read(
        bare('<cols><col min="2" max="3" hidden="1"/><col min="-9" max="1e9" hidden="0"/><col hidden="1"/></cols><sheetData/>'),
      ),
    )
    expect([...sheet.hiddenColumns]).toEqual([1, 2])
  })

  it('tells hidden sheets, merged cells and notes', async () => {
    const workbook = await made((sheet, book) => {
      sheet.getCell('A1').value = { richText: [{ text: 'x' }] }
      sheet.getCell('A1').note = '見落としやすいメモ'
      sheet.mergeCells('A1:B3')
      book.addWorksheet('隠し', { state: 'hidden' })
      book.addWorksheet('奥', { state: 'veryHidden' })
    })
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['A', false],
      ['隠し', true],
      ['奥', true],
    ])
    expect(sheetOf(workbook).merges).toEqual([{ top: 0, left: 0, bottom: 2, right: 1 }])
    expect(workbook.comments).toBe(true)
  })

  it('takes an absent value for a blank cell, whatever its type', async () => {
    const cells = [
      '<c r="A1" t="s"/>',
      '<c r="B1" t="s"><v/></c>',
      '<c r="C1"><v></v></c>',
      '<c r="D1" t="b"/>',
      '<c r="E1" t="e"/>',
    ]
    const sheet = sheetOf(
      await read(
        bare(
          `<sheetData><row r="1">${cells.join('')}<c r="F1" t="s"><v>0</v></c></row></sheetData>`,
          '<sst><si><t>○</t></si></sst>',
        ),
      ),
    )
    expect(sheet.cells[0]?.map(({ kind, text }) => `${kind} ${text}`)).toEqual([...cells.map(() => 'blank '), 'text ○'])
  })

  it('does not take a text that the workbook does not hold', async () => {
    const sheet = sheetOf(await read(bare('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>')))
    expect(sheet.cells).toEqual([[{ kind: 'error', text: '' }]])
  })

  it('takes no cell from beside the table: an extension that some program keeps there', async () => {
    const beside = '<extLst><ext><y:row r="1"><y:c r="A1" t="str"><v>×</v></y:c></y:row></ext></extLst>'
    const sheet = sheetOf(await read(bare(`<sheetData><row><c t="str"><v>○</v></c></row></sheetData>${beside}`)))
    expect(sheet.cells).toEqual([[{ kind: 'text', text: '○' }]])
  })

  it('finds the list of sheets where the package has it, and parts by names that are percent-encoded', async () => {
    const relation = (type: string, target: string) =>
      `<Relationships><Relationship Id="a" Type="http://x/${type}" Target="${target}"/></Relationships>`
    const parts = {
      '_rels/.rels': relation('officeDocument', '/book/main.xml'),
      'book/main.xml': '<workbook><sheets><sheet name="回答" r:id="a"/></sheets></workbook>',
      'book/_rels/main.xml.rels': relation('worksheet', 'table%201.xml'),
      'book/table 1.xml': '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
    }
    const packed = Object.entries(parts).map(([name, text]) => ({ name, packed: Buffer.from(text) }))
    const bytes = zipOf(packed.map((part) => ({ ...part, size: part.packed.length, method: 0 })))
    expect((await read(bytes)).sheets).toMatchObject([{ name: '回答', cells: [[{ text: '1' }]] }])
  })

  it('takes what an array formula spills as computed too', async () => {
    const first = '<c r="A1" t="str"><f t="array" ref="A1:A3">X(B1:B3)</f><v>○</v></c>'
    const others = [2, 3, 4].map((row) => `<row r="${row}"><c r="A${row}" t="str"><v>○</v></c></row>`).join('')
    const sheet = sheetOf(await read(bare(`<sheetData><row r="1">${first}</row>${others}</sheetData>`)))
    expect(sheet.cells.map(([cell]) => cell?.kind)).toEqual(['formula', 'formula', 'formula', 'text'])
  })

  it('reads elements under a prefix, without readings, and cells that do not say where they stand', async () => {
    const text = (reading: string) =>
      `<x:is><x:r><x:t>総務</x:t></x:r><x:r><x:t>部</x:t></x:r><x:rPh><x:t>${reading}</x:t></x:rPh></x:is>`
    const cell = `<x:c t="inlineStr">${text('ソウムブ')}</x:c>`
    const sheet = sheetOf(await read(bare(`<x:sheetData><x:row>${cell}${cell}</x:row><x:row>${cell}</x:row></x:sheetData>`)))
    expect(sheet.cells.map((row) => row.map((one) => one.text))).toEqual([['総務部', '総務部'], ['総務部']])
  })

  it('finds parts whatever the case of their names, and reads UTF-16', async () => {
    const strings = Buffer.from('\ufeff<sst><si><t>太字</t></si></sst>', 'utf16le')
    const bytes = bare('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', '', {
      'xl/sharedStrings.xml': undefined,
      'xl/SHAREDstrings.xml': strings,
    })
    const sheet = sheetOf(await read(bytes))
    expect(sheet.cells[0]?.[0]?.text).toBe('太字')
  })

  it.each([
    ['a day', 14, '', '46112', 'date 2026-03-31'],
    ['a Japanese day', 30, '', '46112', 'date 2026-03-31'],
    ['a day of an own format', 164, 'ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '46112', 'date 2026-03-31'],
    ['day and time', 164, '[$-411]yyyy/m/d\\ h:mm', '46112.4375', 'date 2026-03-31 10:30'],
    ['a time', 20, '', '0.4375', 'date 10:30'],
    ['the day that never was', 14, '', '60', 'date 1900-02-28'],
    ['a number', 2, '', '1.5', 'number 1.50'],
    ['a coloured number', 164, '[Red]0.00E+00;&quot;day&quot;', '1.5', 'number 1.50E+00'],
    ['a plain number', 164, 'General', '1e-3', 'number 0.001'],
  ])('reads %s', async (_, id, code, value, seen) => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs></styleSheet>`
    const workbook = await read(
      bare(`<sheetData><row><c s="1"><v>${value}</v></c></row></sheetData>`, '<sst/>', {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/></Relationships>',
        'xl/styles.xml': styles,
      }),
    )
    const cell = cellAt(sheetOf(workbook), 0, 0)
    expect(`${cell.kind} ${cell.text}`).toBe(seen)
  })

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

  it('passes over chart sheets and parts that are not needed', async () => {
    const bytes = bare('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', '<sst/>', {
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="図" sheetId="2" r:id="rId3"/><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId4" Type="http://x/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
      'xl/chartsheets/sheet1.xml': '<chartsheet><drawing r:id="rId1"/></chartsheet>',
      'xl/externalLinks/externalLink1.xml': 'not even XML <<<',
    })
    expect((await read(bytes)).sheets.map(({ name, cells }) => [name, cells.length])).toEqual([
      ['図', 0],
      ['A', 1],
    ])
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

  it('reads the official layout that another program wrote', async () => {
    const sheet = sheetOf(await read(await officialWorkbook([officialRow('1-1-1-1', '○', '理由')])))
    expect(cellAt(sheet, 2, 11).text).toBe('1-1-1-1')
    expect(cellAt(sheet, 2, 14).text).toBe('○')
  })
})

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
