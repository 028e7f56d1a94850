import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Criterion, Point } from '../catalogue/criterion.ts'
import { loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { decideAnswer } from './decide-answer.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { CONDITION_ABSENT, holds, labelOf, leavesOf, verdictOf } from './points.ts'

const written: Point = { id: 'written', text: '手順が文書になっている' }
const kept: Point = {
  id: 'kept',
  text: '控えの置き場所',
  anyOf: [
    { id: 'vault', text: '金庫' },
    { id: 'cloud', text: '別のクラウド' },
  ],
}
const patched: Point = {
  id: 'patched',
  first: { id: 'patch', text: '14日以内に更新している' },
  where: '更新できないとき',
  instead: {
    id: 'otherwise',
    text: '代わりの対策',
    anyOf: [
      { id: 'isolate', text: '切り離す' },
      { id: 'watch', text: '見張る' },
    ],
  },
}

const criterion: Criterion = {
  id: '4-4-4-2',
  level: 3,
  csf: 'PR',
  kind: 'operation',
  question: '直していますか。',
  en: 'Is it fixed?',
  points: [written, kept, patched],
  evidence: ['記録'],
  why: '-',
  closing: ['-'],
}
const conditional: Criterion = {
  ...criterion,
  condition: { when: 'システムを開発している', otherwise: 'システムを開発していない' },
}

describe('the verdict of the ticks', () => {
  test.each<[string, string[], unknown]>([
    ['nothing ticked', [], undefined],
    ['a box that the criterion does not have', ['no-such-box'], undefined],
    ['the id of a group, which is no box', ['kept', 'patched'], undefined],
    [
      'every point, the fallback by its first way',
      ['written', 'vault', 'patch'],
      {
        status: 'met',
        reason: 'できていること: 手順が文書になっている、控えの置き場所は「金庫」、14日以内に更新している。',
      },
    ],
    [
      'every point, the fallback by its other way',
      ['written', 'vault', 'cloud', 'watch'],
      {
        status: 'met',
        reason:
          'できていること: 手順が文書になっている、控えの置き場所は「金庫」「別のクラウド」、代わりの対策は「見張る」(更新できないとき)。',
      },
    ],
    [
      'both ways of the fallback: the first is told',
      ['written', 'vault', 'patch', 'isolate'],
      {
        status: 'met',
        reason: 'できていること: 手順が文書になっている、控えの置き場所は「金庫」、14日以内に更新している。',
      },
    ],
    [
      'one of three',
      ['written'],
      {
        status: 'partial',
        reason:
          'できていること: 手順が文書になっている。\nまだのこと: 控えの置き場所(金庫、または別のクラウド)、14日以内に更新している。',
      },
    ],
    ['the absent condition of a criterion that has none', [CONDITION_ABSENT], undefined],
  ])('%s', (_, ticked, expected) => {
    expect(verdictOf(criterion, new Set(ticked), 'ja')).toEqual(expected)
  })

  test('an absent condition is 該当なし with its reason, whatever else is ticked', () => {
    const verdict = { status: 'notApplicable', reason: 'システムを開発していないため、該当しません。' }
    expect(verdictOf(conditional, new Set([CONDITION_ABSENT]), 'ja')).toEqual(verdict)
    expect(verdictOf(conditional, new Set([CONDITION_ABSENT, 'written', 'vault', 'patch']), 'ja')).toEqual(verdict)
  })
})

test('in English, the criterion and its sentences are', () => {
  const { english } = loadEdition(join(root, 'catalogue'), '2026-03-27')
  const of = (id: string) => english.criteria.find((one) => one.id === id) as Criterion
  const none = { status: 'notApplicable', reason: 'Not applicable: No development environment is used.' }
  expect(verdictOf(of('4-1-2-4'), new Set([CONDITION_ABSENT]), 'en')).toEqual(none)
  for (const one of english.criteria) {
    const leaves = one.points.flatMap(leavesOf).map((leaf) => leaf.id)
    const said = [leaves, leaves.slice(0, 1), [CONDITION_ABSENT]].map((ticked) => verdictOf(one, new Set(ticked), 'en')?.reason)
    expect(said.join(''), one.id).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、。「」]/u)
  }
})

describe('what the firm has none of', () => {
  const pc: Point = { id: 'pc', text: 'パソコンに入れている' }
  const server: Point = { id: 'server', text: 'サーバに入れている', absent: 'サーバがない' }
  const phone: Point = {
    id: 'phone',
    text: 'スマートフォンの制限',
    absent: 'スマートフォンがない',
    anyOf: [
      { id: 'removed', text: '消している' },
      { id: 'blocked', text: '入れられない' },
    ],
  }
  const scoped: Criterion = { ...criterion, points: [pc, server, phone] }

  test.each<[string, string[], unknown]>([
    [
      'settles its points, and is told apart from what is done',
      ['pc', 'server:absent', 'phone:absent'],
      { status: 'met', reason: 'できていること: パソコンに入れている。\n対象がないこと: サーバがない、スマートフォンがない。' },
    ],
    [
      'leaves the others open',
      ['removed', 'server:absent'],
      {
        status: 'partial',
        reason:
          'できていること: スマートフォンの制限は「消している」。\n対象がないこと: サーバがない。\nまだのこと: パソコンに入れている。',
      },
    ],
    ['says nothing of the rest by itself', ['server:absent'], undefined],
    [
      'is nothing where the point does not know it',
      ['pc:absent', 'server', 'phone:absent'],
      {
        status: 'partial',
        reason:
          'できていること: サーバに入れている。\n対象がないこと: スマートフォンがない。\nまだのこと: パソコンに入れている。',
      },
    ],
    [
      'gives way to what is ticked as done',
      ['pc', 'server', 'server:absent', 'phone:absent'],
      {
        status: 'met',
        reason: 'できていること: パソコンに入れている、サーバに入れている。\n対象がないこと: スマートフォンがない。',
      },
    ],
  ])('%s', (_, ticked, expected) => {
    expect(verdictOf(scoped, new Set(ticked), 'ja')).toEqual(expected)
  })

  test('is a 該当なし with its reason where the criterion speaks of nothing else', () => {
    expect(verdictOf({ ...criterion, points: [server, phone] }, new Set(['server:absent', 'phone:absent']), 'ja')).toEqual({
      status: 'notApplicable',
      reason: 'サーバがない、スマートフォンがないため、該当しません。',
    })
  })

  test('can be saved', () => {
    const wish = { ...EMPTY_ANSWER, ticked: ['pc', 'server:absent', 'server:there', ':absent'] }
    expect(decideAnswer(wish)).toMatchObject({ ok: true, value: { ticked: ['pc', 'server:absent'] } })
  })
})

describe('a box that settles another point', () => {
  const implied: Criterion = {
    ...criterion,
    points: [
      { id: 'all', text: 'すべて期限内である' },
      { id: 'until', text: '切れるまでの対策がある', impliedBy: 'all' },
    ],
  }

  test('is enough, and is told once', () => {
    expect(verdictOf(implied, new Set(['all']), 'ja')).toEqual({ status: 'met', reason: 'できていること: すべて期限内である。' })
    expect(verdictOf(implied, new Set(['until']), 'ja')).toMatchObject({ status: 'partial' })
  })
})

describe('the boxes', () => {
  test('are listed in the order of the screen', () => {
    expect(criterion.points.flatMap(leavesOf).map(({ id }) => id)).toEqual([
      'written',
      'vault',
      'cloud',
      'patch',
      'isolate',
      'watch',
    ])
  })

  test('are named by what would have to be so', () => {
    expect(criterion.points.map((point) => labelOf(point, 'ja'))).toEqual([
      '手順が文書になっている',
      '控えの置き場所(金庫、または別のクラウド)',
      '14日以内に更新している',
    ])
  })

  test('one more tick never makes a point that holds stop holding', () => {
    const boxes = criterion.points.flatMap(leavesOf).map(({ id }) => id)
    fc.assert(
      fc.property(fc.subarray(boxes), fc.constantFrom(...boxes), (ticked, more) => {
        for (const point of criterion.points)
          if (holds(point, new Set(ticked))) expect(holds(point, new Set([...ticked, more]))).toBe(true)
      }),
    )
  })
})

describe.each(['2026-03-27', '2025-12-26'] as const)('every criterion of %s', (id) => {
  const { criteria } = loadEdition(join(root, 'catalogue'), id)

  test('is met with every box ticked, and its sentence can be saved', () => {
    for (const one of criteria) {
      const verdict = verdictOf(one, new Set(one.points.flatMap(leavesOf).map((leaf) => leaf.id)), 'ja')
      expect([one.id, verdict?.status]).toEqual([one.id, 'met'])
      expect(decideAnswer({ ...EMPTY_ANSWER, status: 'met', reason: verdict?.reason ?? '' })).toMatchObject({
        ok: true,
        value: { reason: verdict?.reason },
      })
    }
  })

  test('4-4-2-1 is met by its first choice, and by the plan with a mitigation', () => {
    const supported = criteria.find((one) => one.id === '4-4-2-1')
    for (const ticked of [['all-supported'], ['all-supported', 'none-unsupported'], ['replacement-plan', 'isolated']])
      expect(supported && verdictOf(supported, new Set(ticked), 'ja')?.status).toBe('met')
    expect(supported && verdictOf(supported, new Set(['replacement-plan']), 'ja')?.status).toBe('partial')
  })

  test('4-1-4-1 still counts the boxes that were ticked before it asked of smart devices apart', () => {
    const lock = criteria.find((one) => one.id === '4-1-4-1')
    expect(lock && verdictOf(lock, new Set(['lock']), 'ja')?.reason).toMatch(
      /^できていること: パソコンのログオン|^できていること: パソコンへのログオン/,
    )
    expect(lock && verdictOf(lock, new Set(['lock', 'smart-device:absent']), 'ja')?.status).toBe('met')
  })

  test('has no box whose id stands for something else', () => {
    for (const one of criteria) {
      const ids = one.points.flatMap(leavesOf).map((leaf) => leaf.id)
      expect([one.id, new Set(ids).size]).toEqual([one.id, ids.length])
      expect(ids).not.toContain(CONDITION_ABSENT)
    }
  })

  test('with a condition gives a 該当なし that can be saved', () => {
    const conditionals = criteria.filter(({ condition }) => condition)
    expect(conditionals.length).toBeGreaterThan(5)
    for (const one of conditionals) {
      const verdict = verdictOf(one, new Set([CONDITION_ABSENT]), 'ja')
      expect(decideAnswer({ ...EMPTY_ANSWER, ...verdict })).toMatchObject({ ok: true, value: { status: 'notApplicable' } })
    }
  })
})
