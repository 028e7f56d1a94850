import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CarriedAnswer, FIELDS } from '../assessment/index.ts'
import { sameText } from '../sheets/text.ts'
import { STATUSES } from '../standing/status.ts'
import { carriedAnswers } from './exchange.fixture.ts'
import { type FieldMerge, mergeAnswers, mergeThreeWay, NO_ANSWER } from './merge.ts'
import type { UnderstoodAnswer } from './understood.ts'

const text = fc.oneof(fc.constantFrom('', 'a', 'a\n', 'b', 'a\r\nb', 'a\nb', '1〜2', '1～2'), fc.string())
const answer = carriedAnswers({
  status: fc.constantFrom(...STATUSES, null),
  text,
  person: text,
  ticks: fc.subarray(['a', 'b', 'a:absent']),
})
const same = (one: FieldMerge['ours'], other: FieldMerge['ours']) =>
  typeof one === 'string' && typeof other === 'string' ? sameText(one, other) : isDeepStrictEqual(one, other)
const outcomes = (fields: readonly FieldMerge[]) => fields.map(({ outcome }) => outcome)

describe('mergeThreeWay', () => {
  it.each([
    ['a', 'a', 'a', 'unchanged', 'a'],
    ['a', 'a', 'b', 'take-theirs', 'b'],
    ['a', 'b', 'a', 'keep-ours', 'b'],
    ['a', 'b', 'b', 'same-change', 'b'],
    ['a', 'b', 'c', 'conflict', 'b'],
    ['a', 'a', '', 'take-theirs', ''],
    ['a', '', 'a', 'keep-ours', ''],
    ['a', '', 'b', 'conflict', ''],
    ['', '', 'b', 'take-theirs', 'b'],
    ['a\r\nb', 'a\r\nb', 'a\nb', 'unchanged', 'a\r\nb'],
    ['a', 'b', undefined, 'keep-ours', 'b'],
  ])('base %j, ours %j, theirs %j: %s', (base, ours, theirs, outcome, result) => {
    const fields = mergeThreeWay(
      { ...NO_ANSWER, reason: base },
      { ...NO_ANSWER, reason: ours },
      theirs === undefined ? {} : { ...NO_ANSWER, reason: theirs },
    )
    expect(fields.find(({ field }) => field === 'reason')).toEqual({
      field: 'reason',
      outcome,
      base,
      ours,
      theirs: theirs ?? base,
      result,
    })
  })

  it('leaves everything as it is when the file came back unchanged', () => {
    fc.assert(
      fc.property(answer, answer, (base, ours) => {
        for (const { outcome, ours: stored, result } of mergeThreeWay(base, ours, base)) {
          expect(['unchanged', 'keep-ours']).toContain(outcome)
          expect(result).toBe(stored)
        }
      }),
    )
  })

  it('loses no text: what either side wrote is the result, or stands in a conflict', () => {
    fc.assert(
      fc.property(answer, answer, answer, (base, ours, theirs) => {
        for (const merged of mergeThreeWay(base, ours, theirs)) {
          const [b, o, t] = [base[merged.field], ours[merged.field], theirs[merged.field]]
          expect([merged.base, merged.ours, merged.theirs]).toEqual([b, o, t])
          if (merged.outcome === 'conflict') continue
          if (!same(o, b)) expect(same(merged.result, o)).toBe(true)
          if (!same(t, b)) expect(same(merged.result, t)).toBe(true)
        }
      }),
    )
  })

  it('gives both sides the same standing', () => {
    const mirrored = {
      unchanged: 'unchanged',
      'take-theirs': 'keep-ours',
      'keep-ours': 'take-theirs',
      'same-change': 'same-change',
      conflict: 'conflict',
    } as const
    fc.assert(
      fc.property(answer, answer, answer, (base, ours, theirs) => {
        expect(outcomes(mergeThreeWay(base, theirs, ours))).toEqual(
          outcomes(mergeThreeWay(base, ours, theirs)).map((outcome) => mirrored[outcome]),
        )
      }),
    )
  })

  it('gives every field once', () => {
    expect(mergeThreeWay(NO_ANSWER, NO_ANSWER, {}).map(({ field }) => field)).toEqual(FIELDS.map(({ key }) => key))
  })
})

describe('mergeAnswers', () => {
  const theirs: UnderstoodAnswer = {
    criterion: '1-1-1-1',
    row: 3,
    status: 'met',
    texts: { reason: 'b', note: '' },
    cells: {},
    raw: {},
  }
  const stored: CarriedAnswer = { ...NO_ANSWER, status: 'partial', reason: 'a', note: 'n' }

  it('takes a file of no known export against nothing: its blanks change nothing, its words are conflicts', () => {
    const [merged] = mergeAnswers([theirs], new Map(), new Map([['1-1-1-1', stored]]))
    const changed = merged?.fields.filter(({ outcome }) => outcome !== 'unchanged')
    expect(changed?.map(({ field, outcome }) => [field, outcome])).toEqual([
      ['status', 'conflict'],
      ['reason', 'conflict'],
      ['note', 'keep-ours'],
    ])
  })

  it('takes the words of a file where nobody has answered', () => {
    const [merged] = mergeAnswers([theirs], new Map(), new Map())
    expect(merged?.fields.filter(({ outcome }) => outcome === 'take-theirs').map(({ field, result }) => [field, result])).toEqual(
      [
        ['status', 'met'],
        ['reason', 'b'],
      ],
    )
  })

  it('takes changes, and emptied cells, against what was exported', () => {
    const [merged] = mergeAnswers([theirs], new Map([['1-1-1-1', stored]]), new Map([['1-1-1-1', stored]]))
    expect(
      merged?.fields
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ field, outcome, result }) => [field, outcome, result]),
    ).toEqual([
      ['status', 'take-theirs', 'met'],
      ['reason', 'take-theirs', 'b'],
      ['note', 'take-theirs', ''],
    ])
  })
})
