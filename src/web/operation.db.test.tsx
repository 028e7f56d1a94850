import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import type { Db, Weakness } from '../db/db.ts'
import { pingDb, weaknessesOf } from '../db/ping.ts'
import type { MailId } from '../kernel/ids.ts'
import { queueLetter } from '../mail/actions.ts'
import { buildApp, metricsOf } from '../main/app.ts'
import { closeServer, createNodeServer } from './node-server.ts'
import { oddApp, SERVED } from './odd.fixture.tsx'
import type { Operation } from './operation.ts'

const TOKEN = 'a-token-of-more-than-20-letters'
const database = testDatabase()
let db: Db
beforeAll(() => {
  db = database.db
})

/** Asks over a real connection from loopback. */
async function over(
  app: ReturnType<typeof oddApp>['app'],
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const server = createNodeServer(app.fetch)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    return new Response(await response.text(), { status: response.status, headers: response.headers })
  } finally {
    await closeServer(server, 0)
  }
}

describe('/health', () => {
  test('is well while the database answers', async () => {
    const reply = await oddApp({}, {}, db).app.request('http://localhost/health')
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true, database: true }])
    expect(reply.headers.get('Cache-Control')).toBe('no-store')
  })

  test('says what is wrong with a database that answers, and looks again after ten seconds', async () => {
    let found: Weakness[] = ['disk-full']
    const weak: Db = { ...db, weaknesses: async () => found }
    const reply = await oddApp({}, {}, weak).app.request('http://localhost/health')
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true, database: true, degraded: ['disk-full'] }])
    expect(await (await over(oddApp({}, {}, weak).app, '/metrics')).text()).toContain(
      'hoshitori_database_degraded{what="disk-full"} 1',
    )
    found = []
    expect(await weaknessesOf(weak)).toEqual(['disk-full'])
    expect(await weaknessesOf(weak, Number.POSITIVE_INFINITY)).toEqual([])
  })

  test('says so when it does not', async () => {
    const reply = await oddApp().app.request('http://localhost/health')
    expect([reply.status, await reply.json()]).toEqual([503, { ok: false, database: false }])
  })

  test('says so when the server is stopping, without asking the database', async () => {
    const reply = await oddApp({}, { stopping: () => true }).app.request('http://localhost/health')
    expect([reply.status, await reply.json()]).toEqual([503, { ok: false, stopping: true }])
  })

  test('does not wait for a database that hangs, and asks it once however many ask', async () => {
    let asked = 0
    const hangs: Db = {
      ...db,
      transact: () => {
        asked += 1
        return new Promise(() => {})
      },
    }
    expect(await Promise.all([pingDb(hangs, 20), pingDb(hangs, 20), pingDb(hangs, 20)])).toEqual([false, false, false])
    expect(asked).toBe(1)
  })
})

describe('/metrics', () => {
  test.each<[string, Parameters<typeof oddApp>[0], Partial<Operation>, Record<string, string>, number]>([
    ['from this machine', {}, {}, {}, 200],
    ['from this machine, through somebody’s proxy', {}, {}, { 'X-Forwarded-For': '192.0.2.1' }, 404],
    ['from this machine, behind a proxy', { proxies: 1 }, {}, {}, 404],
    ['from this machine, where a token is set', {}, { metricsToken: TOKEN }, {}, 404],
    ['of a server, without a token', SERVED, {}, {}, 404],
    ['of a server, with a token when none is set', SERVED, {}, { Authorization: `Bearer ${TOKEN}` }, 404],
    ['of a server, with the token', SERVED, { metricsToken: TOKEN }, { Authorization: `Bearer ${TOKEN}` }, 200],
    ['of a server, with another token', SERVED, { metricsToken: TOKEN }, { Authorization: `Bearer ${TOKEN}x` }, 404],
    ['of a server, with the token as a password', SERVED, { metricsToken: TOKEN }, { Authorization: `Basic ${TOKEN}` }, 404],
    ['of a server, with nothing', SERVED, { metricsToken: TOKEN }, {}, 404],
  ])('%s', async (_, settings, operation, headers, status) => {
    const reply = await over(oddApp(settings, operation, db).app, '/metrics', headers)
    expect(reply.status).toBe(status)
    if (status === 200) expect(await reply.text()).toContain('hoshitori_database_up 1')
    else expect(await reply.text()).toContain('ページが見つかりません')
  })

  test('are not for whoever has no connection at all', async () => {
    expect((await oddApp({}, {}, db).app.request('http://localhost/metrics')).status).toBe(404)
  })

  test('count requests by the pattern of their route, and name nothing and nobody', async () => {
    const { app } = oddApp({}, {}, db)
    const id = '0190a1b2-0000-7000-8000-00000000000a'
    for (const path of [
      '/odd/reset/verysecrettoken',
      `/odd/criteria/${id}/1-2-1-1`,
      '/odd/fault',
      '/nowhere/taro@example.jp',
      '/assets/x.css',
    ])
      await app.request(`http://localhost${path}?q=secret`)
    await app.request('http://localhost/odd/form', { method: 'BREW' })
    const text = await (await over(app, '/metrics')).text()
    for (const labels of [
      'route="/odd/reset/:token",method="GET",status="2xx"',
      'route="/odd/criteria/:id/:number",method="GET",status="2xx"',
      'route="/odd/fault",method="GET",status="5xx"',
      'route="none",method="GET",status="4xx"',
      'route="/assets/",method="GET",status="4xx"',
      'route="none",method="other",status="4xx"',
    ]) {
      expect(text).toContain(`hoshitori_http_request_seconds_count{${labels}} 1`)
    }
    for (const secret of ['secret', id, 'taro', 'BREW']) expect(text).not.toContain(secret)
  })

  test('tell how the mail stands, and the jobs', async () => {
    const context = testContext(db)
    const metrics = metricsOf(context, { watchProcess: true })
    await db.transact('signIn', (tx) => queueLetter(context, tx, { to: 'a@example.jp', subject: 'x', text: 'y' }))
    context.clock.at = '2027-04-01T00:01:30.000Z'
    const given = {
      recipient: 'b@example.jp',
      subject: 'x',
      body: '',
      created_at: context.now(),
      sent_at: null,
      next_attempt_at: null,
    }
    await db.transact('admin', (tx) =>
      tx
        .insertInto('mail')
        .values({ id: context.newId<MailId>(), ...given })
        .execute(),
    )
    metrics.job('mail', true, '2027-04-01T00:00:00.000Z')
    metrics.job('mail', false, '2027-04-01T00:00:10.000Z')
    const text = await metrics.text()
    for (const line of [
      'hoshitori_mail_waiting 1',
      'hoshitori_mail_oldest_waiting_seconds 90',
      'hoshitori_mail_given_up 1',
      'hoshitori_job_last_success_timestamp_seconds{job="mail"} 1806537600',
      'hoshitori_job_failures_total{job="mail"} 1',
      `hoshitori_database_info{engine="${db.engine}"} 1`,
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).not.toContain('example.jp')
  })

  test('are there without the database, and say that it is not', async () => {
    const reply = await over(oddApp().app, '/metrics')
    expect(await reply.text()).toContain('hoshitori_database_up 0')
  })
})

test('letters that an act put into the outbox are told of when its answer is there', async () => {
  const context = testContext(db)
  const told: number[] = []
  const app = buildApp(
    context,
    [
      (router) => {
        router.post('/act', 'anyone', async (c) => {
          await db.transact('signIn', (tx) => queueLetter(context, tx, { to: 'a@example.jp', subject: 'x', text: 'y' }))
          expect(told).toEqual([])
          return c.redirect('/', 303)
        })
        router.post('/other', 'anyone', (c) => c.redirect('/', 303))
      },
    ],
    () => {},
    { lettersWait: () => told.push(1) },
  )
  await app.request('http://localhost/other', { method: 'POST' })
  expect(told).toEqual([])
  await app.request('http://localhost/act', { method: 'POST' })
  expect(told).toEqual([1])
})
