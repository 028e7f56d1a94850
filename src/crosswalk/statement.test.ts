import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_EDITION } from '../catalogue/index.ts'
import { loadDictionary, loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { type Sheet, toSheet } from '../sheets/grid.ts'
import { controlsFor, proposeFrom, readStatement, type StatementLine } from './index.ts'
import { loadCrosswalk } from './load.ts'
import { applicableFrom, controlFrom, implementedFrom, roleOf } from './statement-notation.ts'

const folder = join(root, 'catalogue')
const controls = controlsFor(loadCrosswalk(folder, loadDictionary(folder)), DEFAULT_EDITION, undefined)
const known = controls.map(({ id }) => id)
const edition = loadEdition(folder, DEFAULT_EDITION)

function read(rows: string[][], merges: Sheet['merges'] = []) {
  return readStatement({ ...toSheet('適用宣言書', rows), merges }, known)
}
const short = ({ control, applicable, implemented, reason }: StatementLine) => [control, applicable, implemented, reason]

describe('a number', () => {
  test.each([
    ['5.1', '5.1'],
    ['A.5.1', '5.1'],
    ['Ａ．５．１０', '5.10'],
    ['A 8.34', '8.34'],
    ['A.5.01', '5.1'],
    ['附属書A 7.4 監視', '7.4'],
    ['A.6.8情報の報告', '6.8'],
  ])('%s is %s of 2022', (text, number) => {
    expect(controlFrom(text)).toEqual({ edition: '2022', number })
  })

  test.each([
    ['A.9.2.3', 'A.9.2.3'],
    ['5.1.1 方針', 'A.5.1.1'],
    ['Ａ．１８．２．３', 'A.18.2.3'],
  ])('%s is %s of 2013', (text, number) => {
    expect(controlFrom(text)).toEqual({ edition: '2013', number })
  })

  test.each(['', '5', '5 組織的管理策', '4.2', 'A.9.2', '5.1.2.3', '2024.5.1', '方針 5.1', '5.1-5.3', '1.2.3'])(
    '“%s” is none',
    (text) => {
      expect(controlFrom(text)).toBeUndefined()
    },
  )
})

test.each([
  [
    'applicable',
    [
      '適用',
      '適用/適用除外',
      '適用の有無',
      '適用・除外',
      '採用',
      '採否',
      '適用\n(○/×)',
      'Applicable',
      'Applicability',
      'Included?',
      'Included',
    ],
  ],
  ['excluded', ['適用除外', '除外', '不採用', 'Excluded', 'Not applicable']],
  ['implemented', ['実施状況', '実施', '実装状況', '導入状況', '対応状況', 'Implemented', 'Implementation status', 'Status']],
  ['reason', ['理由', '採用理由', '適用除外の理由', '適用の根拠', 'Justification for inclusion', 'Reason']],
  [undefined, ['適用宣言書', '管理策', '管理策番号', '備考', '実施責任者', '適用範囲', '']],
])('a header of %s', (role, headers) => {
  expect(headers.map((header) => [header, roleOf(header)])).toEqual(headers.map((header) => [header, role]))
})

test('marks and words are read as people write them, and a doubtful one is nobody’s yes', () => {
  const applicable = [
    '○',
    '適用',
    '適用(法令のため)',
    'Yes',
    '×',
    '適用除外',
    '対象外：該当業務なし',
    'N/A',
    '－',
    'x',
    '',
    'たぶん',
  ]
  expect(applicable.map(applicableFrom)).toEqual([
    'yes',
    'yes',
    'yes',
    'yes',
    'no',
    'no',
    'no',
    'no',
    'no',
    'unknown',
    undefined,
    undefined,
  ])
  const implemented = ['実施済', '○', 'Implemented', '一部実施', '△', '未実施', '計画中', 'Planned', '実施中', '適用除外']
  expect(implemented.map(implementedFrom)).toEqual([
    'yes',
    'yes',
    'yes',
    'partly',
    'partly',
    'no',
    'no',
    'no',
    'unknown',
    undefined,
  ])
})

describe('a statement of applicability', () => {
  test('is read by its headers, whatever stands above and between', () => {
    const { edition, lines, problems, missing } = read([
      ['適用宣言書', '', '', '', '', '2026年4月1日'],
      [],
      ['番号', '管理策', '適用/適用除外', '採用理由', '除外理由', '実施状況'],
      ['5', '組織的管理策'],
      ['A.5.1', '方針', '適用', 'リスク対応', '', '実施済'],
      ['A.5.2', '役割', '適用', '契約\n法令', '', '一部実施'],
      ['A.8.30', '外部委託', '適用除外', '', '開発を委託していない', ''],
      ['', '', '', '以上', '', ''],
    ])
    expect(edition).toBe('2022')
    expect(lines.map(short)).toEqual([
      ['5.1', 'yes', 'yes', 'リスク対応'],
      ['5.2', 'yes', 'partly', '契約\n法令'],
      ['8.30', 'no', 'unknown', '開発を委託していない'],
    ])
    expect(lines[0]?.cell).toBe('A5')
    expect(problems.map(({ code, severity, cell }) => [code, severity, cell])).toEqual([['no-control', 'ignored', 'A8']])
    expect(missing).toHaveLength(90)
  })

  test('in English, with a column for each answer, and a contradiction that nobody decides', () => {
    const { lines, problems } = read([
      ['Control', 'Title', 'Applicable', 'Excluded', 'Implementation status', 'Justification'],
      ['5.1', 'Policies', '✓', '', 'Implemented', 'risk'],
      ['5.2', 'Roles', '', '✓', '', 'none'],
      ['5.3', 'Duties', '✓', '✓', 'Planned', ''],
      ['5.4', 'Management', 'x', '', 'In progress', ''],
    ])
    expect(lines.map(short)).toEqual([
      ['5.1', 'yes', 'yes', 'risk'],
      ['5.2', 'no', 'unknown', 'none'],
      ['5.3', 'unknown', 'no', ''],
      ['5.4', 'unknown', 'unknown', ''],
    ])
    expect(problems.map(({ code, cell }) => `${code} ${cell}`)).toEqual(['contrary D4', 'not-understood C5', 'not-understood E5'])
  })

  test('gives back the zero that a spreadsheet dropped, and names what stands twice or nowhere', () => {
    const numbers = ['5.8', '5.9', '5.1', '5.11', '5.19', '5.2', '5.2', '5.38']
    const { lines, problems } = read([['No', '適用'], ...numbers.map((number) => [number, '○'])])
    expect(lines.map(({ control }) => control)).toEqual(['5.8', '5.9', '5.10', '5.11', '5.19', '5.20', '5.2'])
    expect(problems.map(({ code, cell }) => `${code} ${cell}`)).toEqual(['lost-zero A4', 'lost-zero A7', 'unknown-control A9'])
    expect(
      read([
        ['No', '適用'],
        ['5.1', '○'],
        ['5.1', '×'],
      ]).problems,
    ).toMatchObject([{ code: 'control-twice', cell: 'A3' }])
  })

  test('keeps what stands beside a number that is merged over several rows', () => {
    const rows = [
      ['管理策番号', '適用', '実施状況', '理由'],
      ['5.1', '○', '実施済', '法令'],
      ['', '', '', '契約'],
      ['5.2', '○', '', ''],
    ]
    const { lines, problems } = read(rows, [{ top: 1, bottom: 2, left: 0, right: 0 }])
    expect(lines.map(short)).toEqual([
      ['5.1', 'yes', 'yes', '法令\n契約'],
      ['5.2', 'yes', 'unknown', ''],
    ])
    expect(problems).toEqual([])
  })

  test('takes none of two columns in one role that say different things, until somebody says which is meant', () => {
    const rows = [
      ['番号', '適用 (2026年)', '適用 (2027年)', '実施状況', 'Status'],
      ['5.1', '○', '×', '実施済', '実施済'],
      ['5.2', '○', '○', '未実施', '未実施'],
    ]
    const { lines, questions, problems } = read(rows)
    expect(lines.map(short)).toEqual([
      ['5.1', 'unknown', 'yes', ''],
      ['5.2', 'unknown', 'no', ''],
    ])
    expect(problems).toEqual([])
    const options = [
      { name: 'B', header: '適用 (2026年)', filled: 2 },
      { name: 'C', header: '適用 (2027年)', filled: 2 },
    ]
    expect(questions).toEqual([{ role: 'applicable', options }])
    const said = (applicable: string) =>
      readStatement(toSheet('適用宣言書', rows), known, { applicable }).lines.map((one) => one.applicable)
    expect([said('C'), said('B'), said('none'), said('Z')]).toEqual([
      ['no', 'yes'],
      ['yes', 'yes'],
      ['unknown', 'unknown'],
      ['unknown', 'unknown'],
    ])
  })

  test('asks nothing for the sake of a column that is empty, or kept from sight', () => {
    const rows = [
      ['番号', '適用', '適用 (記入欄)', '適用 (昨年)'],
      ['5.1', '○', '', '×'],
    ]
    const hidden = { ...toSheet('適用宣言書', rows), hiddenColumns: new Set([3]) }
    expect(readStatement(hidden, known)).toMatchObject({
      questions: [],
      lines: [{ applicable: 'yes' }],
      columns: [{ name: 'B' }],
    })
  })

  test('of 2013 is told apart, and nothing is taken of it', () => {
    const { edition, lines, problems } = read([
      ['番号', '適用'],
      ['A.5.1', '方向性'],
      ['A.5.1.1', '○'],
      ['A.5.1.2', '○'],
      ['A.9.2.3', '○'],
    ])
    expect([edition, lines]).toEqual(['2013', []])
    expect(problems).toMatchObject([
      { code: 'edition-2013', cell: 'A3', words: { ja: expect.stringContaining('A.5.1.1 など3件') } },
    ])
  })

  test('of 2022 with a number of 2013 says which row was left', () => {
    const { lines, problems } = read([
      ['番号', '適用'],
      ['5.1', '○'],
      ['5.2', '○'],
      ['A.9.2.3', '○'],
    ])
    expect(lines).toHaveLength(2)
    expect(problems).toMatchObject([{ code: 'number-of-2013', severity: 'attention', cell: 'A4', seen: 'A.9.2.3' }])
  })

  test('without numbers, or without a word on what is applicable, says what to do', () => {
    expect(
      read([
        ['対策', '適用'],
        ['方針', '○'],
      ]),
    ).toMatchObject({ edition: undefined, lines: [], problems: [{ code: 'no-controls' }] })
    const { lines, problems } = read([
      ['番号', '管理策'],
      ['5.1', '方針'],
    ])
    expect(lines.map(short)).toEqual([['5.1', 'unknown', 'unknown', '']])
    expect(problems).toMatchObject([{ code: 'no-applicable-column' }])
  })
})

describe('what follows for a criterion', () => {
  const line = (control: string, over: Partial<StatementLine> = {}): StatementLine => {
    return { control, cell: 'A1', applicable: 'yes', implemented: 'yes', reason: '', ...over }
  }
  const propose = (...lines: StatementLine[]) => new Map(proposeFrom(lines, controls, edition).map((one) => [one.id, one]))
  const prospects = (id: string, ...lines: StatementLine[]) => propose(...lines).get(id)?.prospect

  test('depends on the strength, and on how far the control is in place', () => {
    expect(prospects('1-3-1-1', line('5.1'))).toBe('likely')
    expect(prospects('1-3-1-1', line('5.1', { implemented: 'partly' }))).toBe('partly')
    expect(prospects('1-3-1-1', line('5.1', { implemented: 'unknown' }))).toBe('partly')
    expect(prospects('1-3-1-1', line('5.1', { implemented: 'no' }))).toBe('new')
    expect(prospects('1-3-1-1', line('5.1', { applicable: 'no' }))).toBe('new')
    expect(prospects('1-3-1-1', line('5.1', { applicable: 'unknown' }))).toBe('new')
    expect(prospects('1-3-1-3', line('5.1'))).toBe('partly')
    expect(prospects('4-3-2-1', line('8.7'))).toBe('new')
  })

  test('comes with its reasons, the strongest first, and the numbers that stay open', () => {
    const proposals = propose(line('8.8'), line('8.23'), line('8.7'))
    expect(proposals.get('4-4-4-2')).toMatchObject({
      prospect: 'partly',
      numbers: [{ ja: '公開から適用までの日数: 14日以内' }, {}],
    })
    expect(proposals.get('4-4-5-4')?.because.map(({ control, strength }) => [control, strength])).toEqual([
      ['8.23', 'covers'],
      ['8.7', 'helps'],
    ])
  })

  test('is never more than likely for a firm with every control in place, and asks of it every number', () => {
    const all = [...propose(...known.map((control) => line(control))).values()]
    expect(all).toHaveLength(edition.criteria.length)
    expect(all.filter(({ prospect, numbers }) => prospect === 'likely' && numbers.length > 0)).toEqual([])
    expect([...propose().values()].every(({ prospect, because }) => prospect === 'new' && because.length === 0)).toBe(true)
  })
})
