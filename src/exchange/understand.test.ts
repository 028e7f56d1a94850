import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { LONGEST_TEXT } from '../assessment/fields.ts'
import { ANSWER_HEADERS, OFFICIAL_HEADERS, officialRow, THREE, table, understood } from './exchange.fixture.ts'
import type { Problem, Understanding } from './understood.ts'

const codes = (problems: readonly Problem[]) => problems.map(({ code, cell }) => [code, cell])
const rolesOf = ({ columns }: Understanding) =>
  Object.fromEntries(columns.filter(({ role }) => role !== 'known').map(({ name, role, by }) => [name, `${role} by ${by}`]))

describe('the official workbook as people fill it in', () => {
  it('reads the answers in columns O to R', async () => {
    const { sheet, answers, problems, columns } = await understood([
      officialRow('1-1-1-1', '○', '規程がある', '情報セキュリティ規程', '2025年改定'),
      officialRow('1-1-1-2', '△', '一部のみ', '来年度に整備する', ''),
      officialRow('1-2-1-1', '-', '自社サーバを持たない', '契約書', ''),
      officialRow('4-4-4-2', '', '', '', ''),
    ])
    expect(sheet).toBe('★3・★4要求事項・評価基準')
    expect(problems).toEqual([])
    expect(columns.filter(({ role }) => role !== 'known').map(({ name, role }) => `${name} ${role}`)).toEqual([
      'L number',
      'O status',
      'P reason',
      'Q mixed',
      'R note',
    ])
    expect(answers.map(({ criterion, status, texts }) => ({ criterion, status, ...texts }))).toEqual([
      { criterion: '1-1-1-1', status: 'met', reason: '規程がある', evidence: '情報セキュリティ規程', note: '2025年改定' },
      { criterion: '1-1-1-2', status: 'partial', reason: '一部のみ', plan: '来年度に整備する', note: '' },
      { criterion: '1-2-1-1', status: 'notApplicable', reason: '自社サーバを持たない', evidence: '契約書', note: '' },
      { criterion: '4-4-4-2', status: null, reason: '', plan: '', note: '' },
    ])
    expect(answers[0]?.cells).toEqual({ status: 'O3', reason: 'P3', evidence: 'Q3', note: 'R3' })
    expect(answers[1]?.raw).toEqual({ O4: '△', P4: '一部のみ', Q4: '来年度に整備する' })
  })

  it('reads answers under missing headers by their place', async () => {
    const read = await understood(
      [officialRow('1-1-1-1', '○', 'r', 'e', 'n'), officialRow('1-1-1-2', '×'), officialRow('1-2-1-1', '△')],
      { headers: OFFICIAL_HEADERS },
    )
    expect(rolesOf(read)).toEqual({
      L: 'number by content',
      O: 'status by place',
      P: 'reason by place',
      Q: 'mixed by place',
      R: 'note by place',
    })
    expect(read.answers[0]?.texts).toEqual({ reason: 'r', evidence: 'e', note: 'n' })
  })

  it('reads answers without any header row', () => {
    const rows = [officialRow('1-1-1-1', '○', 'r'), officialRow('1-1-1-2', '×'), officialRow('1-2-1-1', '△')].map((row) =>
      row.map(String),
    )
    expect(rolesOf(table(...rows))).toMatchObject({ L: 'number by content', O: 'status by place' })
    const shifted = table(...rows.map((row) => row.slice(10)))
    expect(rolesOf(shifted)).toMatchObject({ B: 'number by content', E: 'status by content', F: 'other by content' })
    expect(shifted.answers.map(({ status }) => status)).toEqual(['met', 'unmet', 'partial'])
    expect(codes(shifted.problems)).toContainEqual(['column-ignored', null])
  })

  it('reads other columns in another order, and headers in two rows', () => {
    const read = table(
      ['', '', '回答欄', '', '', ''],
      ['担当者', 'エビデンス', '自己評価\n(○/△/×)', '評価基準番号', '現状', '今後の対応(予定)'],
      ['山田', 'ログ', '○', '1-1-1-1', '今', '次'],
      ['', '', '×', '1-1-1-2', '', ''],
      ['', '', '', '1-2-1-1', '', ''],
    )
    expect(rolesOf(read)).toEqual({
      A: 'assignee by header',
      B: 'evidence by header',
      C: 'status by header',
      D: 'number by content',
      E: 'state by header',
      F: 'plan by header',
    })
    expect(read.answers[0]).toMatchObject({
      criterion: '1-1-1-1',
      status: 'met',
      assignee: '山田',
      texts: { evidence: 'ログ', state: '今', plan: '次' },
    })
  })

  it('takes the column that keeps the promise of its header', () => {
    const head = ['番号', '対応状況', '評価', '確認者の所見']
    const read = table(
      head,
      ['1-1-1-1', '規程を作って配った', '○', 'x'],
      ['1-1-1-2', 'まだない', '×', ''],
      ['1-2-1-1', '', '', ''],
    )
    expect(rolesOf(read)).toMatchObject({ B: 'state by header', C: 'status by header', D: 'other by header' })
    expect(codes(read.problems)).toEqual([['column-left-out', null]])
    const marks = table(['番号', '対応状況', '備考'], ['1-1-1-1', '○', ''], ['1-1-1-2', '×', ''], ['1-2-1-1', '△', ''])
    expect(rolesOf(marks)).toMatchObject({ B: 'status by header' })
  })

  const CRITERIA = ['1-1-1-1', '1-1-1-2', '1-2-1-1', '1-2-1-2', '4-4-4-2', '4-5-1-8']
  const column = (header: string, texts: readonly string[], ...above: string[][]) =>
    table(...above, ['番号', header], ...texts.map((text, row) => [CRITERIA[row] ?? '', text]))

  it.each<[string, string, string[], string[][], unknown[]]>([
    [
      'letters',
      '自己評価',
      ['A', 'Ｂ', 'C', 'D'],
      [['A:実施済 B：一部実施 C=未実施、D=対象外']],
      ['met', 'partial', 'unmet', 'notApplicable'],
    ],
    ['numbers in the header', '自己評価(0:未実施 1:一部実施 2:実施済)', ['2', '1', '0'], [], ['met', 'partial', 'unmet']],
    [
      'what a mark usually means',
      '自己評価',
      ['○', '〇', '×', '◎'],
      [
        ['凡例', '◎:満たす'],
        ['', '○:一部'],
      ],
      ['partial', 'partial', 'unmet', 'met'],
    ],
  ])('takes the word of a legend for %s', (_, header, texts, above, statuses) => {
    const read = column(header, texts, ...above)
    expect(read.answers.map(({ status }) => status)).toEqual(statuses)
    expect([read.questions, codes(read.problems).filter(([code]) => code !== 'reason-missing')]).toEqual([[], []])
  })

  it.each<[string, string[], string[][], unknown[]]>([
    ['an index that nothing explains', ['A', 'A', 'B', '○'], [], [undefined, undefined, undefined, 'met']],
    [
      'one that is explained in two ways',
      ['A', 'A', 'B'],
      [['A:実施済 B:未実施'], ['A:未実施']],
      [undefined, undefined, undefined],
    ],
    ['one entry alone', ['1', '1', '2'], [['1:実施済']], [undefined, undefined, undefined]],
    ['● beside ○', ['●', '●', '○', '×'], [], [undefined, undefined, 'met', 'unmet']],
    ['未 without 済', ['未', '未', '○'], [], [undefined, undefined, 'met']],
  ])('asks about %s', (_, texts, above, statuses) => {
    const read = column('自己評価', texts, ...above)
    expect(read.answers.map(({ status }) => status)).toEqual(statuses)
    expect(read.questions).toMatchObject([{ kind: 'words', open: true }])
  })

  it.each<[string, string[], unknown[]]>([
    ['● beside × and ▲', ['●', '▲', '×'], ['met', 'partial', 'unmet']],
    ['未 beside 済', ['済', '未', '未'], ['met', 'unmet', 'unmet']],
  ])('takes %s, and tells', (_, texts, statuses) => {
    const read = column('自己評価', texts)
    expect(read.answers.map(({ status }) => status)).toEqual(statuses)
    expect(read.questions).toEqual([])
    expect(codes(read.problems).map(([code]) => code)).toContain('status-doubtful')
  })

  it('says so when there is no column of statuses', () => {
    const read = table(['番号', '理由'], ['1-1-1-1', 'a'], ['1-1-1-2', 'b'], ['1-2-1-1', 'c'])
    expect(codes(read.problems)).toEqual([['no-status-column', null]])
    expect(read.answers[0]?.status).toBeUndefined()
  })

  it('reads numbers however they are written', async () => {
    const read = await understood([
      officialRow('１－１－１－１', '○'),
      officialRow('No.1-1-1-2', '○'),
      officialRow('1ー2ー1ー1.', '○'),
      officialRow(' 4.4.4.2 ', '○'),
    ])
    expect(read.answers.map(({ criterion }) => criterion)).toEqual(['1-1-1-1', '1-1-1-2', '1-2-1-1', '4-4-4-2'])
  })
})

describe('what is not understood stays untaken and is told, cell by cell', () => {
  it.each<[string, ExcelJS.CellValue[], string, string]>([
    ['status-not-understood', ['A'], 'O3', 'A'],
    ['status-doubtful', ['◎'], 'O3', '◎'],
    ['formula', [{ formula: 'IF(1,"○","×")', result: '○' }], 'O3', '=IF(1,"○","×") (○)'],
    ['formula', ['○', { formula: 'A1', result: '理由' }], 'P3', '=A1 (理由)'],
    ['error-value', ['○', { error: '#REF!' } as ExcelJS.CellErrorValue], 'P3', '#REF!'],
    ['date-read', ['○', new Date('2001-01-01T00:00:00Z')], 'P3', '2001-01-01'],
    ['text-too-long', ['○', 'あ'.repeat(LONGEST_TEXT + 1)], 'P3', 'あ'.repeat(LONGEST_TEXT + 1)],
    ['reason-missing', ['対象外'], 'O3', '該当なし'],
  ])('%s', async (code, cells, cell, seen) => {
    const read = await understood([officialRow('1-1-1-1', ...cells), ...THREE.slice(1)])
    expect(
      read.problems.map((problem) => [problem.code, problem.severity, problem.cell, problem.seen, problem.criterion]),
    ).toEqual([[code, 'attention', cell, seen, '1-1-1-1']])
  })

  it('leaves a field absent, not empty, when it could not be taken', async () => {
    const read = await understood([officialRow('1-1-1-1', 'A', { formula: 'A1', result: 'x' }, '', 'メモ'), ...THREE.slice(1)])
    const [answer] = read.answers
    expect(answer && 'status' in answer).toBe(false)
    expect(answer?.texts).toEqual({ plan: '', note: 'メモ' })
    expect(answer?.raw).toEqual({ O3: 'A', P3: '=A1 (x)', R3: 'メモ' })
  })

  it('tells rows without a number, and numbers that are none', async () => {
    const read = await understood([
      ...THREE,
      officialRow('', '○', '番号のない理由'),
      officialRow('1-1-1-x', '○', ''),
      officialRow('合計', '3', ''),
      officialRow('備考', '', ''),
    ])
    expect(read.problems.map(({ code, cell, seen }) => [code, cell, seen])).toEqual([
      ['row-without-number', 'O6', 'O6: ○\nP6: 番号のない理由'],
      ['number-not-understood', 'L7', '1-1-1-x\nO7: ○'],
      ['row-without-number', 'O8', 'O8: 3'],
    ])
    expect(read.answers).toHaveLength(3)
  })

  it('passes over a header that is printed again', async () => {
    const read = await understood([...THREE, [...OFFICIAL_HEADERS, ...ANSWER_HEADERS], officialRow('4-4-4-2', '○')])
    expect(read.problems).toEqual([])
    expect(read.answers).toHaveLength(4)
  })
})

describe('numbers', () => {
  it('tells a criterion that does not exist, and one of another edition', async () => {
    const read = await understood([
      ...THREE,
      officialRow('9-9-9-9', '○', 'どこへ'),
      officialRow('1-1-3-1', '×', '旧版'),
      officialRow('1-2-1-2'),
    ])
    expect(
      read.problems.map(({ code, cell, criterion, candidates }) => [code, cell, criterion, candidates?.[0]?.texts.reason]),
    ).toEqual([
      ['no-such-criterion', 'L6', '9-9-9-9', 'どこへ'],
      ['criterion-of-another-edition', 'L7', '1-1-3-1', '旧版'],
    ])
    expect(read.answers.map(({ criterion }) => criterion)).toEqual(['1-1-1-1', '1-1-1-2', '1-2-1-1', '1-2-1-2'])
  })

  it('says when another edition fits better', async () => {
    const read = await understood([...THREE, officialRow('1-1-3-1', '○'), officialRow('1-1-3-2', '○')])
    expect(read.problems[0]).toMatchObject({ code: 'edition-mismatch', seen: '2025-12-26' })
    expect(read.problems[0]?.words.ja).toContain('2026-03-27 版(3件)より 2025-12-26 版(5件)')
  })

  it('takes the same criterion twice once, when both say the same or one is empty', async () => {
    const read = await understood([
      ...THREE,
      officialRow('4-4-4-2', '○', 'a'),
      officialRow('4-4-4-2', '〇', 'a '),
      officialRow('4-4-4-2', '', ''),
    ])
    expect(read.answers.filter(({ criterion }) => criterion === '4-4-4-2')).toHaveLength(1)
    expect(read.problems.map(({ code, severity }) => [code, severity])).toEqual([['duplicate-same', 'ignored']])
  })

  it.each([
    ['statuses', ['○', 'a'], ['×', 'a']],
    ['texts', ['○', 'a'], ['○', 'b']],
    ['unread statuses', ['A', 'a'], ['B', 'a']],
    ['an unread text', ['○', { formula: 'A1', result: '' }], ['○', '']],
  ])('takes neither of two that differ in %s until a person decides', async (_, one, other) => {
    const read = await understood([...THREE, officialRow('4-4-4-2', ...one), officialRow('4-4-4-2', ...other)])
    expect(read.answers.some(({ criterion }) => criterion === '4-4-4-2')).toBe(false)
    const problem = read.problems.find(({ code }) => code === 'duplicate-different')
    expect(problem?.candidates?.map(({ row }) => row)).toEqual([6, 7])
    expect(problem?.words.ja).toContain('6・7行目')
  })
})
