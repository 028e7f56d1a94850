import { describe, expect, test } from 'vitest'
import { countUnseen } from './unseen.ts'

const at = (seconds: number) => new Date(Date.parse('2027-04-01T00:00:00.000Z') + seconds * 1000).toISOString()

const lock = (seconds: number) => ({ until: at(seconds), locked: true })

describe('attempts that were refused', () => {
  test('are told once, when the lock is over: how many, from how many clients, from when to when', () => {
    const unseen = countUnseen()
    for (let n = 0; n < 1000; n += 1) unseen.note('taro', `192.0.2.${n % 50}`, at(n / 10), lock(900))
    expect(unseen.take(at(899))).toEqual([])
    expect(unseen.take(at(900))).toEqual([['taro', { attempts: 1000, clients: 50, more: false, from: at(0), to: at(99.9) }]])
    expect(unseen.take(at(9000))).toEqual([])
  })

  test('are told after an hour while the lock lasts', () => {
    const unseen = countUnseen()
    unseen.note('taro', 'a', at(0), lock(86_400))
    expect(unseen.take(at(3599))).toEqual([])
    expect(unseen.take(at(3600))).toHaveLength(1)
  })

  test('are all told when the server stops', () => {
    const unseen = countUnseen()
    unseen.note('taro', 'a', at(0), null)
    unseen.note('hanako', 'a', at(1), lock(900))
    expect(unseen.take(at(2), true).map(([key]) => key)).toEqual(['taro', 'hanako'])
  })

  test('of more people than can be told apart are counted together', () => {
    const unseen = countUnseen()
    for (let n = 0; n < 10_005; n += 1) unseen.note(`k${n}`, 'a', at(0), null)
    expect(unseen.take(at(1), true).find(([key]) => key === '')).toMatchObject(['', { attempts: 5, clients: 1 }])
  })

  test('from more clients than can be told apart say so', () => {
    const unseen = countUnseen()
    for (let n = 0; n < 100_003; n += 1) unseen.note('taro', `c${n}`, at(0), null)
    expect(unseen.take(at(1), true)).toMatchObject([['taro', { attempts: 100_003, clients: 100_000, more: true }]])
    unseen.note('taro', 'c1', at(2), null)
    expect(unseen.take(at(3), true)).toMatchObject([['taro', { attempts: 1, clients: 1, more: false }]])
  })
})

describe('a wait that is known', () => {
  test('is believed for half a minute, as long as it lasts, and until it is lifted', () => {
    const unseen = countUnseen()
    expect(unseen.waiting('taro', at(0))).toBeUndefined()
    unseen.note('taro', 'a', at(0), lock(900))
    expect(unseen.waiting('taro', at(30))).toEqual(lock(900))
    unseen.note('taro', 'a', at(30), lock(900))
    expect(unseen.waiting('taro', at(31))).toBeUndefined()
    unseen.note('taro', 'a', at(32), lock(900))
    expect(unseen.waiting('taro', at(33))).toEqual(lock(900))
    unseen.release('taro')
    expect(unseen.waiting('taro', at(33))).toBeUndefined()
  })

  test('is over when it ends', () => {
    const unseen = countUnseen()
    unseen.note('taro', 'a', at(890), lock(900))
    expect(unseen.waiting('taro', at(900))).toBeUndefined()
  })

  test('for the delay before a lock is no reason to tell the log already', () => {
    const unseen = countUnseen()
    unseen.note('taro', 'a', at(0), { until: at(5), locked: false })
    expect(unseen.waiting('taro', at(4))).toEqual({ until: at(5), locked: false })
    expect(unseen.take(at(5))).toEqual([])
  })
})
