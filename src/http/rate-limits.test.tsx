import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { oddApp, SERVED } from './odd.fixture.tsx'
import { LIMITS, rateLimits } from './rate-limits.ts'

const OURS = 'hoshitori.example.jp'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2027-04-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

type App = ReturnType<typeof oddApp>['app']

function ask(app: App, address: string, headers: Record<string, string> = {}, path = '/odd/viewer'): Promise<Response> {
  return Promise.resolve(app.request(`http://x${path}`, { headers: { Host: OURS, 'X-Forwarded-For': address, ...headers } }))
}

function send(app: App, address: string, headers: Record<string, string> = {}): Promise<Response> {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const all = { Host: OURS, 'X-Forwarded-For': address, ...form, ...headers }
  return Promise.resolve(app.request('http://x/odd/form', { method: 'POST', body: 'a=1', headers: all }))
}

describe('too many requests', () => {
  test('from one address have to wait until the minute is over; another address does not', async () => {
    const { app } = oddApp(SERVED, { limits: { ...LIMITS, address: 5 } })
    for (let count = 0; count < 5; count += 1) expect((await ask(app, '192.0.2.1')).status).toBe(200)
    vi.advanceTimersByTime(20_000)
    const refused = await ask(app, '192.0.2.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('40')
    const page = await refused.text()
    expect(page).toContain('<h1>少し待ってください</h1>')
    expect(page).toContain('40秒ほど待って')
    expect((await ask(app, '192.0.2.2')).status).toBe(200)
    vi.advanceTimersByTime(40_000)
    expect((await ask(app, '192.0.2.1')).status).toBe(200)
  })

  test('by a script are refused in its own tongue', async () => {
    const { app } = oddApp(SERVED, { limits: { ...LIMITS, address: 0 } })
    const refused = await ask(app, '192.0.2.1', { Accept: 'application/json' })
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({
      refusals: [{ code: 'requests.many', words: expect.stringContaining('少し待って') }],
    })
  })

  test('forms of strangers count by themselves: 60 a minute', async () => {
    const { app } = oddApp(SERVED)
    for (let count = 0; count < 60; count += 1) expect((await send(app, '192.0.2.1')).status).toBe(200)
    expect((await send(app, '192.0.2.1')).status).toBe(429)
    expect((await send(app, '192.0.2.1', { Origin: `https://${OURS}`, Cookie: '__Host-session=made-up' })).status).toBe(429)
    expect((await ask(app, '192.0.2.1')).status).toBe(200)
    expect((await send(app, '192.0.2.9')).status).toBe(200)
  })

  test('with one session count, from wherever they come', async () => {
    const { app } = oddApp(SERVED, { limits: { ...LIMITS, session: 2 } })
    const cookie = { Cookie: '__Host-session=abc' }
    const statuses: number[] = []
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) statuses.push((await ask(app, address, cookie)).status)
    expect(statuses).toEqual([500, 500, 429])
    expect((await ask(app, '192.0.2.1', { Cookie: '__Host-session=abd' })).status).toBe(500)
  })

  test('cannot hide behind an address that they write themselves', async () => {
    const { app } = oddApp(SERVED, { limits: { ...LIMITS, address: 3 } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1) statuses.push((await ask(app, `10.0.0.${count}, 192.0.2.1`)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
  })

  test('are nobody’s business on this machine, and files of the pages do not count', async () => {
    const alone = oddApp({ proxies: 1 }, { limits: { address: 0, session: 0, stranger: 0 } })
    expect((await alone.app.request('http://localhost/odd/viewer', { headers: { 'X-Forwarded-For': '192.0.2.1' } })).status).toBe(
      200,
    )
    const { app } = oddApp(SERVED, { limits: { address: 0, session: 0, stranger: 0 } })
    expect((await ask(app, '192.0.2.1', {}, '/assets/nothing.css')).status).toBe(429)
    expect((await ask(app, '192.0.2.1', {}, '/health')).status).toBe(503)
  })
})

test('the memory is bounded: 60,000 addresses share 32,768 counters', async () => {
  const waitOf = rateLimits({ address: 1_000_000, session: 1, stranger: 1 })
  for (let count = 0; count < 60_000; count += 1) {
    await waitOf({ address: `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`, session: undefined, strangersForm: false })
  }
  expect(vi.getTimerCount()).toBeLessThanOrEqual(2 ** 15)
  expect(vi.getTimerCount()).toBeGreaterThan(2 ** 14)
})
