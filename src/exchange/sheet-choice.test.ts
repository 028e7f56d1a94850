import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { toSheet } from '../sheets/grid.ts'
import { EDITIONS, officialRow, THREE, table, understood } from './exchange.fixture.ts'
import { understand } from './understand.ts'
import { rowKey, type Understanding } from './understood.ts'

describe('merged cells', () => {
  it('takes a merged answer for every criterion beside it, and says so', async () => {
    const read = await understood(
      [officialRow('1-1-1-1', '○', 'まとめて'), officialRow('1-1-1-2'), officialRow('1-2-1-1', '×')],
      {
        shape: (sheet) => {
          sheet.mergeCells('O3:O4')
          sheet.mergeCells('P3:P4')
          sheet.mergeCells('K3:K5')
        },
      },
    )
    expect(read.answers.map(({ status, texts }) => [status, texts.reason])).toEqual([
      ['met', 'まとめて'],
      ['met', 'まとめて'],
      ['unmet', ''],
    ])
    expect(read.problems.map(({ code, cell, seen }) => [code, cell, seen])).toEqual([
      ['merged-filled', 'O3', '○'],
      ['merged-filled', 'P3', 'まとめて'],
    ])
  })

  it('reads the rows of a merged number as one answer, line by line', async () => {
    const read = await understood(
      [officialRow('1-1-1-1', '○', '一行目'), officialRow('', '', '二行目'), officialRow('1-1-1-2'), officialRow('1-2-1-1')],
      {
        shape: (sheet) => {
          sheet.mergeCells('L3:L4')
          sheet.mergeCells('O3:O4')
        },
      },
    )
    expect(read.problems).toEqual([])
    expect(read.answers[0]).toMatchObject({ criterion: '1-1-1-1', row: 3, status: 'met', texts: { reason: '一行目\n二行目' } })
  })
})

describe('sheets', () => {
  const add =
    (name: string, rows: string[][], state: ExcelJS.WorksheetState = 'visible') =>
    (_: ExcelJS.Worksheet, book: ExcelJS.Workbook) => {
      const sheet = book.addWorksheet(name, { state })
      for (const row of rows) sheet.addRow(row)
    }
  const copy = [
    ['番号', '評価'],
    ['1-1-1-1', '○'],
    ['1-1-1-2', '×'],
    ['1-2-1-1', '△'],
  ]

  it('reads the filled copy rather than the empty original, and lists the others', async () => {
    const read = await understood(THREE, { shape: add('記入済み', copy) })
    expect(read.sheet).toBe('記入済み')
    expect(read.problems.map(({ code, severity, seen }) => [code, severity, seen])).toEqual([
      ['sheet-empty', 'ignored', '★3・★4要求事項・評価基準'],
    ])
    const filled = await understood(
      THREE.map((row) => [...row, '○']),
      { shape: add('メモ', [['買い物', '牛乳']]) },
    )
    expect(filled.problems.map(({ code, severity, seen }) => [code, severity, seen])).toEqual([
      ['sheet-ignored', 'ignored', 'メモ'],
    ])
  })

  const asked = ({ questions }: Understanding) =>
    questions.flatMap((question) =>
      question.kind === 'sheets'
        ? [[question.open, question.options.map(({ name, criteria, answers }) => [name, criteria, answers])]]
        : [],
    )

  it('reads the sheet that a person names, whatever its name is, and asks before it reads a hidden one', async () => {
    expect((await understood(THREE, { shape: add('記入済み', copy) }, { sheets: ['★3・★4要求事項・評価基準'] })).sheet).toBe(
      '★3・★4要求事項・評価基準',
    )
    expect((await understood(THREE, { shape: add('隠し', copy, 'hidden') })).sheet).toBe('★3・★4要求事項・評価基準')
    const hidden = await understood([], { shape: add('隠し', copy, 'hidden') })
    expect([hidden.sheet, hidden.answers, asked(hidden)]).toEqual(['', [], [[true, [['隠し', 3, 3]]]]])
    expect((await understood([], { shape: add('隠し', copy, 'hidden') }, { sheets: [' 隠し'] })).answers).toHaveLength(3)
    const none = understand([toSheet('記入済み', copy)], EDITIONS, { sheets: ['別'] })
    expect(!none.ok && [none.refusals[0].code, none.refusals[0].words.ja.includes('「記入済み」')]).toEqual([
      'no-such-sheet',
      true,
    ])
  })

  it.each([
    '記入例',
    '(例)',
    '例1',
    '記載例2',
    '見本',
    'サンプル',
    '凡例',
    '旧様式',
    '回答(旧)',
    '前年度',
    '昨年',
    'Sample',
    'old',
  ])('never takes a sheet named %s, however full it is, and asks where there is no other', async (name) => {
    const half = copy.map(([number = '', status = ''], row) => [number, row < 2 ? status : ''])
    const sheets = [toSheet(name, copy), toSheet('回答', half)]
    const read = understand(sheets, EDITIONS)
    expect(
      read.ok && [read.value.sheet, read.value.problems.map(({ code, seen }) => [code, seen]), read.value.questions],
    ).toEqual(['回答', [['sheet-left-out', name]], []])
    const alone = understand(sheets.slice(0, 1), EDITIONS)
    expect(alone.ok && [alone.value.answers, asked(alone.value)]).toEqual([[], [[true, [[name, 3, 3]]]]])
  })

  it.each(['条例', '事例', '例外管理規程', '回答'])('takes a sheet named %s for what it is', (name) => {
    expect(understand([toSheet(name, copy)], EDITIONS)).toMatchObject({ ok: true, value: { sheet: name, questions: [] } })
  })

  it('asks which of two that are filled in, and reads both where that is said', () => {
    const other = copy.map(([number = '', status = '']) => [number, status === '○' ? '×' : status])
    const sheets = [toSheet('本社', copy), toSheet('工場', other)]
    const open = understand(sheets, EDITIONS)
    expect(open.ok && [open.value.answers, asked(open.value)]).toEqual([
      [],
      [
        [
          true,
          [
            ['本社', 3, 3],
            ['工場', 3, 3],
          ],
        ],
      ],
    ])
    const one = understand(sheets, EDITIONS, { sheets: ['工場'] })
    expect(one.ok && [one.value.sheet, one.value.answers[0]?.status, one.value.questions[0]?.open]).toEqual([
      '工場',
      'unmet',
      false,
    ])
    const both = understand(sheets, EDITIONS, { sheets: ['本社', '工場'] })
    const problem = both.ok ? both.value.problems.find(({ code }) => code === 'duplicate-different') : undefined
    expect([problem?.cell, problem?.candidates?.map(rowKey)]).toEqual(['本社!A2', ['本社!2', '工場!2']])
    expect(problem?.words.ja).toContain('本社の2行目・工場の2行目')
  })

  it('reads the parts of one form together: a sheet for each category', () => {
    const parts = [
      toSheet('1章', [
        ['番号', '評価', '理由'],
        ['1-1-1-1', '○', 'a'],
        ['1-1-1-2', '×', ''],
        ['1-2-1-1', '△', ''],
      ]),
      toSheet('表紙', [['目次']]),
      toSheet('4章', [
        ['番号', '結果', '評価'],
        ['4-4-4-2', 'メモ', '×'],
      ]),
      toSheet('記入例', copy),
    ]
    for (const choices of [{}, { sheets: 'all' as const }]) {
      const read = understand(parts, EDITIONS, choices)
      if (!read.ok) throw new Error(read.refusals[0].code)
      const { sheet, answers, problems, questions } = read.value
      expect([sheet, questions]).toEqual(['1章、4章', []])
      expect(answers.map((answer) => [answer.criterion, answer.status, answer.cells.status])).toEqual([
        ['1-1-1-1', 'met', '1章!B2'],
        ['1-1-1-2', 'unmet', '1章!B3'],
        ['1-2-1-1', 'partial', '1章!B4'],
        ['4-4-4-2', 'unmet', '4章!C2'],
      ])
      expect(problems.map(({ code, seen }) => [code, seen])).toEqual([
        ['sheet-ignored', '表紙'],
        ['sheet-left-out', '記入例'],
      ])
    }
  })

  it('says that a form is not filled in', () => {
    const empty = understand(
      [
        toSheet(
          '回答',
          copy.map(([number = ''], row) => [number, row === 0 ? '評価' : '']),
        ),
      ],
      EDITIONS,
    )
    expect(empty.ok && empty.value.problems.map(({ code }) => code)).toEqual(['no-answers'])
  })

  it.each([
    [
      '別の様式',
      [
        ['氏名', '住所'],
        ['山田', '東京'],
      ],
      '評価基準の番号(例: 1-2-1-1)の列が',
    ],
    [
      '別の制度',
      [
        ['No', '評価'],
        ['8-1-1-1', '○'],
        ['8-1-1-2', '○'],
        ['8-1-2-1', '○'],
      ],
      'この制度の評価基準ではありません',
    ],
    [
      '要求事項だけ',
      [
        ['No', '評価'],
        ['1-1-1', '○'],
        ['1-1-2', '○'],
        ['1-2-1', '○'],
      ],
      '評価基準の番号がありません',
    ],
  ])('refuses %s and says what was found', (name, rows, words) => {
    const outcome = understand([toSheet(name, rows)], EDITIONS)
    expect(!outcome.ok && outcome.refusals[0].code).toBe('another-form')
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain(words)
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain(`「${name}」`)
  })

  it('refuses numbers without any column of answers', () => {
    const outcome = understand(
      [
        toSheet('一覧', [
          ['番号', '要求事項'],
          ['1-1-1-1', 'a'],
          ['1-1-1-2', 'b'],
          ['1-2-1-1', 'c'],
        ]),
      ],
      EDITIONS,
    )
    expect(!outcome.ok && outcome.refusals[0].code).toBe('no-answer-columns')
  })

  it('takes a table of one row when its headers are plain', () => {
    expect(table(['番号', '評価'], ['1-1-1-1', '○']).answers).toHaveLength(1)
  })

  it('says where a sheet goes on past what was read', () => {
    const outcome = understand([toSheet('長い', copy, true)], EDITIONS)
    expect(outcome.ok && outcome.value.problems.map(({ code }) => code)).toEqual(['sheet-cut'])
  })
})
