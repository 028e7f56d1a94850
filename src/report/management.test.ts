import { expect, test } from 'vitest'
import { answer, EDITION, MIXED, report } from './report.fixture.ts'

const trend = [
  { day: '2026-11-16', settled: 1 },
  { day: '2026-11-23', settled: 3 },
]

test('the three categories with the most open criteria come first, and only what is open is to be decided', () => {
  const { settled, total, missing, decisions } = report(4, MIXED).management
  expect([settled, total]).toEqual([3, 10])
  expect(missing.map(({ name, open }) => [name, open])).toEqual([
    ['攻撃等の防御', 3],
    ['ガバナンスの整備', 2],
    ['攻撃等の検知', 2],
  ])
  expect(decisions).toEqual([
    '「自社には当てはまらない」とした 1件を、そのとおりと認めるか。',
    '足りない 3件を、だれが受け持つか。',
    'これからすることが決まっていない 2件に、いつ、どれだけの人とお金を充てるか。',
    'まだ確かめていない 2件を、いつまでに確かめるか。',
  ])
})

test('with everything met, the procedure is to be decided, and nothing is promised', () => {
  const all = EDITION.criteria.map(({ id }) => answer(id, 'met'))
  expect(report(4, all).management).toMatchObject({ missing: [], decisions: ['★4 の手続きを、いつ始めるか。'] })
})

test('a history is told where it ends with the number that the report gives', () => {
  expect(report(4, MIXED, { trend }).management.trend).toEqual({ settled: [1, 3], words: '1日前は 1件でした。' })
  expect(report(4, MIXED, { trend: trend.slice(0, 1) }).management.trend).toBeNull()
  expect(report(4, MIXED).management.trend).toBeNull()
})
