import { expect, test, vi } from 'vitest'
import { createTurns } from './turns.ts'

test('two at a time, two wait, the fifth is turned away, and each gets its own result', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 2 })
  const gates: (() => void)[] = []
  let running = 0
  let most = 0
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      running += 1
      most = Math.max(most, running)
      gates.push(() => {
        running -= 1
        resolve(name)
      })
    })
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => turns.take(work(name)))
  expect(await all[4]).toBeUndefined()
  for (let opened = 0; opened < 4; opened += 1) {
    await vi.waitUntil(() => gates.length > opened)
    gates[opened]?.()
  }
  expect(await Promise.all(all.slice(0, 4))).toEqual(['a', 'b', 'c', 'd'].map((done) => ({ done })))
  expect(most).toBe(2)
})

test('work that fails gives its turn to the next', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 })
  const broken = turns.take(() => Promise.reject(new Error('no')))
  const next = turns.take(async () => 'yes')
  await expect(broken).rejects.toThrow('no')
  expect(await next).toEqual({ done: 'yes' })
})
