import type ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { toSheet } from '../sheets/grid.ts'
import { EDITIONS, officialRow, table, understood } from './exchange.fixture.ts'
import { readHeader } from './headers.ts'
import { understand } from './understand.ts'
import type { ReadingChoices, Understanding } from './understood.ts'

const NUMBERS = ['1-1-1-1', '1-1-1-2', '1-2-1-1', '4-4-4-2']
const OLD = ['○', '○', '○', '×']
const NEW = ['×', '△', '○', '該当なし']

/** A table of the four criteria with these columns: a header, and what stands below it. */
function columnsOf(...columns: [header: string, ...cells: string[]][]): string[][] {
  return [
    ['番号', ...columns.map(([header]) => header)],
    ...NUMBERS.map((number, row) => [number, ...columns.map((column) => column[row + 1] ?? '')]),
  ]
}
const read = (choices: ReadingChoices, ...columns: [string, ...string[]][]): Understanding => {
  const outcome = understand([toSheet('CSV', columnsOf(...columns))], EDITIONS, choices)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value
}
const statusesOf = ({ answers }: Understanding) => answers.map(({ status }) => status)
const NEW_STATUSES = ['unmet', 'partial', 'met', 'notApplicable']
const reason = (...cells: string[]): [string, ...string[]] => ['理由', ...cells]

describe('of two columns of statuses', () => {
  it.each([
    ['自己評価(2025年度)', '自己評価(2026年度)', 'earlier'],
    ['2025年度自己評価', '2026年度自己評価', 'earlier'],
    ['前回評価', '今回評価', 'earlier'],
    ['令和7年度の評価', '令和8年度の評価', 'earlier'],
    ['昨年度評価', '評価', 'earlier'],
    ['目標評価', '現状評価', 'later'],
    ['評価(目標)', '評価', 'later'],
    ['対応後評価', '対応前評価', 'later'],
    ['監査評価', '自己評価', 'others'],
    ['評価機関の判定', '判定', 'others'],
    ['二次評価', '自己評価', 'others'],
  ])('“%s” and “%s” decide by themselves, on either side', (other, own, why) => {
    for (const columns of [
      [
        [other, ...OLD],
        [own, ...NEW],
      ],
      [
        [own, ...NEW],
        [other, ...OLD],
      ],
    ] as [string, ...string[]][][]) {
      const understanding = read({}, ...columns, reason('', '', '', 'ない'))
      expect([own, statusesOf(understanding), understanding.questions]).toEqual([own, NEW_STATUSES, []])
      expect(understanding.columns.find(({ header }) => header === other)).toMatchObject({ role: 'other', leftOut: why })
      expect(understanding.problems.map(({ code, seen }) => [code, seen])).toEqual([['column-left-out', other]])
    }
  })

  it('a hidden one never wins, and is asked about where there is no other', async () => {
    const book = (hidden: string[], choices: ReadingChoices = {}) =>
      understood(
        NUMBERS.map((number, row) => officialRow(number, OLD[row], NEW[row], row === 3 ? 'ない' : '')),
        {
          headers: [
            ...officialRow('').map((_, column) => (column === 11 ? '評価基準No' : '')),
            '自己評価',
            '自己評価',
            '理由',
          ] as string[],
          shape: (sheet: ExcelJS.Worksheet) => {
            for (const name of hidden) sheet.getColumn(name).hidden = true
          },
        },
        choices,
      )
    const one = await book(['O'])
    expect([statusesOf(one), one.problems.map(({ code }) => code)]).toEqual([NEW_STATUSES, ['column-left-out']])
    const both = await book(['O', 'P'])
    expect(statusesOf(both)).toEqual([undefined, undefined, undefined, undefined])
    expect(both.questions).toMatchObject([
      { kind: 'statusColumn', open: true, options: [{ name: 'O', hidden: true }, { name: 'P' }] },
    ])
    expect(statusesOf(await book(['O', 'P'], { statusColumn: 'P' }))).toEqual(NEW_STATUSES)
  })

  it('one whose header promises them, in words that nobody knows, is asked about before another is taken', () => {
    const understanding = read({}, ['評価', 'A', 'B', 'A', 'C'], ['社内の状況', ...NEW])
    expect(understanding.questions).toMatchObject([
      { kind: 'statusColumn', open: true, options: [{ header: '評価' }, { header: '社内の状況' }] },
    ])
    expect(statusesOf(understanding)).toEqual(Array(4).fill(undefined))
  })

  it('two that say different things are asked about once, and two that say the same are one', () => {
    const open = read({}, ['評価', ...OLD], ['判定', ...NEW], reason('a', '', '', 'ない'))
    expect(open.questions).toEqual([
      {
        kind: 'statusColumn',
        open: true,
        sheet: 'CSV',
        options: [
          { name: 'B', header: '評価', hidden: false, seen: ['○', '×'] },
          { name: 'C', header: '判定', hidden: false, seen: ['×', '△', '○', '該当なし'] },
        ],
        suggested: null,
        chosen: null,
      },
    ])
    expect([statusesOf(open), open.answers[0]?.texts.reason]).toEqual([[undefined, undefined, undefined, undefined], 'a'])
    const chosen = read({ statusColumn: 'C' }, ['評価', ...OLD], ['判定', ...NEW], reason('', '', '', 'ない'))
    expect([statusesOf(chosen), chosen.questions[0]]).toMatchObject([NEW_STATUSES, { open: false, chosen: 'C' }])
    expect(chosen.problems.map(({ code, seen }) => [code, seen])).toEqual([['column-left-out', '評価']])
    const none = read({ statusColumn: 'none' }, ['評価', ...OLD], ['判定', ...NEW])
    expect(statusesOf(none)).toEqual([undefined, undefined, undefined, undefined])
    const same = read({}, ['評価', ...NEW], ['判定', ...NEW], reason('', '', '', 'ない'))
    expect([statusesOf(same), same.questions]).toEqual([NEW_STATUSES, []])
  })
})

describe('a header that nobody knows', () => {
  it.each([
    '自社評価',
    'チェック欄',
    '○×評価',
    '遵守状況',
    '評価点',
    '成熟度レベル',
    '①自己評価',
    '2.自己評価',
    'ステータス',
    '該当区分',
    'Self-assessment',
  ])('%s over statuses is that of the statuses', (header) => {
    const understanding = read({}, [header, ...NEW], reason('', '', '', 'ない'))
    expect([header, statusesOf(understanding), understanding.questions]).toEqual([header, NEW_STATUSES, []])
  })

  it('is asked about, with what it looks like; once said, it is known for the next file', () => {
    const columns: [string, ...string[]][] = [['対象の印', ...NEW], reason('', '', '', 'ない')]
    const open = read({}, ...columns)
    expect(open.questions).toMatchObject([
      { kind: 'statusColumn', open: true, suggested: 'B', options: [{ header: '対象の印' }] },
    ])
    expect(statusesOf(open)).toEqual([undefined, undefined, undefined, undefined])
    expect(statusesOf(read({ statusColumn: 'B' }, ...columns))).toEqual(NEW_STATUSES)
    expect([
      statusesOf(read({ statusHeaders: ['対象の印'] }, ...columns)),
      read({ statusHeaders: ['対象の印'] }, ...columns).questions,
    ]).toEqual([NEW_STATUSES, []])
  })

  it('of what is aimed at is asked about where there is no other, together with a text that holds statuses', () => {
    expect(read({}, ['目標評価', ...NEW], reason()).questions).toMatchObject([{ open: true, options: [{ header: '目標評価' }] }])
    expect(read({}, ['現状', ...NEW], ['目標評価', ...OLD]).questions).toMatchObject([
      { open: true, options: [{ header: '現状' }, { header: '目標評価' }] },
    ])
  })

  it('over who wrote an answer and when holds no answer', () => {
    for (const header of ['回答者', '回答日', '評価者', '評価日', '優先度', '重要度'])
      expect(readHeader(header).role).toBeUndefined()
    expect(['対応予定日', '担当者', '実施予定日'].map((header) => readHeader(header).role)).toEqual(['plan', 'assignee', 'plan'])
  })
})

describe('a column for each status', () => {
  it.each([
    ['marks', ['○', '△', '×', '該当なし'], '✓'],
    ['words', ['はい', '一部', 'いいえ', '該当なし'], '○'],
  ])('is read where its headers are %s, one mark a row', (_, heads, mark) => {
    const cells = (at: number) => NUMBERS.map((__, row) => (row === at ? mark : ''))
    const understanding = read(
      {},
      ...heads.map((head, at): [string, ...string[]] => [head, ...cells(at)]),
      reason('', '', '', 'ない'),
    )
    expect(statusesOf(understanding)).toEqual(['met', 'partial', 'unmet', 'notApplicable'])
    expect([understanding.problems, understanding.answers[2]?.cells.status]).toEqual([[], 'D4'])
  })

  it('is not guessed where two are marked, or something else stands there', () => {
    const understanding = read({}, ['○', '✓', '✓', '', '来年'], ['×', '✓', '', '✓', ''])
    expect(statusesOf(understanding)).toEqual([undefined, 'met', 'unmet', undefined])
    expect(understanding.problems.map(({ code, cell }) => [code, cell])).toEqual([
      ['ticks-not-understood', 'B2'],
      ['ticks-not-understood', 'B5'],
    ])
  })

  it('is known under a merged header, whose second row is no lost row, on any page', async () => {
    const head = (...cells: string[]) => [...officialRow('').map((_, column) => (column === 11 ? '評価基準No' : '')), ...cells]
    const second = ['', '', '', '', '', '', '', '', '', '', '', '', '', '', 'はい', '一部', 'いいえ', '該当なし', '']
    const understanding = await understood(
      [
        second,
        officialRow('1-1-1-1', '✓'),
        officialRow('1-1-1-2', '', '✓'),
        head('自己評価', '', '', '', '理由') as string[],
        second,
        officialRow('1-2-1-1', '', '', '✓'),
        officialRow('4-4-4-2', '', '', '', '✓', 'ない'),
      ],
      { headers: head('自己評価', '', '', '', '理由') as string[], shape: (sheet) => sheet.mergeCells('O2:R2') },
    )
    expect(statusesOf(understanding)).toEqual(['met', 'partial', 'unmet', 'notApplicable'])
    expect(understanding.problems).toEqual([])
  })

  it('reads years below a merged header', async () => {
    const head = [...officialRow('').map((_, column) => (column === 11 ? '評価基準No' : '')), '自己評価', '', '理由'] as string[]
    const second = [...Array(14).fill(''), '2025年度', '2026年度', '']
    const understanding = await understood(
      [second, ...NUMBERS.map((number, row) => officialRow(number, OLD[row], NEW[row], row === 3 ? 'ない' : ''))],
      { headers: head, shape: (sheet) => sheet.mergeCells('O2:P2') },
    )
    expect(statusesOf(understanding)).toEqual(NEW_STATUSES)
    expect(understanding.problems.map(({ code }) => code)).toEqual(['column-left-out'])
  })
})

describe('several columns of one kind of text', () => {
  it('are read one below the other, and those of others or of last year are told', () => {
    const understanding = table(
      ['番号', '評価', '理由', 'コメント', '前回の理由', '監査コメント', '担当部署', '担当者', '対応予定日'],
      ['1-1-1-1', '○', 'a', 'b', '昔', '指摘', '情シス', '山田', '2027/1/31'],
      ['1-1-1-2', '×', '', 'c', '', '', '', '', ''],
      ['1-2-1-1', '△', 'd', '', '', '', '', '', ''],
    )
    expect(understanding.answers.map(({ texts, assignee }) => [texts.reason, texts.plan, assignee])).toEqual([
      ['a\nb', '2027/1/31', '山田'],
      ['c', '', ''],
      ['d', '', ''],
    ])
    expect(understanding.problems.map(({ code, seen, severity }) => [code, seen, severity])).toEqual([
      ['column-left-out', '前回の理由', 'attention'],
      ['column-left-out', '監査コメント', 'attention'],
      ['column-left-out', '担当部署', 'attention'],
      ['column-joined', 'コメント', 'ignored'],
    ])
  })
})

describe('statuses that no table of spellings has', () => {
  const cells = ['1:実施', 'A', 'A', 'B']

  it('are asked about once for the file where one comes again', () => {
    const open = read({}, ['評価', ...cells])
    expect(statusesOf(open)).toEqual(['met', undefined, undefined, undefined])
    expect([open.problems, open.questions]).toEqual([
      [],
      [
        {
          kind: 'words',
          open: true,
          lost: false,
          words: [
            { key: 'a', seen: 'A', count: 2, cells: ['B3', 'B4'], suggested: null, chosen: null },
            { key: 'b', seen: 'B', count: 1, cells: ['B5'], suggested: null, chosen: null },
          ],
        },
      ],
    ])
    expect(read({}, ['評価', '○', 'TRUE', 'TRUE', 'FALSE']).questions).toMatchObject([
      {
        words: [
          { seen: 'TRUE', suggested: 'met' },
          { seen: 'FALSE', suggested: 'unmet' },
        ],
      },
    ])
    expect(read({}, ['評価', '○', '×', '?', '△']).questions).toMatchObject([{ words: [{ seen: '?', count: 1 }] }])
    expect(read({}, ['評価', '○', '×', 'A', '△']).questions).toEqual([])
  })

  it('are read as a person said, texts that go by the status included', () => {
    const said = read({ words: { a: 'met', b: 'skip' } }, ['評価', ...cells], ['根拠および実施する事', '', '規程', '台帳', '次'])
    expect(statusesOf(said)).toEqual(['met', 'met', 'met', undefined])
    expect(said.answers[1]?.texts.evidence).toBe('規程')
    expect(said.problems.map(({ code, cell }) => [code, cell])).toEqual([
      ['status-by-choice', 'B3'],
      ['status-not-understood', 'B5'],
    ])
    expect(said.questions).toMatchObject([{ kind: 'words', open: false }])
    expect(read({ words: { a: 'notApplicable' } }, ['評価', ...cells]).problems.map(({ code }) => code)).toContain(
      'reason-missing',
    )
  })

  it('are as the row above where that is what they say', () => {
    const above = read({}, ['評価', '×', '同上', '〃', '○'])
    expect([statusesOf(above), above.problems.map(({ code }) => code)]).toEqual([
      ['unmet', 'unmet', 'unmet', 'met'],
      ['status-doubtful', 'status-doubtful'],
    ])
    expect(statusesOf(read({}, ['評価', '同上', '×', '', '○']))).toEqual([undefined, 'unmet', null, 'met'])
  })

  it('give their words to the reason', () => {
    const understanding = read({}, ['評価', '○(条件付)', '該当なし（サーバなし）', '×', '○'], reason('規程', '', '', ''))
    expect(understanding.answers.slice(0, 2).map(({ status, texts }) => [status, texts.reason])).toEqual([
      ['met', '規程\n条件付'],
      ['notApplicable', 'サーバなし'],
    ])
    expect(understanding.problems.map(({ code, cell }) => [code, cell])).toEqual([['status-doubtful', 'B2']])
  })
})

describe('what is struck through', () => {
  const strike = { strike: true }
  it('is not taken, and told', async () => {
    const understanding = await understood(
      [
        officialRow('1-1-1-1', '○', { richText: [{ text: '週1回', font: strike }, { text: '月1回' }] }),
        officialRow('1-1-1-2', { richText: [{ text: '○', font: strike }, { text: '△' }] }, ''),
        officialRow('1-2-1-1', '×', 'a'),
        officialRow('4-4-4-2', '○', 'b'),
      ],
      {
        shape: (sheet) => {
          sheet.getCell('O3').font = strike
          sheet.getCell('L6').font = strike
          sheet.getCell('M6').font = strike
        },
      },
    )
    expect(understanding.answers.map(({ criterion, status, texts }) => [criterion, status, texts.reason])).toEqual([
      ['1-1-1-1', undefined, '月1回'],
      ['1-1-1-2', 'partial', ''],
      ['1-2-1-1', 'unmet', 'a'],
    ])
    expect(understanding.problems.map(({ code, cell, seen }) => [code, cell, seen])).toEqual([
      ['struck-out', 'O3', '○'],
      ['struck-partly', 'P3', '週1回月1回'],
      ['struck-partly', 'O4', '○△'],
      ['row-struck-out', 'L6', '4-4-4-2\nO6: ○\nP6: b'],
    ])
  })
})

it('𠮷 is one character', async () => {
  const fits = table(
    ['番号', '評価', '理由'],
    ['1-1-1-1', '○', '𠮷'.repeat(4000)],
    ['1-1-1-2', '○', '𠮷'.repeat(4001)],
    ['1-2-1-1', '', ''],
  )
  expect(fits.problems.map(({ code, cell }) => [code, cell])).toEqual([['text-too-long', 'C3']])
  expect(fits.problems[0]?.words.ja).toContain('4001文字')
})
