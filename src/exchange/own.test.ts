import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANSWER_TEXTS, type CarriedAnswer, FIELDS, SHEET_FIELDS } from '../assessment/index.ts'
import type { AssessmentId, ExportId } from '../kernel/ids.ts'
import { parseId } from '../kernel/ids.ts'
import { cleanText } from '../sheets/text.ts'
import { STATUSES } from '../standing/status.ts'
import { carriedAnswers, EDITIONS } from './exchange.fixture.ts'
import { type JsonAnswer, writeJson } from './json.ts'
import { mergeAnswers, NO_ANSWER, toCarried } from './merge.ts'
import { writeOwnCsv } from './own-csv.ts'
import { writeOwnWorkbook } from './own-sheet.ts'
import type { ExportRow, OwnExport, OwnMark } from './own-table.ts'
import { type ReadFile, readAnswers } from './read-file.ts'

function idOf<T extends ExportId | AssessmentId>(digit: string): T {
  const id = parseId<T>(`0000000${digit}-0000-7000-8000-000000000000`)
  if (!id) throw new Error('no id')
  return id
}

const MARK: OwnMark = {
  exportId: idOf<ExportId>('1'),
  assessmentId: idOf<AssessmentId>('2'),
  edition: '2026-03-27',
  target: 4,
  exportedAt: '2026-11-23T01:02:03.000Z',
}
const NUMBERS = [...EDITIONS.chosen.criteria]

function exportOf(answers: readonly CarriedAnswer[]): OwnExport {
  const rows = answers.map(
    (answer, index): ExportRow => ({
      criterion: NUMBERS[index] ?? '',
      level: 3,
      requirement: '=要求',
      question: '-問いですか。',
      answer,
    }),
  )
  return { mark: MARK, organisation: '=青山精機', editionTitle: '評価基準', rows }
}

async function read(bytes: Uint8Array): Promise<ReadFile> {
  const outcome = await readAnswers({ bytes, editions: EDITIONS })
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

const FORMS: Record<string, (own: OwnExport) => Promise<Uint8Array>> = {
  workbook: writeOwnWorkbook,
  'CSV in UTF-8': async (own) => bytesOf(writeOwnCsv(own, 'utf-8')),
  'CSV in Shift_JIS': async (own) => bytesOf(writeOwnCsv(own, 'shift_jis')),
  JSON: async ({ rows }) =>
    Buffer.from(
      writeJson(
        MARK,
        '青山精機',
        rows.map(({ criterion, answer }): JsonAnswer => ({ criterion, ...answer, confirmed: false })),
      ),
    ),
}

function bytesOf(outcome: ReturnType<typeof writeOwnCsv>): Uint8Array {
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}

const NASTY: CarriedAnswer[] = [
  {
    ...NO_ANSWER,
    status: 'met',
    state: '=1+1',
    reason: '+81',
    evidence: '-',
    plan: '@x',
    note: "'=1",
    assignee: '=山田',
    ticked: ['a', 's:absent'],
  },
  {
    ...NO_ANSWER,
    status: 'notApplicable',
    state: '改\n行',
    reason: '"引用", タブ\t',
    evidence: '#N/A',
    plan: '1-1-1',
    note: '0012',
  },
  { ...NO_ANSWER, status: null, state: '', reason: '_x0041_', evidence: "''x", plan: '＝A1', note: ' 前', assignee: '山田 花子' },
  { ...NO_ANSWER, status: 'planned' },
  { ...NO_ANSWER, status: 'partial', reason: '〜ー−－' },
  { ...NO_ANSWER, status: 'unmet', reason: 'あ'.repeat(4000) },
]

describe.each(Object.keys(FORMS))('our own %s', (form) => {
  const write = FORMS[form] ?? FORMS.workbook

  it('comes back as it went out', async () => {
    const back = await read((await write?.(exportOf(NASTY))) ?? new Uint8Array())
    expect(back.own).toEqual(MARK)
    expect(back.understanding.problems).toEqual([])
    const base = new Map(NASTY.map((answer, index) => [NUMBERS[index] ?? '', answer]))
    const merged = mergeAnswers(back.understanding.answers, base, base)
    expect(merged.map(({ criterion }) => criterion)).toEqual(NUMBERS.slice(0, NASTY.length))
    expect(merged.flatMap(({ fields }) => fields.filter(({ outcome }) => outcome !== 'unchanged'))).toEqual([])
    if (form !== 'CSV in Shift_JIS') {
      const keys = (form === 'JSON' ? FIELDS : SHEET_FIELDS).map(({ key }) => key)
      const sent = NASTY.map((answer) => Object.fromEntries(keys.map((key) => [key, answer[key]])))
      expect(back.understanding.answers.map(toCarried)).toEqual(sent)
    }
  })

  it('comes back as it went out, whatever people write', async () => {
    const unit = form === 'CSV in Shift_JIS' ? fc.constantFrom(...'=+-@\'",;\t\n あ○－〜1') : 'binary'
    const words = fc.string({ unit, maxLength: 12 })
    const answer = carriedAnswers({
      status: fc.constantFrom(...STATUSES.filter((status) => status !== 'notApplicable'), null),
      text: words,
      person: fc.constant(''),
      ticks: form === 'JSON' ? fc.subarray(['a', 'b', 'a:absent']) : fc.constant([]),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 3, maxLength: 7 }), async (answers) => {
        const clean = answers.map((one) => ({
          ...one,
          ...Object.fromEntries(ANSWER_TEXTS.map((field) => [field, cleanText(one[field])])),
        }))
        const back = await read((await write?.(exportOf(clean))) ?? new Uint8Array())
        const base = new Map(clean.map((one, index) => [NUMBERS[index] ?? '', one]))
        const merged = mergeAnswers(back.understanding.answers, base, base)
        expect(merged).toHaveLength(clean.length)
        expect(merged.flatMap(({ fields }) => fields.filter(({ outcome }) => outcome !== 'unchanged'))).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 30_000)
})

describe('our own workbook, opened in another program', () => {
  async function opened(): Promise<ExcelJS.Workbook> {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await writeOwnWorkbook(exportOf(NASTY))).buffer as ArrayBuffer)
    return book
  }

  it('has the sheet to fill in, the sheet that says how, and a hidden one; no cell is a formula', async () => {
    const book = await opened()
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['回答', 'visible'],
      ['使い方', 'visible'],
      ['hoshitori', 'hidden'],
    ])
    const sheet = book.getWorksheet('回答')
    expect(sheet?.getRow(1).values).toEqual([
      undefined,
      '番号',
      '★',
      '要求事項',
      '問い',
      ...SHEET_FIELDS.map(({ words }) => words.ja),
    ])
    expect(sheet?.getCell('E2').value).toBe('○ 満たす')
    expect(sheet?.getCell('E2').dataValidation.formulae).toEqual(['"○ 満たす,△ 一部,× 満たさない,◇ 計画中,－ 該当なし"'])
    for (const worksheet of book.worksheets) {
      worksheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)))
    }
  })

  it('is understood after a status was changed, a row deleted and a column put in there', async () => {
    const book = await opened()
    const sheet = book.getWorksheet('回答')
    sheet?.spliceColumns(1, 0, ['社内メモ', 'x'])
    sheet?.spliceRows(2, 1)
    if (sheet) sheet.getCell('F2').value = '×'
    if (sheet) sheet.getCell('H3').value = '書き直した'
    const back = await read(new Uint8Array(await book.xlsx.writeBuffer()))
    expect(back.own?.exportId).toBe(MARK.exportId)
    const base = new Map(NASTY.map((answer, index) => [NUMBERS[index] ?? '', answer]))
    const merged = mergeAnswers(back.understanding.answers, base, base)
    expect(merged.map(({ criterion }) => criterion)).toEqual(NUMBERS.slice(1, NASTY.length))
    expect(
      merged.flatMap(({ criterion, fields }) =>
        fields
          .filter(({ outcome }) => outcome !== 'unchanged')
          .map(({ field, outcome, result }) => [criterion, field, outcome, result]),
      ),
    ).toEqual([
      [NUMBERS[1], 'status', 'take-theirs', 'unmet'],
      [NUMBERS[2], 'reason', 'take-theirs', '書き直した'],
    ])
  })

  it('is read without its mark when the mark is damaged, and refused when it is newer', async () => {
    const damaged = await opened()
    const mark = damaged.getWorksheet('hoshitori')
    if (mark) mark.getCell('B3').value = 'nonsense'
    const back = await read(new Uint8Array(await damaged.xlsx.writeBuffer()))
    expect([back.own, back.understanding.problems.map(({ code }) => code).slice(0, 1)]).toEqual([null, ['mark-damaged']])
    const newer = await opened()
    const other = newer.getWorksheet('hoshitori')
    if (other) other.getCell('B2').value = '2'
    const outcome = await readAnswers({ bytes: new Uint8Array(await newer.xlsx.writeBuffer()), editions: EDITIONS })
    expect(!outcome.ok && outcome.refusals[0].code).toBe('newer-format')
  })
})

describe('our own CSV', () => {
  it('cannot be written in Shift_JIS with characters that it lacks', () => {
    const outcome = writeOwnCsv(exportOf([{ ...NO_ANSWER, reason: '😀' }]), 'shift_jis')
    expect(!outcome.ok && outcome.refusals[0].code).toBe('not-in-shift-jis')
  })

  it('leaves the apostrophes of other files alone', async () => {
    const back = await read(Buffer.from("番号,評価,理由\n1-1-1-1,○,'=1\n"))
    expect([back.own, back.form, back.encoding, back.understanding.answers[0]?.texts.reason]).toEqual([
      null,
      'csv',
      'utf-8',
      "'=1",
    ])
  })
})
