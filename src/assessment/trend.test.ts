import { describe, expect, test } from 'vitest'
import { changeOfWeek, type Settling, toTrend } from './trend.ts'

const settled = (criterion: string, at: string, by: 1 | -1 = 1): Settling => ({ criterion, at, by })
const both = new Set(['1-1-1-1', '1-2-1-1'])

describe('the trend', () => {
  test('has a point for each day in Japan, and counts what came open again', () => {
    const trend = toTrend(
      [
        settled('1-1-1-1', '2027-04-01T14:59:59.000Z'),
        settled('1-2-1-1', '2027-04-01T15:00:00.000Z'),
        settled('1-1-1-1', '2027-04-09T03:00:00.000Z', -1),
      ],
      '2027-04-10',
      both,
    )
    expect(trend).toHaveLength(10)
    expect(trend[0]).toEqual({ day: '2027-04-01', settled: 1 })
    expect(trend[1]).toEqual({ day: '2027-04-02', settled: 2 })
    expect(trend.at(-1)).toEqual({ day: '2027-04-10', settled: 1 })
    expect(changeOfWeek(trend)).toBe(-1)
  })

  test('leaves out what does not count for the target, and is a week long where nothing happened', () => {
    const trend = toTrend([settled('4-4-4-3', '2027-04-01T00:00:00.000Z')], '2027-04-10', both)
    expect(trend.map(({ settled }) => settled)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(changeOfWeek(trend)).toBe(0)
  })

  test('begins a quarter ago at the earliest, with what was settled before', () => {
    const trend = toTrend([settled('1-1-1-1', '2026-01-01T00:00:00.000Z')], '2027-04-10', both)
    expect(trend).toHaveLength(93)
    expect(trend[0]).toEqual({ day: '2027-01-08', settled: 1 })
  })
})
