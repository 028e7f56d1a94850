import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { parseId } from '../kernel/ids.ts'
import { STATUSES } from '../standing/status.ts'
import { type Answer, NO_REASON } from './answer.ts'
import { decideAnswer, decideConfirmation, saysTheSame } from './decide-answer.ts'
import { ANSWER_TEXTS, type AnswerContent, EMPTY_ANSWER, LONGEST_TEXT } from './fields.ts'

function person(digit: string): PersonId {
  const id = parseId<PersonId>(`0000000${digit}-0000-7000-8000-000000000000`)
  if (!id) throw new Error('no id')
  return id
}
const TARO = person('1')
const HANAKO = person('2')

function decided(wish: Partial<AnswerContent>): AnswerContent {
  const outcome = decideAnswer({ ...EMPTY_ANSWER, ...wish })
  if (!outcome.ok) throw new Error(outcome.refusals[0].words.en)
  return outcome.value
}

function refusals(wish: Partial<AnswerContent>): (string | undefined)[][] {
  const outcome = decideAnswer({ ...EMPTY_ANSWER, ...wish })
  return outcome.ok ? [] : outcome.refusals.map(({ code, field }) => [code, field])
}

describe('an answer', () => {
  test.each([
    ['  前後の空白 ', '前後の空白'],
    ['1行目\r\n2行目\r\n', '1行目\n2行目'],
    ['間\u0000に', '間に'],
    ['\r\u0000\n', ''],
    ['一つ\r\r\n二つ\r三つ', '一つ\n\n二つ\n三つ'],
    ['　全角の空白　', '全角の空白'],
    ['<b>太字</b> & "引用"', '<b>太字</b> & "引用"'],
    ['=1+1', '=1+1'],
  ])('keeps a text as people mean it: %j', (typed, kept) => {
    for (const text of ANSWER_TEXTS) expect(decided({ [text]: typed })[text]).toBe(kept)
  })

  test('takes a text of 4000 characters and no more, counted after tidying', () => {
    const longest = 'あ'.repeat(LONGEST_TEXT)
    expect(decided({ reason: `  ${longest}\n` }).reason).toBe(longest)
    expect(refusals({ reason: `${longest}い` })).toEqual([['answer.long', 'reason']])
    expect(refusals({ reason: '𠮷'.repeat(LONGEST_TEXT) })).toEqual([])
    expect(refusals({ reason: '𠮷'.repeat(LONGEST_TEXT + 1) })).toEqual([['answer.long', 'reason']])
    expect(refusals({ reason: `${'あ\r\n'.repeat(LONGEST_TEXT / 2 - 1)}あい` })).toEqual([])
  })

  test('tells everything that is wrong at once, each beside its field, and how long it is now', () => {
    const long = 'あ'.repeat(LONGEST_TEXT + 1)
    expect(refusals({ status: 'notApplicable', state: long, note: long })).toEqual([
      ['answer.long', 'state'],
      ['answer.long', 'note'],
      ['answer.reason-missing', 'reason'],
    ])
    const outcome = decideAnswer({ ...EMPTY_ANSWER, state: long })
    expect(outcome.ok ? '' : outcome.refusals[0].words.ja).toContain('いま4001文字')
  })

  test.each([...STATUSES, null])('%s without a reason', (status) => {
    expect(refusals({ status, reason: ' \n ' })).toEqual(status === 'notApplicable' ? [['answer.reason-missing', 'reason']] : [])
  })

  test('takes each tick once, and only what can be the id of a box', () => {
    const ticked = ['written', 'written', 'a-1', '', '\u0000', '<script>', 'x'.repeat(101), '印']
    expect(decided({ ticked }).ticked).toEqual(['written', 'a-1'])
    expect(decided({ ticked: Array.from({ length: 80 }, (_, index) => `box-${index}`) }).ticked).toHaveLength(50)
  })

  test('decided a second time stays as it is', () => {
    const text = fc.string({ unit: fc.constantFrom('あ', ' ', '\r', '\n', '\u0000', '　', 'a'), maxLength: 12 })
    fc.assert(
      fc.property(text, fc.constantFrom(...STATUSES, null), (typed, status) => {
        const once = decideAnswer({ ...EMPTY_ANSWER, status, reason: typed, note: typed })
        if (once.ok) expect(decideAnswer(once.value)).toEqual(once)
      }),
    )
  })
})

describe('two answers', () => {
  const one: AnswerContent = { ...EMPTY_ANSWER, status: 'met', reason: '理由', ticked: ['a', 'b'], assignee: TARO }
  test.each<[string, Partial<AnswerContent>, boolean]>([
    ['nothing', {}, true],
    ['the order of the ticks', { ticked: ['b', 'a'] }, true],
    ['the status', { status: 'partial' }, false],
    ['the status, to unanswered', { status: null }, false],
    ['the assignee', { assignee: HANAKO }, false],
    ['no assignee', { assignee: null }, false],
    ['a text', { note: 'x' }, false],
    ['a tick more', { ticked: ['a', 'b', 'c'] }, false],
    ['another tick', { ticked: ['a', 'c'] }, false],
    ['a tick less', { ticked: ['a'] }, false],
  ])('that differ in %s', (_, change, same) => {
    expect(saysTheSame(one, { ...one, ...change })).toBe(same)
    expect(saysTheSame({ ...one, ...change }, one)).toBe(same)
  })
})

describe('confirming a 該当なし', () => {
  const answer: Answer = {
    ...EMPTY_ANSWER,
    status: 'notApplicable',
    reason: '開発していない',
    criterion: '4-1-2-4',
    revision: 1,
    changedBy: TARO,
    changedAt: '2027-04-01T00:00:00.000Z',
    statedBy: TARO,
    confirmation: null,
  }
  test.each<[string, Answer | undefined, PersonId, string]>([
    ['by somebody else', answer, HANAKO, 'ok'],
    ['by the person who answered', answer, TARO, 'confirmation.same-person'],
    ['by that person, after somebody else touched the note', { ...answer, changedBy: HANAKO }, TARO, 'confirmation.same-person'],
    ['by the one who touched the note only', { ...answer, changedBy: HANAKO }, HANAKO, 'ok'],
    ['without a reason', { ...answer, reason: NO_REASON }, HANAKO, 'confirmation.no-reason'],
    ['of no answer', undefined, HANAKO, 'confirmation.none'],
    ['of another status', { ...answer, status: 'met' }, HANAKO, 'confirmation.none'],
    ['of an answer taken back', { ...answer, status: null }, HANAKO, 'confirmation.none'],
  ])('%s', (_, found, who, expected) => {
    const outcome = decideConfirmation(found, who)
    expect(outcome.ok ? 'ok' : outcome.refusals[0].code).toBe(expected)
  })
})
