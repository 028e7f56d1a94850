import { describe, expect, test } from 'vitest'
import { createBound } from './bound.ts'

const at = (seconds: number) => new Date(Date.parse('2027-04-01T00:00:00.000Z') + seconds * 1000).toISOString()

describe('a bound', () => {
  test('lets through as often as it says, then says how long to wait, then begins anew', () => {
    const bound = createBound({ limit: 3, window: 60_000, keys: 10 })
    for (const second of [0, 10, 20]) {
      expect(bound.wait('a', at(second))).toBe(0)
      bound.note('a', at(second))
    }
    expect(bound.wait('a', at(21))).toBe(39_000)
    expect(bound.wait('b', at(21))).toBe(0)
    expect(bound.wait('a', at(60))).toBe(0)
    bound.note('a', at(60))
    expect(bound.wait('a', at(61))).toBe(0)
  })

  test('what is noted meanwhile does not lengthen the wait', () => {
    const bound = createBound({ limit: 1, window: 60_000, keys: 10 })
    for (let second = 0; second < 50; second += 1) bound.note('a', at(second))
    expect(bound.wait('a', at(50))).toBe(10_000)
  })

  test('begins anew when the clock went back', () => {
    const bound = createBound({ limit: 1, window: 60_000, keys: 10 })
    bound.note('a', at(3600))
    expect(bound.wait('a', at(3600))).toBe(60_000)
    expect(bound.wait('a', at(0))).toBe(0)
  })

  test('remembers no more keys than it says, and forgets the one that was heard of longest ago', () => {
    const bound = createBound({ limit: 1, window: 60_000, keys: 2 })
    bound.note('a', at(0))
    bound.note('b', at(1))
    bound.note('a', at(2))
    bound.note('c', at(3))
    expect([bound.wait('a', at(4)) > 0, bound.wait('b', at(4)) > 0, bound.wait('c', at(4)) > 0]).toEqual([true, false, true])
  })
})
