import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../root.ts'
import type { Criterion, Point, Requirement } from './criterion.ts'
import type { EditionId } from './edition.ts'
import { pointLine } from './lines.ts'
import { loadChanges, loadEdition } from './load.ts'
import { noteOf, originOf } from './trace.ts'
import { thresholdWords } from './words.ts'

const folder = join(root, 'catalogue')
const editions = { '2026-03-27': loadEdition(folder, '2026-03-27'), '2025-12-26': loadEdition(folder, '2025-12-26') }
const changes = loadChanges(folder, '2025-12-26', '2026-03-27') ?? { criteria: [], requirements: [] }

const FINAL = ['2026-03-27'] as const
const DRAFT = ['2025-12-26'] as const
const BOTH = [...FINAL, ...DRAFT]

/** Facts of the official text that a restatement once lost: what each row must say, by the part that says it. */
describe.each<
  [readonly EditionId[], string, Partial<Record<'question' | 'points' | 'condition' | 'notes' | 'why' | 'en', string[]>>]
>([
  [BOTH, '1-1-1-1', { question: ['セキュリティに関わる法令'], points: ['セキュリティに関わる、自社に関係する法令'] }],
  [BOTH, '1-2-1-2', { question: ['必要な役員と'], points: ['平時のセキュリティ活動に必要な役員'], notes: ['1人とは限りません'] }],
  [BOTH, '1-2-1-4', { question: ['重大な影響'], points: ['重大な影響'] }],
  [BOTH, '1-2-2-2', { notes: ['相関分析とは、'] }],
  [BOTH, '1-2-3-2', { en: ['on joining or, to outside staff, on being accepted'] }],
  [BOTH, '1-2-3-4', { why: ['派遣元や出向元の会社に籍があります'] }],
  [
    BOTH,
    '2-1-3-1',
    { question: ['取引先の環境から内部システムに入れる'], points: ['取引先の環境から発注者の内部システムに入れる'] },
  ],
  [
    FINAL,
    '4-1-3-5',
    {
      points: ['機密情報を扱うシステムで、インターネット経由で', 'システムに管理者が', 'システムにユーザが'],
      condition: ['重要な機密情報を扱うシステムで、'],
    },
  ],
  [DRAFT, '4-1-3-5', { points: ['重要情報を扱うシステムに管理者が'], condition: ['重要情報を扱うシステムで、'] }],
  [
    BOTH,
    '4-1-4-1',
    {
      question: ['10回失敗したら'],
      points: ['パソコンは10回失敗したら', 'スマートデバイスは10回失敗したら'],
      notes: ['下限なのか上限なのか'],
    },
  ],
  [
    FINAL,
    '4-1-4-1',
    { points: ['パソコンにどちらの設定も', 'スマートデバイスにどちらの設定も'], en: ['once 10 attempts have failed'] },
  ],
  [
    BOTH,
    '4-1-5-3',
    { points: ['10回失敗したらロックされる'], notes: ['下限なのか上限なのか'], en: ['once 10 attempts have failed'] },
  ],
  [DRAFT, '4-1-7-6', { notes: ['間隔'] }],
  [FINAL, '4-2-1-2', { en: ['are communicated in each workplace'] }],
  [FINAL, '4-2-1-3', { en: ['on joining or being accepted'] }],
  [DRAFT, '4-2-1-3', { en: ['are communicated in each workplace'] }],
  [DRAFT, '4-2-1-4', { en: ['on joining or being accepted'] }],
  [BOTH, '4-2-2-1', { en: ['on joining or being accepted'] }],
  [BOTH, '4-4-1-4', { notes: ['プロトコルとは、'] }],
  [BOTH, '4-4-2-1', { notes: ['更改計画も更改までの対策も要りません'] }],
  [DRAFT, '4-4-2-1', { points: ['対象の機器と適用範囲内のネットワークとの境界に'] }],
  [BOTH, '4-5-1-4', { notes: ['インバウンド通信とは、'] }],
  [BOTH, '4-5-1-5', { notes: ['インバウンド通信とは、'] }],
  [
    DRAFT,
    '4-5-1-4',
    {
      question: ['認証されていないインバウンド通信を、デフォルトで遮断'],
      points: ['認証されていないインバウンド通信をデフォルトで遮断'],
    },
  ],
  [BOTH, '4-5-1-9', { notes: ['セグメントとは、'] }],
])('%j %s', (ids, number, parts) => {
  test.each(ids)('in %s', (id) => {
    const criterion = criterionOf(id, number)
    for (const [part, wanted] of Object.entries(parts)) {
      for (const words of wanted) expect(textOf(criterion, part)).toContain(words)
    }
  })
})

describe('ten failures', () => {
  test.each([
    ['2026-03-27', '4-1-4-1', '端末: 10回失敗したらロックされる'],
    ['2026-03-27', '4-1-5-3', 'アカウント: 10回失敗したらロックされる'],
    ['2025-12-26', '4-1-4-1', 'アカウント: 10回失敗したらロックされる'],
    ['2025-12-26', '4-1-5-3', 'アカウント: 10回失敗したらロックされる'],
  ] as const)('%s %s shows the condition, neither floor nor ceiling', (id, number, line) => {
    const criterion = criterionOf(id, number)
    expect((criterion.thresholds ?? []).map((one) => thresholdWords(one).ja)).toContain(line)
    expect(JSON.stringify(criterion)).not.toMatch(/少なくとも10回|10回以上|at least 10 failures|10 or more failures/)
  })

  test.each(BOTH)('the plain question of %s says the same, and an erratum how it is read', (id) => {
    expect(requirementOf(id, '4-1-4').quick.hint).toContain('10回失敗したらロックされる')
    const erratum = editions[id].errata.find(({ where }) => where === '4-1-4-1と4-1-5-3の回数')
    expect(erratum).toMatchObject({ certainty: 'M', readAs: expect.stringContaining('10回失敗したらロックされる') })
  })
})

/** What a firm may have none of, by the points that speak of it. */
const MAY_LACK: Record<string, readonly string[]> = {
  '1-2-3-4': ['dispatching-company', 'seconding-company'],
  '3-1-4-5': ['at-term-end', 'media', 'pcs', 'smart-devices', 'keys'],
  '3-1-4-7': ['servers', 'company-pcs', 'smart-devices', 'media', 'lease-end'],
  '3-1-4-8': ['servers', 'company-pcs', 'smart-devices', 'media'],
  '4-1-2-1': ['server-administrator', 'server-owner', 'network-administrator', 'network-owner'],
  '4-1-4-1': ['smart-device'],
  '4-1-5-1': ['server', 'smart-device', 'cloud'],
  '4-4-1-1': ['server', 'smart-device'],
  '4-4-1-4': ['server'],
  '4-4-5-1': ['server'],
}

describe.each(BOTH)('what a firm may not have, in %s', (id) => {
  test.each(Object.entries(MAY_LACK))('%s lets it say so', (number, points) => {
    expect(criterionOf(id, number).points.flatMap((point) => (point.absent ? [point.id] : []))).toEqual(points)
  })

  test('is said as a clause without a full stop, and stands in the line of its point', () => {
    for (const point of editions[id].criteria.flatMap((criterion) => criterion.points)) {
      if (!point.absent) continue
      expect(point.absent).toMatch(/(ない|いない)$/)
      expect(pointLine(point)).toContain(`（または、${point.absent}）`)
    }
  })

  test('a box that settles another point is a box of the same criterion', () => {
    for (const { points } of editions[id].criteria)
      for (const { impliedBy } of points) if (impliedBy) expect(points.flatMap(boxesOf)).toContain(impliedBy)
    expect(criterionOf(id, '4-4-2-1').points[1]).toMatchObject({ id: 'until-replaced', impliedBy: 'all-supported' })
  })
})

describe.each(BOTH)('the open readings of %s', (id) => {
  test.each(['1-2-3-4', '「社外要員」', '2-1-3-1', '4-1-2-4と4-4-1-2', '4-1-9-3', '4-4-5-4', '4-4-1-2の「又は」', '4-5-1-9'])(
    '%s',
    (place) => {
      expect(editions[id].errata.filter(({ where, certainty }) => where.includes(place) && certainty === 'L')).toHaveLength(1)
    },
  )
})

describe('what changed', () => {
  test('every requirement whose sentence is another one says how, and no other', () => {
    const differing = editions['2026-03-27'].requirements.filter(({ id, summary }) => {
      const before = editions['2025-12-26'].requirements.find((one) => one.id === id)
      return before && before.summary !== summary
    })
    expect(changes.requirements.map(({ requirement }) => requirement)).toEqual(differing.map(({ id }) => id))
    expect(differing.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['1-1-1', '1-4-1', '2-1-3', '4-1-1', '4-1-2', '4-4-4', '5-2-1']),
    )
  })

  test.each([
    ['4-1-4-1', /業務で利用するシステムを構成する端末」と「設定が可能な場合/, /terminals that make up the systems/],
    ['3-1-4-7', /^言い方だけの変更です/, /^Only the wording changed/],
    ['4-3-4-1', /^言い方だけの変更です/, /^Only the wording changed/],
  ])('%s', (number, ja, en) => {
    const change = originOf(changes.criteria, number)
    expect(change && noteOf(change)).toEqual({ ja: expect.stringMatching(ja), en: expect.stringMatching(en) })
  })
})

describe.each(BOTH)('kinds and hints of %s', (id) => {
  test('1-2-3-4 is something done, not a rule', () => expect(criterionOf(id, '1-2-3-4').kind).toBe('operation'))
  test.each(['3-1-5', '4-2-2'])('the hint of %s names the yearly review', (number) => {
    expect(requirementOf(id, number).quick.hint).toMatch(/年1回見直して/)
  })
  test('4-4-3 is the collection of logs', () => expect(requirementOf(id, '4-4-3').en).toBe('Collection of logs'))
})

function criterionOf(id: EditionId, number: string): Criterion {
  const found = editions[id].criteria.find((one) => one.id === number)
  if (!found) throw new Error(`no criterion ${number}`)
  return found
}

function requirementOf(id: EditionId, number: string): Requirement {
  const found = editions[id].requirements.find((one) => one.id === number)
  if (!found) throw new Error(`no requirement ${number}`)
  return found
}

function textOf(criterion: Criterion, part: string): string {
  const value = Object.entries(criterion).find(([name]) => name === part)?.[1]
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

function boxesOf(point: Point): string[] {
  if ('first' in point) return [...boxesOf(point.first), ...boxesOf(point.instead)]
  return 'anyOf' in point ? point.anyOf.map(({ id }) => id) : [point.id]
}
