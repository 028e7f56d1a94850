import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addMonths,
  age,
  CLOCK_SKEW,
  DAY,
  daysBetween,
  earlier,
  elapsed,
  fiscalYear,
  isToCome,
  later,
  latestStored,
  momentInJapan,
  readDay,
  startOfDay,
  unixSeconds,
} from './calendar.ts'

const NOW = '2026-12-31T18:30:00.500Z'

describe('moments', () => {
  it('shifts by a span and measures it', () => {
    expect(later(NOW, DAY)).toBe('2027-01-01T18:30:00.500Z')
    expect(earlier(NOW, 500)).toBe('2026-12-31T18:30:00.000Z')
    expect(elapsed(NOW, later(NOW, 14 * DAY))).toBe(14 * DAY)
    expect(elapsed(later(NOW, 1), NOW)).toBe(-1)
    expect(unixSeconds(NOW)).toBe(1798741800)
  })

  test.each([
    ['a day ago', -DAY, DAY],
    ['now', 0, 0],
    ['by a clock that is a little ahead', CLOCK_SKEW, 0],
    ['by a clock that went back since', CLOCK_SKEW + 1, Number.POSITIVE_INFINITY],
  ])('what was stored %s has an age', (_, span, old) => {
    expect(age(later(NOW, span), NOW)).toBe(old)
    expect(later(NOW, span) <= latestStored(NOW)).toBe(Number.isFinite(old))
  })

  test.each([
    [1, true],
    [DAY, true],
    [0, false],
    [DAY + CLOCK_SKEW, true],
    [DAY + CLOCK_SKEW + 1, false],
  ])('an end %d milliseconds away of what lasts a day is to come: %s', (away, toCome) => {
    expect(isToCome(later(NOW, away), DAY, NOW)).toBe(toCome)
  })

  it('knows when clocks in Japan show a time', () => {
    expect(startOfDay('2027-01-01')).toBe('2026-12-31T15:00:00.000Z')
    expect(momentInJapan('2027-04-01', '09:00')).toBe('2027-04-01T00:00:00.000Z')
    expect(momentInJapan('2027-04-01', '23:59:59.999')).toBe('2027-04-01T14:59:59.999Z')
    expect(() => momentInJapan('2027-04-01', '25:00')).toThrow(RangeError)
  })
})

describe('days', () => {
  test.each([
    ['2028-02-29', '2028-02-29'],
    ['2027-02-29', undefined],
    ['2027-13-01', undefined],
    ['2027-3-1', undefined],
    ['2027-03-01T00:00', undefined],
    ['', undefined],
  ])('%j is read as %j', (text, day) => {
    expect(readDay(text)).toBe(day)
  })

  test.each([
    ['2027-01-31', 1, '2027-02-28'],
    ['2027-01-31', 2, '2027-03-31'],
    ['2027-08-31', -6, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
  ])('%s and %i months is %s', (day, months, then) => {
    expect(addMonths(day, months)).toBe(then)
  })

  it('counts days', () => {
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(daysBetween('2027-01-01', '2028-01-01')).toBe(365)
    expect(daysBetween('2028-01-01', '2027-01-01')).toBe(-365)
  })

  it('begins the fiscal year in April', () => {
    expect(['2027-03-31', '2027-04-01'].map(fiscalYear)).toEqual([2026, 2027])
  })
})
