import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import type { ThreadTask } from '../context.ts'
import { type AnswersFile, readAnswers } from '../exchange/index.ts'
import type { TenantId } from '../kernel/ids.ts'
import { setPdf } from '../report/actions.ts'
import { MIXED, report } from '../report/report.fixture.ts'
import { createWorkerPool, type PoolLimits } from './worker-pool.ts'

/** A thread that does what it is told: the source of a function of its input. */
const OBEYS = `
  const { parentPort, threadId } = require('node:worker_threads')
  parentPort.on('message', async ({ input }) => {
    try {
      parentPort.postMessage({ outcome: { ok: true, value: await eval(input)(threadId) } })
    } catch (fault) {
      parentPort.postMessage({ fault })
    }
  })`
const FEW: PoolLimits = {
  threads: 1,
  threadsOfOne: 1,
  waiting: 5,
  waitingOfOne: 3,
  deadline: 60_000,
  idle: 60_000,
  memory: 64,
}
const [ONE, OTHER] = ['one', 'other'] as string[] as [TenantId, TenantId]
const pools: ReturnType<typeof createWorkerPool>[] = []
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close()
})

function pool(limits: Partial<PoolLimits> = {}) {
  const made = createWorkerPool(
    (memory) => new Worker(OBEYS, { eval: true, resourceLimits: { maxOldGenerationSizeMb: memory } }),
    {
      ...FEW,
      ...limits,
    },
  )
  pools.push(made)
  return (source: string, owner = ONE, signal?: AbortSignal) =>
    made.run<unknown>({ name: 'report.pdf', input: source, owner }, signal)
}

const refused = (code: string) => ({ ok: false, refusals: [expect.objectContaining({ code })] })

describe('a pool of threads', () => {
  test('gives what a task came to, and uses a thread again', async () => {
    const run = pool()
    const first = await run('(id) => id')
    expect(first).toEqual({ ok: true, value: expect.any(Number) })
    expect(await run('(id) => id')).toEqual(first)
  })

  test('lets owners take turns, each in the order in which they came', async () => {
    const run = pool()
    const order: string[] = []
    const asked = (name: string, owner: TenantId) => run('() => 0', owner).then(() => order.push(name))
    await Promise.all([asked('a', ONE), asked('b', ONE), asked('c', ONE), asked('d', OTHER), asked('e', OTHER)])
    expect(order).toEqual(['a', 'd', 'b', 'e', 'c'])
  })

  test('refuses what comes when too much waits, of one owner and in all', async () => {
    const run = pool()
    const mine = Array.from({ length: 5 }, () => run('() => 0'))
    const others = Array.from({ length: 3 }, () => run('() => 0', OTHER))
    expect(await mine[4]).toEqual(refused('work.busy'))
    expect(await others[2]).toEqual(refused('work.busy'))
    for (const taken of [...mine.slice(0, 4), ...others.slice(0, 2)]) expect(await taken).toMatchObject({ ok: true })
  })

  test('ends a task that takes too long, and goes on with the next', async () => {
    const run = pool({ deadline: 200 })
    const [late, next] = await Promise.all([run('() => { for (;;) {} }'), run('() => new Promise(() => {})')])
    expect([late, next]).toEqual([refused('work.late'), refused('work.late')])
  })

  test('gives up a task that is cancelled, at work or waiting, and goes on with the next', async () => {
    const run = pool()
    const stops = [new AbortController(), new AbortController()]
    const endless = stops.map(({ signal }) => run('() => { for (;;) {} }', ONE, signal))
    const next = run('() => 1')
    for (const stop of stops.reverse()) stop.abort()
    for (const task of endless) expect(await task).toEqual(refused('work.cancelled'))
    expect(await next).toEqual({ ok: true, value: 1 })
    for (const stop of stops) stop.abort()
  })

  test('ends a task that takes too much memory, and goes on with the next', async () => {
    const run = pool()
    const greedy = run('() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }')
    const next = run('() => 1')
    expect(await greedy).toEqual(refused('work.memory'))
    expect(await next).toEqual({ ok: true, value: 1 })
  })

  test.each([
    ['() => { throw new Error("inside") }', 'inside'],
    ['() => process.exit(3)', 'ended with 3'],
    ['() => { setImmediate(() => { throw new Error("later") }); return new Promise(() => {}) }', 'later'],
  ])('tells of a fault (%s) and goes on with the next', async (source, words) => {
    const run = pool()
    const broken = run(source)
    const next = run('() => 1')
    await expect(broken).rejects.toThrow(words)
    expect(await next).toEqual({ ok: true, value: 1 })
  })

  test('a thread that fails while it rests harms nobody', async () => {
    const run = pool()
    await run('() => void setImmediate(() => process.exit(1))')
    await expect.poll(() => run('() => 1')).toEqual({ ok: true, value: 1 })
  })
})

test('the threads of the server make the same PDF and read the same answers as the server itself', async () => {
  const workers = createWorkerPool()
  pools.push(workers)
  const task = (name: ThreadTask['name'], input: unknown) => workers.run<unknown>({ name, input, owner: ONE })
  const pdfs = [await task('report.pdf', report(3, MIXED)), await setPdf(report(3, MIXED))]
  const [one, other] = pdfs.map((pdf) => (pdf.ok ? Buffer.from(pdf.value as Uint8Array).toString('base64') : ''))
  expect(one?.length).toBeGreaterThan(100_000)
  expect(one === other).toBe(true)
  const file: AnswersFile = {
    bytes: Buffer.from('番号,評価\n4-4-4-2,○\n'),
    editions: { chosen: { id: '2026-03-27', criteria: new Set(['4-4-4-2']) }, others: [] },
  }
  const read = await readAnswers(file)
  expect(read.ok).toBe(true)
  expect(await task('exchange.answers', file)).toEqual(read)
})
