import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Criterion, Kind } from '../catalogue/criterion.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { STANDINGS } from '../standing/status.ts'
import type { Answer } from './answer.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { applyFilter, type Filter, readFilter, toQuery } from './filter.ts'

function person(digit: string): PersonId {
  const id = parseId<PersonId>(`0000000${digit}-0000-7000-8000-000000000000`)
  if (!id) throw new Error('no id')
  return id
}
const TARO = person('1')
const HANAKO = person('2')
const KINDS: Kind[] = ['rule', 'setting', 'record']
const ALL: Filter = { upTo: 4, search: '' }

const edition = {
  criteria: [
    criterion('1-1-1-1', 3, 'rule', '方針を決めていますか。'),
    criterion('1-1-1-2', 4, 'record', 'VPN装置の台帳がありますか。'),
    criterion('4-1-1-1', 3, 'setting', 'パスワードは8文字以上ですか。'),
    criterion('4-1-1-2', 3, 'setting', 'バックアップを取っていますか。'),
    criterion('4-1-1-3', 4, 'rule', '開発の手順がありますか。'),
    criterion('5-1-1-1', 3, 'record', 'ログを残していますか。'),
  ],
}
const answers = new Map(
  [
    answer('1-1-1-1', { status: 'met', assignee: TARO, reason: '役員会で決定' }),
    answer('1-1-1-2', { status: 'notApplicable', reason: 'ＶＰＮを使わない', confirmation: null }),
    answer('4-1-1-1', { status: 'partial', assignee: HANAKO, note: '来月' }),
    answer('4-1-1-2', { status: null, assignee: TARO, plan: '外付けに取る' }),
    answer('4-1-1-3', {
      status: 'notApplicable',
      reason: '開発なし',
      confirmation: { by: HANAKO, at: '2027-04-01T00:00:00.000Z' },
    }),
  ].map((one) => [one.criterion, one]),
)

describe('the filter shows', () => {
  test.each<[string, Partial<Filter>, string[]]>([
    ['everything', {}, ['1-1-1-1', '1-1-1-2', '4-1-1-1', '4-1-1-2', '4-1-1-3', '5-1-1-1']],
    ['★3 alone', { upTo: 3 }, ['1-1-1-1', '4-1-1-1', '4-1-1-2', '5-1-1-1']],
    ['an area', { area: '4' }, ['4-1-1-1', '4-1-1-2', '4-1-1-3']],
    ['a kind', { kind: 'setting' }, ['4-1-1-1', '4-1-1-2']],
    ['one’s own', { who: 'me' as const }, ['1-1-1-1', '4-1-1-2']],
    ['a status', { status: 'met' }, ['1-1-1-1']],
    ['unanswered: no answer, and an answer without a status', { status: 'unanswered' }, ['4-1-1-2', '5-1-1-1']],
    ['該当なし, confirmed or not', { status: 'notApplicable' }, ['1-1-1-2', '4-1-1-3']],
    ['該当なし that waits', { status: 'unconfirmed' }, ['1-1-1-2']],
    ['what is met and to be confirmed', { status: 'doubted' }, ['1-1-1-1']],
    ['what is open', { status: 'open' }, ['1-1-1-2', '4-1-1-1', '4-1-1-2', '5-1-1-1']],
    ['several conditions together', { status: 'open', area: '4', who: 'me' as const }, ['4-1-1-2']],
    ['a number', { search: '4-1-1' }, ['4-1-1-1', '4-1-1-2', '4-1-1-3']],
    ['a number in full width', { search: ' ４－１－１－３ ' }, ['4-1-1-3']],
    ['a word of the question in another width and case', { search: 'vpn' }, ['1-1-1-2']],
    ['a word of an answer', { search: '役員会' }, ['1-1-1-1']],
    ['a word in the other kana', { search: 'ばっくあっぷ' }, ['4-1-1-2']],
    ['the English question', { search: 'question 5-1' }, ['5-1-1-1']],
    ['nothing, for what nobody wrote', { search: '<script>' }, []],
  ])('%s', (_, filter, expected) => {
    const doubts = new Map([
      ['1-1-1-1', []],
      ['4-1-1-1', []],
    ])
    expect(applyFilter({ edition, answers, doubts }, { ...ALL, ...filter }, TARO).map(({ id }) => id)).toEqual(expected)
  })
})

describe('a filter in an address', () => {
  test.each<[string, Record<string, string>, Filter]>([
    ['nothing', {}, { upTo: 3, search: '' }],
    ['blank fields', { status: '', area: '', kind: '', upTo: '', q: '' }, { upTo: 3, search: '' }],
    [
      'everything',
      { status: 'open', area: '4', kind: 'rule', upTo: '4', who: 'me', q: 'ログ' },
      { status: 'open', area: '4', kind: 'rule', upTo: 4, who: 'me' as const, search: 'ログ' },
    ],
    [
      'what is not understood',
      { status: 'passed', area: '9', kind: 'magic', upTo: '5', who: 'yes', page: '2' },
      { upTo: 3, search: '' },
    ],
    ['an area that is two', { area: '44' }, { upTo: 3, search: '' }],
  ])('is read: %s', (_, query, expected) => {
    expect(readFilter(query, 3, KINDS)).toEqual(expected)
  })

  test('a search is cut to 100 characters', () => {
    expect(readFilter({ q: 'あ'.repeat(101) }, 3, KINDS).search).toBe('あ'.repeat(100))
  })

  test('is empty where everything of the target is shown', () => {
    expect(toQuery({ upTo: 3, search: '' }, 3)).toBe('')
    expect(toQuery({ upTo: 4, search: '' }, 3)).toBe('?upTo=4')
  })

  test('comes back as it went out', () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
    const filter = fc.record({
      status: optional(fc.constantFrom(...STANDINGS, 'open' as const, 'unconfirmed' as const)),
      area: optional(fc.constantFrom('1', '4', '7')),
      kind: optional(fc.constantFrom(...KINDS)),
      upTo: fc.constantFrom<3 | 4>(3, 4),
      who: optional(fc.constant('me' as const)),
      search: fc.string({ unit: 'grapheme', maxLength: 20 }),
    })
    fc.assert(
      fc.property(filter, fc.constantFrom<3 | 4>(3, 4), ({ status, area, kind, who, ...rest }, target) => {
        const whole: Filter = {
          ...rest,
          ...(status ? { status } : {}),
          ...(area ? { area } : {}),
          ...(kind ? { kind } : {}),
          ...(who ? { who } : {}),
        }
        const query = Object.fromEntries(new URLSearchParams(toQuery(whole, target)))
        expect(readFilter(query, target, KINDS)).toEqual({ ...whole, search: whole.search.slice(0, 100) })
      }),
    )
  })
})

function criterion(id: string, level: 3 | 4, kind: Kind, question: string): Criterion {
  const points = [{ id: 'done', text: 'している' }]
  return { id, level, csf: 'GV', kind, question, en: `Question ${id}`, points, evidence: ['-'], why: '-', closing: ['-'] }
}

function answer(criterion: string, more: Partial<Answer>): Answer {
  const changed = { revision: 1, changedBy: TARO, changedAt: '2027-04-01T00:00:00.000Z', statedBy: TARO, confirmation: null }
  return { ...EMPTY_ANSWER, ...changed, criterion, ...more }
}
