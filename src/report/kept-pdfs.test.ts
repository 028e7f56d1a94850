import { expect, test } from 'vitest'
import { later, MINUTE } from '../kernel/calendar.ts'
import { KEPT_FOR, keptPdfs } from './kept-pdfs.ts'

const NOW = '2027-04-01T00:00:00.000Z'
const pdf = (size: number) => ({ bytes: new Uint8Array(size), asOf: NOW })

test('the oldest go when there is no room, and the newest is there however large', () => {
  const kept = keptPdfs(100)
  const there = () => ['a', 'b', 'c', 'd'].filter((key) => kept.find(key, NOW) !== undefined)
  kept.keep('a', pdf(40), NOW)
  kept.keep('b', pdf(60), NOW)
  expect(there()).toEqual(['a', 'b'])
  kept.keep('c', pdf(10), NOW)
  expect(there()).toEqual(['b', 'c'])
  kept.keep('d', pdf(1000), NOW)
  expect(there()).toEqual(['d'])
})

test('none is kept longer than ten minutes, nor one that a clock of the future kept', () => {
  const kept = keptPdfs()
  kept.keep('a', pdf(1), NOW)
  expect(kept.find('a', later(NOW, KEPT_FOR))).toBeDefined()
  expect(kept.find('a', later(NOW, KEPT_FOR + 1))).toBeUndefined()
  kept.keep('b', pdf(1), later(NOW, 60 * MINUTE))
  expect(kept.find('b', NOW)).toBeUndefined()
})
