import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EDITIONS, zipOf } from './exchange.fixture.ts'
import { readAnswers } from './read-file.ts'

const NUMBERS = ['1-1-1-1', '1-1-1-2', '1-2-1-1', '1-2-1-2']
const SPELLINGS = {
  '○': 'met',
  実施済: 'met',
  '△': 'partial',
  '×': 'unmet',
  '3:未実施': 'unmet',
  '-': 'notApplicable',
  '': null,
} as const
type Spelling = keyof typeof SPELLINGS

const rows = fc.tuple(
  ...NUMBERS.map(() =>
    fc.record({
      status: fc.constantFrom(...(Object.keys(SPELLINGS) as Spelling[])),
      reason: fc.constantFrom('', '規程', 'a<b & "c"', '𠮷\n2'),
    }),
  ),
)
/** How a program may write the same table. */
const shape = fc.record({
  prefix: fc.constantFrom('', 'x:'),
  utf16: fc.boolean(),
  shared: fc.boolean(),
  absent: fc.constantFrom('', '<v/>', 'none'),
  addresses: fc.boolean(),
  columns: fc.shuffledSubarray(['評価', '理由', '番号'], { minLength: 3 }),
})

test('300 workbooks, however they are written, give the answers that were put in: none invented, none lost', async () => {
  await fc.assert(
    fc.asyncProperty(rows, shape, async (model, { prefix, utf16, shared, absent, addresses, columns }) => {
      const strings: string[] = ['○']
      const toXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const cell = (text: string, row: number, column: number) => {
        const at = addresses || absent === 'none' ? ` r="${'ABC'[column]}${row + 1}"` : ''
        if (text === '') return absent === 'none' ? '' : `<c${at} t="s">${absent}</c>`
        if (!shared) return `<c${at} t="inlineStr"><is><t>${toXml(text)}</t></is></c>`
        return `<c${at} t="s"><v>${strings.push(text) - 1}</v></c>`
      }
      const table = [
        columns,
        ...model.map(({ status, reason }, row) =>
          columns.map((name) => ({ 評価: status, 理由: reason, 番号: NUMBERS[row] })[name] ?? ''),
        ),
      ]
      const body = table.map((line, row) => `<row>${line.map((text, column) => cell(text, row, column)).join('')}</row>`).join('')
      const named = (xml: string) => xml.replace(/<(\/?)(?=[a-z])/gi, `<$1${prefix}`)
      const part = (xml: string) => Buffer.from(utf16 ? `\ufeff${named(xml)}` : named(xml), utf16 ? 'utf16le' : 'utf8')
      const relation = (id: string, type: string, target: string) =>
        `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`
      const parts: Record<string, Buffer> = {
        'xl/workbook.xml': part('<workbook><sheets><sheet name="回答" r:id="a"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': Buffer.from(
          `<Relationships>${relation('a', 'worksheet', 's.xml')}${relation('b', 'sharedStrings', 't.xml')}</Relationships>`,
        ),
        'xl/s.xml': part(`<worksheet><sheetData>${body}</sheetData></worksheet>`),
        'xl/t.xml': part(`<sst>${strings.map((text) => `<si><t>${toXml(text)}</t></si>`).join('')}</sst>`),
      }
      const bytes = zipOf(Object.entries(parts).map(([name, packed]) => ({ name, packed, size: packed.length, method: 0 })))
      const read = await readAnswers({ bytes, editions: EDITIONS })
      if (!read.ok) throw new Error(read.refusals[0].code)
      const { answers, questions } = read.value.understanding
      expect(questions).toEqual([])
      expect(answers.map(({ criterion, status, texts }) => [criterion, status, texts.reason])).toEqual(
        model.map(({ status, reason }, row) => [NUMBERS[row], SPELLINGS[status], reason]),
      )
    }),
    { numRuns: 300 },
  )
})
