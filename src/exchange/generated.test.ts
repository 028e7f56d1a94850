import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { EDITIONS, zipOf } from './exchange.fixture.ts'
import { readAnswers } from './read-file.ts'
import type { Understanding } from './understood.ts'

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

/** Numbers that a person sees as texts: what is shown, the number in the file, and its format. */
const FORMATTED: [shown: string, number: string, code: string][] = [
  ['80%', '0.8', '0%'],
  ['12.5%', '0.125', '0.0%'],
  ['14日以内', '14', '0"日以内"'],
  ['規程 第3条', '3', '"規程 第"0"条"'],
  ['00123', '123', '00000'],
  ['1,234', '1234', '#,##0'],
  ['2027-03-30', '46476', 'yyyy"年"m"月"d"日"'],
  ['2027-03-30', '46476', '[$-411]ggge"年"m"月"d"日"'],
  ['46476', '46476', 'General'],
]
const MARKED = '[=1]"○";[=0]"×";General'
const TEXTS = ['', '規程', 'a<b & "c"', '𠮷\n2', '1-2-1-1', '80%', "'=1+1", ' 前後 ', 'x;y,z\tw']
type Reason = { shown: string; number?: string; code?: string }

const statuses = fc.constantFrom(...(Object.keys(SPELLINGS) as Spelling[]))
const written: fc.Arbitrary<Reason> = fc.oneof(
  fc.constantFrom(...TEXTS).map((shown) => ({ shown })),
  fc.constantFrom(...FORMATTED).map(([shown, number, code]) => ({ shown, number, code })),
)
const rows = fc.tuple(...NUMBERS.map(() => fc.record({ status: statuses, marked: fc.boolean(), reason: written })))
/** How a program may write the same table. */
const shape = fc.record({
  prefix: fc.constantFrom('', 'x:'),
  utf16: fc.boolean(),
  shared: fc.boolean(),
  absent: fc.constantFrom('', '<v/>', 'none'),
  addresses: fc.boolean(),
  columns: fc.shuffledSubarray(['評価', '理由', '番号'], { minLength: 3 }),
  above: fc.constantFrom([], [['セキュリティ自己評価']], [['自己評価表', '', '2027年3月'], []]),
  left: fc.nat(2),
})

test('300 workbooks, however they are written, give the answers that were put in: none invented, none lost', async () => {
  await fc.assert(
    fc.asyncProperty(rows, shape, async (model, { prefix, utf16, shared, absent, addresses, columns, above, left }) => {
      const strings: string[] = ['○']
      const toXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const styles = ['General', MARKED, ...FORMATTED.map(([, , code]) => code)]
      const cell = ({ shown: text, number, code = 'General' }: Reason, row: number, column: number) => {
        const at = addresses || absent === 'none' ? ` r="${'ABCDE'[column]}${row + 1}"` : ''
        if (number !== undefined) return `<c${at} s="${styles.indexOf(code)}"><v>${number}</v></c>`
        if (text === '') return absent === 'none' ? '' : `<c${at} t="s">${absent}</c>`
        if (!shared) return `<c${at} t="inlineStr"><is><t>${toXml(text)}</t></is></c>`
        return `<c${at} t="s"><v>${strings.push(text) - 1}</v></c>`
      }
      const table = [
        ...above.map((texts) => texts.map((shown): Reason => ({ shown }))),
        columns.map((shown): Reason => ({ shown })),
        ...model.map(({ status, marked, reason }, row) => {
          const number = { '○': '1', '×': '0' }[status as string]
          const mark = marked && number !== undefined ? { shown: status, number, code: MARKED } : { shown: status }
          return columns.map((name): Reason => ({ 評価: mark, 理由: reason, 番号: { shown: NUMBERS[row] ?? '' } })[name] ?? mark)
        }),
      ]
      const margin = Array.from({ length: left }, (): Reason => ({ shown: '' }))
      const body = table
        .map((line, row) => `<row>${[...margin, ...line].map((said, column) => cell(said, row, column)).join('')}</row>`)
        .join('')
      const named = (xml: string) => xml.replace(/<(\/?)(?=[a-z])/gi, `<$1${prefix}`)
      const part = (xml: string) => Buffer.from(utf16 ? `\ufeff${named(xml)}` : named(xml), utf16 ? 'utf16le' : 'utf8')
      const relation = (id: string, type: string, target: string) =>
        `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`
      const parts: Record<string, Buffer> = {
        'xl/workbook.xml': part('<workbook><sheets><sheet name="回答" r:id="a"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': Buffer.from(
          `<Relationships>${relation('a', 'worksheet', 's.xml')}${relation('b', 'sharedStrings', 't.xml')}${relation('c', 'styles', 'y.xml')}</Relationships>`,
        ),
        'xl/s.xml': part(`<worksheet><sheetData>${body}</sheetData></worksheet>`),
        'xl/y.xml': part(
          `<styleSheet><numFmts>${styles.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${toXml(code).replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${styles.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join('')}</cellXfs></styleSheet>`,
        ),
        'xl/t.xml': part(`<sst>${strings.map((text) => `<si><t>${toXml(text)}</t></si>`).join('')}</sst>`),
      }
      const bytes = zipOf(Object.entries(parts).map(([name, packed]) => ({ name, packed, size: packed.length, method: 0 })))
      const read = await readAnswers({ bytes, editions: EDITIONS })
      if (!read.ok) throw new Error(read.refusals[0].code)
      expectModel(read.value.understanding, model)
    }),
    { numRuns: 300 },
  )
})

/** The encodings that people's programs write, as bytes; nothing where one cannot hold the text. */
const ENCODINGS: Record<string, (text: string) => Uint8Array | undefined> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with its mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => iconv.encode(text, 'utf-16le'),
  'utf-16le with its mark': (text) => iconv.encode(text, 'utf-16le', { addBOM: true }),
  'utf-16be': (text) => iconv.encode(text, 'utf-16be'),
  'utf-16be with its mark': (text) => iconv.encode(text, 'utf-16be', { addBOM: true }),
  cp932: (text) => lossless(text, 'cp932'),
  'euc-jp': (text) => lossless(text, 'euc-jp'),
  'iso-2022-jp': (text) => {
    const bytes = lossless(text, 'euc-jp')
    return bytes?.some((byte) => byte === 0x8e || byte === 0x8f) ? undefined : bytes && toSevenBits(bytes)
  },
}

function lossless(text: string, encoding: string): Uint8Array | undefined {
  const bytes = iconv.encode(text, encoding)
  return iconv.decode(bytes, encoding) === text ? bytes : undefined
}

/** EUC-JP as ISO-2022-JP: the same two bytes of each character without their top bits, between escapes. */
function toSevenBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = []
  let wide = false
  for (const byte of bytes) {
    if (byte > 0x7f !== wide) out.push(0x1b, ...Buffer.from(byte > 0x7f ? '$B' : '(B'))
    wide = byte > 0x7f
    out.push(byte & 0x7f)
  }
  return Uint8Array.from(out)
}

/** How a program may write the same table as CSV. */
const csvShape = fc.record({
  encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
  separator: fc.constantFrom(',', ';', '\t'),
  named: fc.boolean(),
  line: fc.constantFrom('\r\n', '\n', '\r'),
  last: fc.boolean(),
  quoting: fc.constantFrom('where needed', 'always', 'after a blank'),
  constant: fc.boolean(),
  title: fc.boolean(),
  columns: fc.shuffledSubarray(['評価', '理由', '番号', '備考'], { minLength: 4 }),
})
const csvRows = fc.tuple(
  ...NUMBERS.map(() =>
    fc.record({
      status: statuses,
      reason: fc.constantFrom(
        '',
        '規程',
        'ﾊﾞｯｸｱｯﾌﾟは毎日',
        '①〜③を実施',
        '「a,b;c」\tと"d"',
        '一行目\n二行目',
        '年1回、全社員',
        '𠮷',
      ),
    }),
  ),
)

test('200 CSV files, in whatever encoding and however quoted, give the answers that were put in', async () => {
  await fc.assert(
    fc.asyncProperty(csvRows, csvShape, async (model, shape) => {
      const { separator, line, columns } = shape
      const cell = (text: string, isNumber = false) => {
        if (isNumber && shape.constant) return `="${text}"`
        const needed = /["\r\n,;\t]/.test(text)
        if (!needed && shape.quoting === 'where needed') return text
        return `${shape.quoting === 'after a blank' ? ' ' : ''}"${text.replaceAll('"', '""')}"`
      }
      const lines = [
        ...(shape.title ? [['セキュリティ自己評価', '', '', '']] : []),
        columns,
        ...model.map(({ status, reason }, row) =>
          columns.map((name) => ({ 評価: status, 理由: reason, 番号: NUMBERS[row], 備考: '' })[name] ?? ''),
        ),
      ].map((texts) => texts.map((text) => cell(text, NUMBERS.includes(text))).join(separator))
      const text = `${shape.named ? `sep=${separator}${line}` : ''}${lines.join(line)}${shape.last ? line : ''}`
      const bytes = ENCODINGS[shape.encoding]?.(text)
      fc.pre(bytes !== undefined)
      const read = await readAnswers({ bytes: bytes ?? new Uint8Array(), editions: EDITIONS })
      if (!read.ok) throw new Error(read.refusals[0].code)
      expectModel(
        read.value.understanding,
        model.map(({ status, reason }) => ({ status, reason: { shown: reason } })),
      )
    }),
    { numRuns: 200 },
  )
})

/** None invented, none lost: the same answers in the same order, and nothing to ask. */
function expectModel({ answers, questions }: Understanding, model: readonly { status: Spelling; reason: Reason }[]): void {
  expect(questions).toEqual([])
  expect(answers.map(({ criterion, status, texts }) => [criterion, status, texts.reason ?? ''])).toEqual(
    model.map(({ status, reason }, row) => [NUMBERS[row], SPELLINGS[status], reason.shown]),
  )
}
