import { describe, expect, test } from 'vitest'
import { momentOf, tellDates } from './when.ts'

const NOW = '2026-12-31T18:30:00.000Z'

describe('a moment of the past', () => {
  test.each([
    ['-1 09:00', '2026-12-31T00:00:00.000Z'],
    ['-0 00:00', '2026-12-31T15:00:00.000Z'],
    ['-365 23:59', '2026-01-01T14:59:00.000Z'],
    ['2026-02-12 14:00', '2026-02-12T05:00:00.000Z'],
  ])('%s on 2027-01-01 in Japan is %s', (when, moment) => {
    expect(momentOf(when, NOW)).toBe(moment)
  })
})

describe('dates in a text', () => {
  test.each([
    ['<+30日>までに', '2027年1月31日までに'],
    ['<-1日>', '2026年12月31日'],
    ['<+0か月>末', '2027年1月末'],
    ['<-1か月>と<+12か月>', '2026年12月と2028年1月'],
    ['<今年度>の計画', '2026年度の計画'],
    ['<昨年度>', '2025年度'],
    ['a < b > c <3日>', 'a < b > c <3日>'],
  ])('%s becomes %s', (text, told) => {
    expect(tellDates(text, NOW)).toBe(told)
  })

  test('the fiscal year begins on the first of April in Japan', () => {
    expect(tellDates('<今年度>', '2027-03-31T14:59:59.000Z')).toBe('2026年度')
    expect(tellDates('<今年度>', '2027-03-31T15:00:00.000Z')).toBe('2027年度')
  })
})
