import { gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import type { Db } from '../db/db.ts'
import { buildApp } from '../main/app.ts'
import { features } from '../main/features.ts'
import type { Web } from './app.tsx'
import { odd, oddApp, SERVED } from './odd.fixture.tsx'

const MIB = 1024 * 1024
const OURS = 'hoshitori.example.jp'
const logged: Record<string, unknown>[] = []
const database = testDatabase()
let app: Hono<Web>
let taro: Visitor
let nobody: Visitor

beforeAll(async () => {
  const context = testContext(database.db)
  app = testApp(context, [...features, odd], (line) => logged.push({ ...line }))
  taro = visitor(app, await begin(context, '青山精機', '青山 太郎'))
  nobody = visitor(app)
})

describe('an unknown path', () => {
  test.each([
    '/nowhere',
    '/assessments/x/y/z',
    '/assets/nothing.css',
    '/assets/../package.json',
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

  test('above the root has the page that says so', async () => {
    expect((await nobody.get('/%2e%2e/package.json')).status).toBe(404)
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
    for (const secret of ['内緒', 'swordfish', 'further inside', 'Error', 'odd.fixture', 'node_modules']) {
      expect(page).not.toContain(secret)
    }
    const lines = logged.filter(({ requestId }) => requestId === id)
    expect(lines).toEqual([
      {
        at: '2027-04-01T00:00:00.000Z',
        requestId: id,
        fault: expect.stringContaining('swordfish'),
        stack: expect.stringContaining('odd.fixture.tsx'),
        cause: 'further inside',
      },
      {
        at: '2027-04-01T00:00:00.000Z',
        requestId: id,
        method: 'GET',
        path: '/odd/fault',
        route: '/odd/fault',
        status: 500,
        ms: expect.any(Number),
      },
    ])
  })

  test('about a value does not log the value', async () => {
    await taro.get('/odd/value')
    const line = logged.findLast((one) => 'fault' in one)
    expect(line).toMatchObject({ fault: '22P02 invalid input syntax for type uuid: ' })
    expect(JSON.stringify(line)).not.toContain('内緒の値')
  })

  test('of the database itself has the page too', async () => {
    const failing = () => Promise.reject(new Error('no disk'))
    const broken: Db = { engine: 'embedded', transact: failing, read: failing, close: async () => {} }
    const other = buildApp(testContext(broken), features, () => {})
    const reply = await other.request('http://localhost/assessments', { headers: { Cookie: 'session=x' } })
    expect(reply.status).toBe(500)
    const page = await reply.text()
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
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]

  const ALWAYS = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'cache-control': 'no-store',
  }

  test.each([
    ['a page', 200, () => taro.get('/assessments')],
    ['a redirect', 303, () => visitor(app).get('/assessments')],
    ['a refusal', 422, () => taro.post('/assessments', { title: '' })],
    ['what is not there', 404, () => taro.get('/nowhere')],
    ['a fault', 500, () => taro.get('/odd/fault')],
    ['what is too large', 413, () => taro.post('/odd/form', {}, { 'Content-Length': String(50 * MIB) })],
    ['what comes from elsewhere', 403, () => taro.post('/odd/form', {}, { Origin: 'https://example.com' })],
    ['what asks for another host', 403, () => taro.get('/', { Host: 'example.com' })],
    ['an address that is too long', 414, () => taro.get(`/?q=${'x'.repeat(9000)}`)],
    ['a script’s question', 401, () => visitor(app).get('/odd/sealed', { Accept: 'application/json' })],
  ])('carries the security headers: %s', async (_, status, ask) => {
    const reply = await ask()
    expect(reply.status).toBe(status)
    expect(reply.headers.get('Content-Security-Policy')?.split('; ')).toEqual(CSP)
    expect(Object.fromEntries(reply.headers)).toMatchObject(ALWAYS)
    for (const name of ['X-Powered-By', 'Server', 'Strict-Transport-Security', 'Access-Control-Allow-Origin']) {
      expect(reply.headers.get(name)).toBeNull()
    }
  })

  test.each([
    ['a page', 200, '/odd/viewer', { Host: OURS }],
    ['what asks for another host', 421, '/odd/viewer', { Host: 'example.com' }],
    ['what is not there', 404, '/nowhere', { Host: OURS }],
    ['the question how it goes', 503, '/health', { Host: '10.0.0.1' }],
  ])('of a server asks for TLS ever after: %s', async (_, status, path, headers) => {
    const reply = await oddApp(SERVED).app.request(`https://${OURS}${path}`, { headers })
    expect(reply.status).toBe(status)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      ...ALWAYS,
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
    })
    expect(reply.headers.get('Content-Security-Policy')?.split('; ')).toEqual([...CSP, 'upgrade-insecure-requests'])
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

  test('may be kept for a year where its name has its content, and otherwise not unasked', async () => {
    const icon = await taro.get('/assets/icon.svg')
    if (icon.status === 200) expect(icon.headers.get('Cache-Control')).toBe('no-cache')
    else expect(icon.headers.get('Cache-Control')).toBe('no-store')
  })

  test.each<[string, Parameters<typeof oddApp>[0], string | undefined, string, string | null]>([
    ['is compressed for whoever takes that', SERVED, 'gzip', '/odd/long', 'gzip'],
    ['is compressed for a browser', SERVED, 'gzip, deflate, br, zstd', '/odd/long', 'gzip'],
    ['is not for whoever says nothing', SERVED, undefined, '/odd/long', null],
    ['is not for whoever refuses it', SERVED, 'br, gzip;q=0', '/odd/long', null],
    ['is not where it is short', SERVED, 'gzip', '/odd/viewer', null],
    ['is not on this machine alone', {}, 'gzip', '/odd/long', null],
  ])('%s', async (_case, settings, accepted, path, encoding) => {
    const host = settings?.local === false ? OURS : 'localhost'
    const headers = { Host: host, ...(accepted === undefined ? {} : { 'Accept-Encoding': accepted }) }
    const reply = await oddApp(settings).app.request(`http://${host}${path}`, { headers })
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect(reply.headers.get('Content-Encoding')).toBe(encoding)
    expect(reply.headers.get('Vary')).toBe(settings?.local === false ? 'Accept-Encoding' : null)
    if (path !== '/odd/long') return
    expect((encoding ? gunzipSync(bytes) : bytes).toString()).toBe('星取。'.repeat(2000))
    expect(reply.headers.getSetCookie()).toEqual(['one=1; Path=/', 'two=2; Path=/'])
    expect(reply.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('the language', () => {
  test('is asked for once and remembered', async () => {
    const english = await taro.get('/assessments?lang=en')
    expect(english.page).toContain('<html lang="en">')
    const cookie = english.headers.get('Set-Cookie') ?? ''
    expect(cookie).toMatch(/^lang=en; .*HttpOnly/)
    expect(cookie).not.toContain('Secure')
    expect((await nobody.get('/catalogue', { Cookie: 'lang=en' })).page).toContain('<html lang="en">')
    expect((await nobody.get('/catalogue?lang=ja', { Cookie: 'lang=en' })).page).toContain('<html lang="ja">')
  })

  test('goes over TLS alone, from a server', async () => {
    const reply = await oddApp(SERVED).app.request(`https://${OURS}/odd/viewer?lang=en`, { headers: { Host: OURS } })
    expect(reply.headers.get('Set-Cookie')).toMatch(/^__Host-lang=en; .*Path=\/; HttpOnly; Secure; SameSite=Lax/)
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
  test('is whom the session names, or nobody', async () => {
    expect(JSON.parse((await taro.get('/odd/viewer')).page)).toMatchObject({ name: '青山 太郎' })
    for (const headers of [{}, { Cookie: 'session=' }, { Cookie: 'session=x; organisation=y' }, { Cookie: 'session=%00' }]) {
      expect(JSON.parse((await visitor(app).get('/odd/viewer', headers)).page)).toMatchObject({ name: null })
    }
  })

  test('and whether a script asks is told by what it accepts', async () => {
    expect(JSON.parse((await taro.get('/odd/viewer', { Accept: 'application/json' })).page)).toMatchObject({ json: true })
    expect(JSON.parse((await taro.get('/odd/viewer', { Accept: 'text/html' })).page)).toMatchObject({ json: false })
  })

  test.each([
    ['192.0.2.1', 1, '192.0.2.1'],
    ['10.9.9.9, 192.0.2.1', 1, '192.0.2.1'],
    ['192.0.2.1, 10.0.0.1', 2, '192.0.2.1'],
    ['192.0.2.1:4711', 1, '192.0.2.1'],
    ['[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['::ffff:192.0.2.1', 1, '192.0.2.1'],
    ['192.0.2.1', 0, ''],
    ['192.0.2.1', 2, ''],
    ['<script>', 1, ''],
    ['', 1, ''],
  ])('and from where: X-Forwarded-For “%s” behind %i proxies is %s', async (forwarded, proxies, address) => {
    const { app } = oddApp({ proxies })
    const headers = { 'X-Forwarded-For': forwarded, 'User-Agent': 'x'.repeat(500) }
    const reply = await (await app.request('http://localhost/odd/viewer', { headers })).json()
    expect(reply).toMatchObject({ from: { address, agent: 'x'.repeat(300), request: expect.stringMatching(/^[0-9a-f-]{36}$/) } })
  })
})

test('the log has one line per request, with nothing of its query, form or cookies, and no word that lets anybody in', async () => {
  const before = logged.length
  await nobody.get('/catalogue?q=内緒の検索', { Cookie: `organisation=${encodeURIComponent('内緒のクッキー')}` })
  await taro.post('/odd/form', { name: '内緒の名前', position: '内緒の部署' })
  await taro.post('/assessments', { title: '内緒'.repeat(200) })
  await taro.upload('/odd/form', new TextEncoder().encode('内緒の中身'), '内緒のファイル.xlsx')
  await taro.get('/odd/reset/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI')
  await taro.get('/odd/reset/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI/')
  await taro.get('/odd/criteria/0190a1b2-0000-7000-8000-00000000000a/1-2-1-1')
  const lines = logged.slice(before)
  expect(lines.map(({ method, path, route, status }) => [method, path, route, status])).toEqual([
    ['GET', '/catalogue', '/catalogue', 200],
    ['POST', '/odd/form', '/odd/form', 200],
    ['POST', '/assessments', '/assessments', 422],
    ['POST', '/odd/form', '/odd/form', 200],
    ['GET', '/odd/reset/:token', '/odd/reset/:token', 200],
    ['GET', '/odd/reset/…/', undefined, 404],
    ['GET', '/odd/criteria/0190a1b2-0000-7000-8000-00000000000a/1-2-1-1', '/odd/criteria/:id/:number', 200],
  ])
  expect(decodeURIComponent(JSON.stringify(lines))).not.toMatch(/内緒|Zm9v/)
})
