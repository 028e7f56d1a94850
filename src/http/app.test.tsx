import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, testGround } from '../../tests/ground.ts'
import { type Visitor, visitor } from '../../tests/web.ts'
import type { Db } from '../db/db.ts'
import { openInMemory } from '../db/embedded.ts'
import { buildApp, type Routes, type Web, wantsJson } from './app.tsx'
import { features } from './features.ts'
import { NotFound } from './problems.tsx'

const MIB = 1024 * 1024
const logged: Record<string, unknown>[] = []
let db: Db
let app: Hono<Web>
let taro: Visitor

/** Routes that only these tests have: each does one thing that real ones hardly ever do. */
const odd: Routes = (app) => {
  app.get('/odd/fault', () => {
    throw new Error('内緒: the password is swordfish', { cause: new Error('further inside') })
  })
  app.get('/odd/value', () => {
    throw Object.assign(new Error('invalid input syntax for type uuid: "内緒の値"'), { code: '22P02' })
  })
  app.get('/odd/viewer', (c) => c.json({ name: c.get('view').viewer?.personName ?? null, json: wantsJson(c) }))
  app.post('/odd/form', async (c) => c.json(Object.keys(await c.req.parseBody())))
  app.post('/odd/refused', (c) => c.html(<NotFound view={c.get('view')} />, 422))
}

beforeAll(async () => {
  db = await openInMemory()
  const ground = testGround(db)
  app = buildApp(ground, [...features, odd], (line) => logged.push({ ...line }))
  taro = visitor(app, await begin(ground, '青山精機', '青山 太郎'))
})
afterAll(() => db.close())

describe('only this machine', () => {
  test.each([
    'example.com',
    'localhost.example.com',
    'example.com:8080',
    '192.168.0.2:8080',
    'localhost@example.com',
    '[::2]',
    '0.0.0.0',
    '',
  ])('a Host of “%s” is turned away', async (host) => {
    for (const reply of [await taro.get('/', { Host: host }), await taro.post('/people', { name: '侵入者' }, { Host: host })]) {
      expect(reply.status).toBe(403)
      expect(reply.page).toContain('このパソコンからだけ使えます')
      expect(reply.page).not.toContain('青山')
    }
  })

  test.each(['localhost', 'localhost:8080', '127.0.0.1', '127.0.0.1:54321', '[::1]', '[::1]:8080'])(
    'a Host of “%s” is let in',
    async (host) => {
      expect((await taro.get('/', { Host: host })).status).toBe(200)
    },
  )

  test.each([
    ['another site', { Origin: 'https://example.com' }],
    ['another port', { Host: 'localhost:8080', Origin: 'http://localhost:9090' }],
    ['this machine by https', { Origin: 'https://localhost' }],
    ['this machine by its other name', { Host: 'localhost', Origin: 'http://127.0.0.1' }],
    ['a page without an origin', { Origin: 'null' }],
    ['nothing that it names', { Origin: '' }],
    ['another site, by an old browser', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port, by an old browser', { 'Sec-Fetch-Site': 'same-site' }],
  ])('a form from %s is turned away, whatever it is for', async (_, headers) => {
    for (const path of ['/organisations', '/people', '/seat', '/assessments', '/demo', '/demo/removal', '/nowhere']) {
      const reply = await taro.post(path, { name: '侵入者', organisation: '侵入', person: '侵入者', title: '侵入' }, headers)
      expect([path, reply.status]).toEqual([path, 403])
      expect(reply.page).toContain('ほかのサイトからの操作は受け付けません')
    }
    expect((await taro.get('/organisations')).page).not.toContain('侵入')
    expect((await taro.get('/assessments')).page).not.toContain('侵入')
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('so is a %s', async (method) => {
    const reply = await app.request('http://localhost/people', { method, headers: { Origin: 'https://example.com' } })
    expect(reply.status).toBe(403)
  })

  test.each([
    ['a page of ours', { Host: 'localhost:8080', Origin: 'http://localhost:8080' }],
    ['a page of ours, by an old browser', { 'Sec-Fetch-Site': 'same-origin' }],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }],
    ['a program', {}],
  ])('a form from %s is let in', async (_, headers) => {
    expect((await taro.post('/people', { name: '' }, headers)).status).toBe(422)
  })

  test('a link on another site may be followed', async () => {
    expect((await taro.get('/assessments', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200)
  })
})

describe('a body that is too large', () => {
  test('is turned away with a page that says what to do', async () => {
    const { status, page } = await taro.upload('/odd/form', new Uint8Array(11 * MIB), '大きい.xlsx')
    expect(status).toBe(413)
    expect(page).toContain('ファイルが大きすぎます')
    expect(page).toContain('送れるのは10 MBまでです')
    expect(page).toContain('何も書き込んでいません。')
    expect(page).toContain('<nav')
  })

  test('by what it says of itself, before it is read', async () => {
    const headers = { 'Content-Length': String(50 * MIB) }
    expect((await taro.post('/odd/form', { a: '1' }, headers)).status).toBe(413)
  })

  test('below the limit is taken', async () => {
    expect(await taro.upload('/odd/form', new Uint8Array(11 * MIB - 1000), 'x.xlsx')).toMatchObject({
      status: 200,
      page: '["file"]',
    })
  })

  test('of 50 MB gets its page over a real connection', async () => {
    const server = createAdaptorServer({ fetch: app.fetch })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const body = new FormData()
      body.set('file', new File([new Uint8Array(50 * MIB)], '大きい.xlsx'))
      const response = await fetch(`http://127.0.0.1:${port}/odd/form`, { method: 'POST', body })
      expect(response.status).toBe(413)
      expect(await response.text()).toContain('ファイルが大きすぎます')
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })

  test('that breaks off is refused, and is no fault', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
    for (const body of ['', '--x', '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf']) {
      const response = await app.request('http://localhost/odd/form', { method: 'POST', headers, body })
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('もう一度送ってください。何も書き込んでいません。')
    }
  })
})

describe('an unknown path', () => {
  test.each([
    '/nowhere',
    '/assessments/x/y/z',
    '/assets/nothing.css',
    '/assets/../package.json',
    '/%2e%2e/package.json',
    '/%00',
    '/%E0%A4%A',
    '//example.com',
  ])('%s has the page that says so', async (path) => {
    const { status, page, headers } = await taro.get(path)
    expect(status).toBe(404)
    expect(page).toContain('<h1>ページが見つかりません</h1>')
    expect(page).toContain('href="/"')
    expect(headers.get('Content-Type')).toContain('text/html')
  })

  test('says it in English, and to a form too', async () => {
    expect((await taro.get('/nowhere?lang=en')).page).toContain('Page not found')
    expect(await taro.post('/nowhere', {})).toMatchObject({ status: 404 })
  })

  test('typed into it shows harmless', async () => {
    const { page } = await taro.get('/<script>alert(1)</script>?"><script>alert(2)</script>')
    expect(page).not.toContain('<script>alert')
  })
})

describe('a fault', () => {
  test('is a page with the number of the request and nothing of what went wrong', async () => {
    const { status, page, headers } = await taro.get('/odd/fault')
    expect(status).toBe(500)
    expect(page).toContain('うまく動きませんでした')
    const id = headers.get('X-Request-Id') ?? ''
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(page).toContain(`<code>${id}</code>`)
    for (const secret of ['内緒', 'swordfish', 'further inside', 'Error', 'app.test', 'node_modules']) {
      expect(page).not.toContain(secret)
    }
    const lines = logged.filter(({ requestId }) => requestId === id)
    expect(lines).toEqual([
      {
        at: '2027-04-01T00:00:00.000Z',
        requestId: id,
        fault: expect.stringContaining('swordfish'),
        stack: expect.stringContaining('app.test.tsx'),
        cause: 'further inside',
      },
      { at: '2027-04-01T00:00:00.000Z', requestId: id, method: 'GET', path: '/odd/fault', status: 500, ms: expect.any(Number) },
    ])
  })

  test('about a value does not log the value', async () => {
    await taro.get('/odd/value')
    const line = logged.findLast((one) => 'fault' in one)
    expect(line).toMatchObject({ fault: '22P02 invalid input syntax for type uuid: ' })
    expect(JSON.stringify(line)).not.toContain('内緒の値')
  })

  test('of the database itself has the page too', async () => {
    const broken: Db = { engine: 'embedded', transact: () => Promise.reject(new Error('no disk')), close: async () => {} }
    const other = visitor(buildApp(testGround(broken), features, () => {}))
    const { status, page } = await other.get('/assessments')
    expect(status).toBe(500)
    expect(page).toContain('うまく動きませんでした')
    expect(page).not.toContain('no disk')
  })
})

describe('every answer', () => {
  const CSP = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]

  test.each([
    ['a page', 200, () => taro.get('/assessments')],
    ['a redirect', 303, () => taro.post('/seat', { organisation: '00000000-0000-4000-8000-000000000000' })],
    ['a refusal', 422, () => taro.post('/people', { name: '' })],
    ['what is not there', 404, () => taro.get('/nowhere')],
    ['a fault', 500, () => taro.get('/odd/fault')],
    ['what is too large', 413, () => taro.post('/odd/form', {}, { 'Content-Length': String(50 * MIB) })],
  ])('carries the security headers: %s', async (_, status, ask) => {
    const reply = await ask()
    expect(reply.status).toBe(status)
    expect(reply.headers.get('Content-Security-Policy')?.split('; ')).toEqual(CSP)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cache-control': 'no-store',
    })
    expect(reply.headers.get('X-Powered-By')).toBeNull()
  })

  test.each([
    '/',
    '/assessments',
    '/assessments/new',
    '/organisations',
    '/level',
    '/quick',
    '/catalogue',
    '/catalogue/changes',
    '/demo',
    '/nowhere',
  ])('needs nothing that the policy forbids: %s', async (path) => {
    const { page } = await taro.get(path)
    expect(page).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/)
    expect(page).not.toMatch(/<script(?![^>]* src=)/)
    expect(page).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\/(?!localhost)[^"]*\.(?:js|css|woff2?)"/)
  })

  test('to no page at all', async () => {
    expect(JSON.parse((await taro.get('/health')).page)).toEqual({ ok: true })
  })

  test('is compressed for whoever takes that', async () => {
    const plain = await taro.get('/catalogue')
    const packed = await taro.get('/catalogue', { 'Accept-Encoding': 'gzip' })
    expect(packed.headers.get('Content-Encoding')).toBe('gzip')
    expect(packed.bytes.length * 4).toBeLessThan(plain.bytes.length)
  })
})

describe('the language', () => {
  test('is asked for once and remembered', async () => {
    const english = await taro.get('/assessments?lang=en')
    expect(english.page).toContain('<html lang="en">')
    const cookie = english.headers.get('Set-Cookie') ?? ''
    expect(cookie).toMatch(/^lang=en; .*HttpOnly/)
    expect((await taro.get('/assessments', { Cookie: 'lang=en' })).page).toContain('<html lang="en">')
    expect((await taro.get('/assessments?lang=ja', { Cookie: 'lang=en' })).page).toContain('<html lang="ja">')
  })

  test('that is none is Japanese', async () => {
    const { page, headers } = await taro.get('/assessments?lang=%22%3E')
    expect(page).toContain('<html lang="ja">')
    expect(headers.get('Set-Cookie')).toBeNull()
  })

  test('can be changed on a page, but not where that would lose what was typed', async () => {
    expect((await taro.get('/assessments?page=2')).page).toContain('href="/assessments?page=2&amp;lang=en"')
    expect((await taro.post('/odd/refused')).page).not.toContain('lang=en')
  })
})

describe('who looks', () => {
  test.each([
    ['whom the cookies name', undefined, '青山 太郎'],
    ['the first of this machine, where they name nobody', { Cookie: 'organisation=x; person=%00' }, '青山 太郎'],
  ])('is %s', async (_, headers, name) => {
    expect(JSON.parse((await taro.get('/odd/viewer', headers)).page)).toMatchObject({ name })
  })

  test('and whether a script asks is told by what it accepts', async () => {
    expect(JSON.parse((await taro.get('/odd/viewer', { Accept: 'application/json' })).page)).toMatchObject({ json: true })
    expect(JSON.parse((await taro.get('/odd/viewer', { Accept: 'text/html' })).page)).toMatchObject({ json: false })
  })
})

test('the log has one line per request, with nothing of its query, form or cookies', async () => {
  const before = logged.length
  await taro.get('/catalogue?q=内緒の検索', { Cookie: `organisation=${encodeURIComponent('内緒のクッキー')}` })
  await taro.post('/people', { name: '内緒の名前', position: '内緒の部署' })
  await taro.post('/people', { name: '内緒'.repeat(100) })
  await taro.upload('/odd/form', new TextEncoder().encode('内緒の中身'), '内緒のファイル.xlsx')
  const lines = logged.slice(before)
  expect(lines.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['GET', '/catalogue', 200],
    ['POST', '/people', 303],
    ['POST', '/people', 422],
    ['POST', '/odd/form', 200],
  ])
  expect(decodeURIComponent(JSON.stringify(lines))).not.toContain('内緒')
})
