import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { toSheet } from '../sheets/grid.ts'
import { EDITIONS, officialRow, THREE, table, understood } from './exchange.fixture.ts'
import { understand } from './understand.ts'

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
      ['sheet-with-numbers-ignored', 'attention', '★3・★4要求事項・評価基準'],
    ])
    const filled = await understood(
      THREE.map((row) => [...row, '○']),
      { shape: add('メモ', [['買い物', '牛乳']]) },
    )
    expect(filled.problems.map(({ code, severity, seen }) => [code, severity, seen])).toEqual([
      ['sheet-ignored', 'ignored', 'メモ'],
    ])
  })

  it('reads the sheet that a person names, and a hidden one only when nothing else has numbers', async () => {
    expect((await understood(THREE, { shape: add('記入済み', copy) }, '★3・★4要求事項・評価基準')).sheet).toBe(
      '★3・★4要求事項・評価基準',
    )
    expect((await understood(THREE, { shape: add('隠し', copy, 'hidden') })).sheet).toBe('★3・★4要求事項・評価基準')
    expect((await understood([], { shape: add('隠し', copy, 'hidden') })).sheet).toBe('隠し')
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
