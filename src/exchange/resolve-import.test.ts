import { describe, expect, test } from 'vitest'
import { type Answer, NO_REASON } from '../assessment/answer.ts'
import { type AnswerContent, type CarriedAnswer, EMPTY_ANSWER, LONGEST_TEXT } from '../assessment/fields.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { NO_ANSWER } from './merge.ts'
import { type MergeChoice, type PlannedAnswer, planImport, resolveImport, toCarriedAnswer } from './resolve-import.ts'
import type { Problem, Understanding, UnderstoodAnswer } from './understood.ts'

function person(digit: string): PersonId {
  const id = parseId<PersonId>(`0000000${digit}-0000-7000-8000-000000000000`)
  if (!id) throw new Error('no id')
  return id
}
const TARO = person('1')
const HANAKO = person('2')
const people = new Map<string, string>([
  [TARO, '青山 太郎'],
  [HANAKO, '佐藤 花子'],
])
const C = '1-2-1-1'

/** What is written when a file says `theirs`, here stands `ours`, and `base` was exported. */
function settled({
  ours,
  base = {},
  theirs,
  choices = {},
}: {
  ours?: Partial<Answer>
  base?: Partial<CarriedAnswer>
  theirs: Partial<UnderstoodAnswer>
  choices?: Record<string, MergeChoice>
}): PlannedAnswer[] {
  const answers = new Map(ours ? [[C, answer(ours)]] : [])
  const understanding = understandingOf([understood(theirs)])
  const merges = planImport(understanding, new Map([[C, { ...NO_ANSWER, ...base }]]), answers, people)
  const decisions = { choice: (_: string, field: string) => choices[field], row: () => undefined }
  return resolveImport(merges, answers, people, decisions)
}

/** The one answer that is written. */
function one(planned: PlannedAnswer[]): AnswerContent & { from: number } {
  const [first] = planned
  if (!first || planned.length !== 1) throw new Error(`${planned.length} answers instead of one`)
  return { ...first.content, from: first.from }
}

describe('what a file brings', () => {
  test('to a criterion without an answer is written on top of none', () => {
    const theirs = { status: 'met', texts: { reason: '毎年', evidence: '規程' }, assignee: '佐藤花子' } as const
    expect(one(settled({ theirs }))).toEqual({
      ...EMPTY_ANSWER,
      status: 'met',
      reason: '毎年',
      evidence: '規程',
      assignee: HANAKO,
      from: 0,
    })
  })

  test('to an answer leaves what the file does not have', () => {
    const ours = { status: 'partial', state: '状態', note: 'メモ', assignee: TARO, ticked: ['a'], revision: 7 } as const
    const theirs = { status: 'met' } as const
    expect(one(settled({ ours: { ...ours, ticked: ['a'] }, base: { status: 'partial', state: '状態' }, theirs }))).toEqual({
      ...EMPTY_ANSWER,
      status: 'met',
      state: '状態',
      note: 'メモ',
      assignee: TARO,
      ticked: ['a'],
      from: 7,
    })
  })

  test.each<[string, Parameters<typeof settled>[0]]>([
    ['nothing at all', { theirs: {} }],
    [
      'blanks where nothing was known before',
      { ours: { status: 'met', reason: '毎年' }, theirs: { status: null, texts: { reason: '' } } },
    ],
    ['the same', { ours: { status: 'met' }, theirs: { status: 'met' } }],
    [
      'what was exported, though it changed here',
      { ours: { reason: '新' }, base: { reason: '旧' }, theirs: { texts: { reason: '旧' } } },
    ],
    ['the same change as here', { ours: { reason: '新' }, base: { reason: '旧' }, theirs: { texts: { reason: '新' } } }],
    [
      'a conflict in which ours stays',
      { ours: { reason: '甲' }, theirs: { texts: { reason: '乙' } }, choices: { reason: 'ours' } },
    ],
    [
      'a conflict in which ours stays, with other ticks in the file',
      {
        ours: { reason: '甲', ticked: ['a'] },
        theirs: { texts: { reason: '乙' }, ticked: ['b'] },
        choices: { reason: 'ours', ticked: 'ours' },
      },
    ],
  ])('writes nothing for %s', (_, given) => {
    expect(settled(given)).toEqual([])
  })

  test('that was emptied there and left alone here is emptied', () => {
    const given = { ours: { status: 'met', reason: '旧', revision: 2 } as const, base: { status: 'met', reason: '旧' } as const }
    expect(one(settled({ ...given, theirs: { status: 'met', texts: { reason: '' } } }))).toMatchObject({ reason: '', from: 2 })
    expect(one(settled({ ...given, theirs: { status: null, texts: { reason: '旧' } } }))).toMatchObject({ status: null })
  })
})

describe('a conflict', () => {
  const given = { ours: { status: 'unmet', reason: '甲' } as const, base: { status: 'met', reason: '元' } as const }

  test.each<[MergeChoice | undefined, string]>([
    ['ours', '甲'],
    ['theirs', '乙'],
    ['both', '甲\n――\n乙'],
    [undefined, '甲\n――\n乙'],
  ])('of a text decided for %s: undecided, no text is lost', (choice, expected) => {
    const theirs = { status: 'partial', texts: { reason: '乙' } } as const
    const choices = { status: 'theirs' as const, ...(choice ? { reason: choice } : {}) }
    expect(one(settled({ ...given, theirs, choices }))).toMatchObject({ status: 'partial', reason: expected })
  })

  test.each<[MergeChoice | undefined, string]>([
    ['ours', 'unmet'],
    ['theirs', 'partial'],
    ['both', 'partial'],
    [undefined, 'partial'],
  ])('of a status decided for %s: there is no half of one', (choice, expected) => {
    const theirs = { status: 'partial', texts: { reason: '乙' } } as const
    const choices = { reason: 'theirs' as const, ...(choice ? { status: choice } : {}) }
    expect(one(settled({ ...given, theirs, choices }))).toMatchObject({ status: expected, reason: '乙' })
  })

  test('of an assignee', () => {
    const assignees = { ours: { assignee: TARO }, base: { assignee: '' }, theirs: { assignee: '佐藤 花子' } }
    expect(one(settled({ ...assignees, choices: { assignee: 'theirs' } }))).toMatchObject({ assignee: HANAKO })
    expect(settled({ ...assignees, choices: { assignee: 'ours' } })).toEqual([])
  })
})

describe('an assignee', () => {
  test.each(['佐藤 花子', '佐藤花子', '佐藤　花子', ' 佐藤 花子 '])('written %j is found', (assignee) => {
    expect(one(settled({ theirs: { assignee } }))).toMatchObject({ assignee: HANAKO, note: '' })
  })

  test('whom nobody here has goes to the note, below what stands there', () => {
    expect(one(settled({ theirs: { assignee: '田中 実' } }))).toMatchObject({
      assignee: null,
      note: '担当(ファイルの記載): 田中 実',
    })
    const theirs = { assignee: '田中 実', texts: { note: '来月から' } }
    expect(one(settled({ theirs }))).toMatchObject({ note: '来月から\n担当(ファイルの記載): 田中 実' })
    const ours = { assignee: TARO, note: 'ここのメモ' }
    expect(
      one(settled({ ours, base: { assignee: '青山 太郎', note: 'ここのメモ' }, theirs: { assignee: '田中 実' } })),
    ).toMatchObject({
      assignee: TARO,
      note: 'ここのメモ\n担当(ファイルの記載): 田中 実',
    })
  })

  test('is noted once, however often the file comes', () => {
    const note = '来月から\n担当(ファイルの記載): 田中 実'
    const again = settled({ ours: { note, status: 'met' }, theirs: { status: 'met', assignee: '田中 実' } })
    expect(again.map(({ content }) => content.note)).toEqual([note])
  })

  test('can be taken away by a file that knew one', () => {
    expect(one(settled({ ours: { assignee: TARO }, base: { assignee: '青山 太郎' }, theirs: { assignee: '' } }))).toMatchObject({
      assignee: null,
    })
  })
})

describe('a 該当なし', () => {
  test('without a reason gets one that says so', () => {
    expect(one(settled({ theirs: { status: 'notApplicable', texts: { reason: '  ' } } }))).toMatchObject({ reason: NO_REASON })
    expect(NO_REASON).toBe('理由の記載なし(ファイルから取り込み)')
  })

  test('keeps the reason of the file, or the one that stands here', () => {
    expect(one(settled({ theirs: { status: 'notApplicable', texts: { reason: '使わない' } } }))).toMatchObject({
      reason: '使わない',
    })
    const ours = { status: 'unmet', reason: 'ここの理由' } as const
    const theirs = { status: 'notApplicable', texts: { reason: '' } } as const
    expect(one(settled({ ours, base: { status: 'unmet' }, theirs }))).toMatchObject({ reason: 'ここの理由' })
  })

  test('only: another status may have no reason', () => {
    expect(one(settled({ theirs: { status: 'unmet', texts: { reason: '' } } }))).toMatchObject({ reason: '' })
  })
})

describe('a criterion that stands there twice', () => {
  const rows = [
    understood({ row: 3, status: 'met', texts: { reason: '3行目' } }),
    understood({ row: 9, status: 'unmet', ticked: ['a'] }),
  ]
  const problem: Problem = {
    code: 'duplicate-different',
    severity: 'attention',
    cell: 'L3',
    seen: C,
    words: { ja: '-', en: '-' },
    criterion: C,
    candidates: rows,
  }
  const understanding = { ...understandingOf([]), problems: [problem] }

  test.each<[string | undefined, unknown[]]>([
    [undefined, []],
    ['4', []],
    ['3', [['met', []]]],
    ['9', [['unmet', ['a']]]],
  ])('counts by the row that was chosen: %s', (row, expected) => {
    const merges = planImport(understanding, new Map(), new Map(), people, () => row)
    const decisions = { choice: () => undefined, row: () => row }
    const planned = resolveImport(merges, new Map(), people, decisions)
    expect(planned.map(({ content }) => [content.status, content.ticked])).toEqual(expected)
  })
})

describe('an answer as a file carries it', () => {
  test('has its assignee by name', () => {
    const stored = answer({ status: 'met', reason: '毎年', assignee: HANAKO })
    expect(toCarriedAnswer(stored, people)).toEqual({ ...NO_ANSWER, status: 'met', reason: '毎年', assignee: '佐藤 花子' })
    expect(toCarriedAnswer(answer({ assignee: null }), people).assignee).toBe('')
    expect(toCarriedAnswer(answer({ assignee: person('9') }), people).assignee).toBe('')
  })

  test('is merged with itself without a change, however long', () => {
    const stored = answer({ status: 'met', reason: 'あ'.repeat(LONGEST_TEXT), assignee: TARO, note: '改\n行' })
    const carried = toCarriedAnswer(stored, people)
    const { status, assignee, ticked, ...texts } = carried
    expect(settled({ ours: stored, base: carried, theirs: { status, assignee, ticked, texts } })).toEqual([])
  })
})

function answer(more: Partial<Answer>): Answer {
  const changed = { revision: 1, changedBy: TARO, changedAt: '2027-04-01T00:00:00.000Z', statedBy: TARO, confirmation: null }
  return { ...EMPTY_ANSWER, ...changed, criterion: C, ...more }
}

function understood(more: Partial<UnderstoodAnswer>): UnderstoodAnswer {
  return { criterion: C, row: 3, texts: {}, cells: {}, raw: {}, ...more }
}

function understandingOf(answers: UnderstoodAnswer[]): Understanding {
  return { edition: '2026-03-27', sheet: '回答', columns: [], answers, problems: [], questions: [] }
}
