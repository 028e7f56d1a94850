import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attain } from '../assessment/attainment.ts'
import { STATUSES } from '../standing/status.ts'
import type { ReportAnswer } from './criterion-row.ts'
import { toGapReport } from './gap-report.ts'
import { answer, EDITION, input, MIXED, report } from './report.fixture.ts'

const ALL_MET = EDITION.criteria.map(({ id }) => answer(id, 'met', { evidence: '記録' }))
const anyAnswers = fc
  .array(fc.record({ status: fc.constantFrom(...STATUSES, null, undefined), confirmed: fc.boolean() }), {
    minLength: EDITION.criteria.length,
    maxLength: EDITION.criteria.length,
  })
  .map((picks) =>
    picks.flatMap(({ status, confirmed }, index): ReportAnswer[] => {
      const criterion = EDITION.criteria[index]
      return criterion && status !== undefined ? [answer(criterion.id, status, { confirmed })] : []
    }),
  )

describe('the numbers', () => {
  test.each([3, 4] as const)('are those of the roll-up for ★%i', (target) => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const attainment = attain(EDITION, target, answers)
        const { summary, criteria, gaps, requirements, beyond } = report(target, answers)
        const settled = attainment.met + attainment.notApplicableConfirmed
        expect(summary.levels.map(({ coverage, total }) => [coverage, total])).toEqual([
          [attainment.levels[3].coverage, attainment.levels[3].total],
          [attainment.levels[4].coverage, attainment.levels[4].total],
        ])
        expect(criteria).toHaveLength(attainment.total)
        expect(gaps).toHaveLength(attainment.total - settled)
        expect(summary.counts.reduce((sum, { count }) => sum + count, 0)).toBe(attainment.total)
        expect(summary.counts.every(({ count, criteria: behind }) => behind.length === count)).toBe(true)
        expect(summary.categories.map((category) => category.coverage)).toEqual(
          attainment.categories.map(({ tally }) => tally.coverage),
        )
        expect(requirements.map(({ id, result }) => [id, result])).toEqual(
          attainment.requirements.map(({ id, result }) => [id, result]),
        )
        expect(summary.requirements.fulfilled).toBe(requirements.filter(({ result }) => result === '○').length)
        const settledBeyond = beyond?.rows.filter(({ place }) => place === 'met' || place === 'confirmedAbsent').length ?? 0
        expect(summary.levels[1]?.settled).toBe(settled + settledBeyond)
      }),
    )
  })

  test('of a mixed assessment stand in words on the page for management', () => {
    const { summary } = report(4, MIXED)
    expect(summary.headline).toEqual([
      '★4 の評価基準 10件のうち、満たすと答えたものは 2件、該当なしと確認されたものは 1件で、合わせて 30.0% です。',
      '要求事項 4件のうち、評価基準のすべてがそろったものは 1件です。',
      '残る 7件の内訳は、一部 1件、満たさない 2件、計画中 1件、該当なし(確認待ち) 1件、未回答 2件です。',
    ])
    expect(summary.remarks).toEqual([
      '該当なしのうち 1件は、2人目の確認を待っているため、満たすに数えていません。',
      '満たすのうち 1件は、証跡の記載がまだありません。',
    ])
  })

  test('of no answers at all are nought out of all', () => {
    const { summary, gaps } = report(3, [])
    expect(summary.headline).toEqual(['★3 の評価基準 6件には、まだ回答がありません。'])
    expect(summary.levels[0]).toMatchObject({ total: 6, settled: 0, percent: '0.0%' })
    expect(gaps).toHaveLength(6)
  })

  test('of everything met leave no gap and promise nothing', () => {
    const { summary, gaps } = report(4, ALL_MET)
    expect(gaps).toEqual([])
    expect(summary.headline.at(-1)).toBe('残る評価基準はありません。★の登録には、このあと制度の手続きが必要です。')
    expect(summary.remarks).toEqual([])
  })

  test('for ★3 show the answered criteria of ★4 apart, as the context of the ★4 number', () => {
    const { criteria, beyond } = report(3, MIXED)
    expect(criteria.map(({ level }) => level)).toEqual([3, 3, 3, 3, 3, 3])
    expect(beyond).toMatchObject({ total: 4, unanswered: 2 })
    expect(beyond?.rows.map(({ id }) => id)).toEqual(['1-1-1-3', '5-1-1-1'])
    expect(report(4, MIXED).beyond).toBeNull()
  })

  test('that do not belong together are refused as a fault', () => {
    const other = attain(EDITION, 3, ALL_MET)
    expect(() => toGapReport({ ...input(3, MIXED), attainment: other })).toThrow('roll-up')
    expect(() => toGapReport({ ...input(3, MIXED), attainment: { ...other, edition: '2025-12-26' } })).toThrow('2025-12-26')
  })
})

describe('the gaps', () => {
  test('come by answer, then ★3 before ★4, then kind, then number', () => {
    expect(report(4, MIXED).gaps.map(({ order, id, words }) => [order, id, words])).toEqual([
      [1, '4-1-1-1', '満たさない'],
      [2, '5-1-1-1', '満たさない'],
      [3, '1-2-1-1', '一部'],
      [4, '4-1-1-2', '計画中'],
      [5, '5-1-1-2', '未回答'],
      [6, '1-2-1-2', '未回答'],
      [7, '4-1-1-10', '該当なし(確認待ち)'],
    ])
    expect(report(3, []).gaps.map(({ id }) => id)).toEqual(['4-1-1-1', '4-1-1-2', '1-2-1-1', '1-1-1-1', '1-1-1-2', '4-1-1-10'])
  })

  test('carry what was written, what usually closes them and the own plan', () => {
    const gap = report(3, MIXED).gaps.find(({ id }) => id === '1-2-1-1')
    expect(gap).toMatchObject({
      said: { state: '口頭で決まっている', plan: '規程に書く', assignee: '佐藤 健' },
      closing: ['1-2-1-1 を始める', '1-2-1-1 を記録する'],
      requirement: { id: '1-2-1', name: '推進の体制' },
      category: '1',
    })
  })
})

describe('the words', () => {
  const everySentence = JSON.stringify([report(3, MIXED), report(4, ALL_MET), report(3, [], { demo: true })])

  test.each(['認定', '合格', '合否', '取得でき'])('never say %s', (word) => {
    expect(everySentence).not.toContain(word)
  })

  test('say how the numbers were made and what they cannot say', () => {
    const method = report(3, MIXED)
      .method.flatMap(({ points }) => points)
      .join('\n')
    expect(method).toContain('未回答のものも分母に含めます')
    expect(method).toContain('一部を半分に数えることもしません')
    expect(method).toContain('いま確認済みは 0件、確認待ちは 1件です')
    expect(method).toContain('はじめに評価の順(満たさない、一部、計画中、未回答、該当なし(確認待ち))')
    expect(method).toContain('自己適合宣誓')
    expect(
      report(4, MIXED)
        .method.flatMap(({ points }) => points)
        .join(),
    ).toContain('評価機関')
  })

  test('mark demo data and the draft edition', () => {
    expect(report(3, MIXED).demo).toBeNull()
    expect(report(3, MIXED, { demo: true }).demo).toContain('デモデータ')
    const draft = report(3, MIXED, { edition: { ...EDITION, status: 'draft' } })
    expect(draft.facts.find(({ label }) => label === '評価基準の版')?.value).toContain('意見募集時の案')
    expect(draft.method.flatMap(({ points }) => points).join()).toContain('意見募集のときの案')
  })

  test('name the moment in Japan and the scope in brief', () => {
    const scope = { sites: ['本社'], systems: ['基幹', 'メール'], clouds: [], exclusions: [{ what: '工場', reason: '対象外' }] }
    const { asOfWords, facts } = report(3, MIXED, { scope })
    expect(asOfWords).toBe('2026年11月23日 10:02 時点')
    expect(facts.find(({ label }) => label === '適用範囲')?.value).toBe('拠点 1、システム 2、クラウドサービス 0、除外 1')
    expect(report(3, MIXED).facts.find(({ label }) => label === '適用範囲')?.value).toBe('まだ記録されていません')
  })
})
