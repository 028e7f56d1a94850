import { describe, expect, test } from 'vitest'
import { decideTry, delayAfter, LOCK_AT, lockAfter, type Tries } from './throttle.ts'

const START = Date.parse('2027-04-01T00:00:00.000Z')
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString()
const MINUTE = 60
const DAY = 24 * 60 * MINUTE

/** Fails as soon as it may, again and again, and says at which second each attempt was looked at. */
function failing(times: number, tries?: Tries, from = 0) {
  const seconds: number[] = []
  let now = from
  let current = tries
  while (seconds.length < times) {
    const verdict = decideTry(current, at(now))
    if (verdict.kind === 'try') {
      seconds.push(now)
      current = verdict.after
    } else now = (Date.parse(verdict.until) - START) / 1000
  }
  return { seconds, tries: current as Tries, now }
}

describe('wrong passwords in a row', () => {
  test('three go through, then each waits longer, and the tenth locks', () => {
    const { seconds, tries } = failing(10)
    expect(seconds).toEqual([0, 0, 0, 5, 15, 35, 75, 135, 195, 255])
    expect(tries).toMatchObject({ failures: LOCK_AT, locks: 1, lockedUntil: at(255 + 15 * MINUTE) })
  })

  test('while it is locked nothing is looked at, and the lock does not grow', () => {
    const { tries } = failing(10)
    for (const second of [256, 500, 255 + 15 * MINUTE - 1]) {
      expect(decideTry(tries, at(second))).toEqual({ kind: 'wait', locked: true, until: at(255 + 15 * MINUTE) })
    }
    expect(decideTry(tries, at(255 + 15 * MINUTE))).toMatchObject({ kind: 'try', after: { failures: 1, locks: 1 } })
  })

  test('each lock lasts twice as long, a day at most', () => {
    expect([1, 2, 3, 4, 7, 8, 50].map((n) => lockAfter(n) / MINUTE / 1000)).toEqual([15, 30, 60, 120, 960, 1440, 1440])
    const first = failing(10)
    const second = failing(10, first.tries, first.now)
    expect(second.tries).toMatchObject({ locks: 2, lockedUntil: at((second.seconds.at(-1) ?? 0) + 30 * MINUTE) })
  })

  test('in a year of trying, fewer than 4,000 passwords can be tried on one account', () => {
    let tries: Tries | undefined
    let now = 0
    let looked = 0
    while (now < 365 * DAY) {
      const round = failing(10, tries, now)
      looked += 10
      tries = round.tries
      now = (Date.parse(round.tries.lockedUntil ?? '') - START) / 1000
    }
    expect(looked).toBeLessThan(4000)
    expect(looked).toBeGreaterThan(3000)
  })

  test('only the one that locks says that it closes', () => {
    const { tries } = failing(8)
    const ninth = decideTry(tries, at(1000))
    expect(ninth).toMatchObject({ kind: 'try', closes: false })
    expect(ninth.kind === 'try' && decideTry(ninth.after, at(2000))).toMatchObject({ kind: 'try', closes: true })
  })

  test('the wait never shrinks', () => {
    const waits = Array.from({ length: 10 }, (_, failures) => delayAfter(failures))
    expect(waits).toEqual([0, 0, 0, 5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000])
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
  })
})

describe('what is forgotten', () => {
  const old = (tries: Partial<Tries>): Tries => ({ failures: 9, lastFailedAt: at(0), lockedUntil: null, locks: 3, ...tries })

  test.each<[string, number, Partial<Tries>]>([
    ['failures count for a day', DAY, { failures: 10, locks: 4 }],
    ['and no longer', DAY + 1, { failures: 1, locks: 3 }],
    ['locks count for a week', 7 * DAY, { failures: 1, locks: 3 }],
    ['and no longer', 7 * DAY + 1, { failures: 1, locks: 0 }],
  ])('%s', (_, second, after) => {
    expect(decideTry(old({}), at(second))).toMatchObject({ kind: 'try', after })
  })

  test.each<[string, Partial<Tries>]>([
    ['a right one, which leaves its moment behind', { failures: 0, lastFailedAt: at(DAY), locks: 0 }],
    ['failures', { lastFailedAt: at(DAY) }],
    ['a lock', { failures: 10, lastFailedAt: at(DAY), lockedUntil: at(DAY + 15 * MINUTE) }],
  ])('what a clock noted that went back since keeps nobody out: %s', (_, tries) => {
    expect(decideTry(old(tries), at(0))).toMatchObject({ kind: 'try', after: { failures: 1, lastFailedAt: at(0), locks: 0 } })
  })

  test('a clock that is a little ahead of ours delays no longer than it should, and lifts no lock', () => {
    expect(decideTry(old({ failures: 0, lastFailedAt: at(30) }), at(0))).toMatchObject({ kind: 'try' })
    expect(decideTry(old({ failures: 3, lastFailedAt: at(30) }), at(0))).toMatchObject({ kind: 'wait', until: at(5) })
    const locked = old({ lastFailedAt: at(30), lockedUntil: at(900) })
    expect(decideTry(locked, at(0))).toEqual({ kind: 'wait', locked: true, until: at(900) })
  })

  test('nothing before is like nothing ever', () => {
    expect(decideTry(undefined, at(0))).toEqual({
      kind: 'try',
      closes: false,
      after: { failures: 1, lastFailedAt: at(0), lockedUntil: null, locks: 0 },
    })
  })
})
