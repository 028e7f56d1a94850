import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { officialRow, officialWorkbook, zipOf } from '../exchange/exchange.fixture.ts'
import { cellAt } from './grid.ts'
import { bare, made, read, sheetOf } from './workbook.fixture.ts'

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

  it('reads the official layout that another program wrote', async () => {
    const sheet = sheetOf(await read(await officialWorkbook([officialRow('1-1-1-1', '○', '理由')])))
    expect(cellAt(sheet, 2, 11).text).toBe('1-1-1-1')
    expect(cellAt(sheet, 2, 14).text).toBe('○')
  })
})
