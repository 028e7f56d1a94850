import { describe, expect, test } from 'vitest'
import { oddApp, SERVED } from './odd.fixture.tsx'

type Headers = Record<string, string>
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const OURS = 'hoshitori.example.jp'

const here = oddApp().app
const served = oddApp(SERVED).app

function post(app: typeof here, headers: Headers, path = '/odd/form', host = 'localhost'): Promise<Response> {
  return Promise.resolve(
    app.request(`http://${host}${path}`, { method: 'POST', body: 'name=x', headers: { ...FORM, ...headers } }),
  )
}

function get(app: typeof here, headers: Headers, path = '/odd/viewer'): Promise<Response> {
  return Promise.resolve(app.request(`http://localhost${path}`, { headers }))
}

describe('on this machine', () => {
  test.each([
    'example.com',
    'localhost.example.com',
    'example.com:8080',
    '192.168.0.2:8080',
    'localhost@example.com',
    '[::2]',
    '0.0.0.0',
    '',
  ])('a Host of “%s” is turned away', async (Host) => {
    for (const reply of [await get(here, { Host }), await post(here, { Host }), await get(here, { Host }, '/health')]) {
      expect(reply.status).toBe(403)
      expect(await reply.text()).toContain('このパソコンからだけ使えます')
    }
  })

  test.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.0.0.1:54321', '[::1]', '[::1]:8080'])(
    'a Host of “%s” is let in',
    async (Host) => {
      expect((await get(here, { Host })).status).toBe(200)
    },
  )

  test.each<[string, Headers]>([
    ['another site', { Origin: 'https://example.com' }],
    ['another port', { Host: 'localhost:8080', Origin: 'http://localhost:9090' }],
    ['this machine by https', { Origin: 'https://localhost' }],
    ['this machine by its other name', { Host: 'localhost', Origin: 'http://127.0.0.1' }],
    ['a page without an origin', { Origin: 'null' }],
    ['nothing that it names', { Origin: '' }],
    ['another site, by an old browser', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port, by an old browser', { 'Sec-Fetch-Site': 'same-site' }],
    ['a program that carries a session', { Cookie: 'session=abc' }],
  ])('a form from %s is turned away, whatever it is for', async (_, headers) => {
    for (const path of ['/odd/form', '/odd/upload', '/nowhere', '/health']) {
      const reply = await post(here, headers, path)
      expect([path, reply.status]).toEqual([path, 403])
      expect(await reply.text()).toContain('ほかのサイトからの操作は受け付けません')
    }
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('so is a %s', async (method) => {
    const reply = await here.request('http://localhost/odd/form', { method, headers: { Origin: 'https://example.com' } })
    expect(reply.status).toBe(403)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test.each<[string, Headers]>([
    ['a page of ours', { Host: 'localhost:8080', Origin: 'http://localhost:8080' }],
    ['a page of ours, by an old browser', { 'Sec-Fetch-Site': 'same-origin' }],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }],
    ['a program without a session', {}],
    ['a program with cookies that are no session', { Cookie: 'lang=en; sessions=x' }],
  ])('a form from %s is let in', async (_, headers) => {
    expect((await post(here, headers)).status).toBe(200)
  })
})

describe('as a server', () => {
  test.each([
    'localhost',
    '127.0.0.1',
    'example.com',
    `${OURS}.example.com`,
    `evil.${OURS}`,
    `${OURS}:8080`,
    `${OURS}@example.com`,
    '',
  ])('a Host of “%s” is misdirected', async (Host) => {
    for (const reply of [await get(served, { Host }), await post(served, { Host, Origin: `https://${OURS}` })]) {
      expect(reply.status).toBe(421)
      expect(await reply.text()).toContain(`https://${OURS} を開いてください`)
    }
  })

  test.each([OURS, OURS.toUpperCase(), `${OURS}:443`])('a Host of “%s” is ours', async (Host) => {
    expect((await get(served, { Host })).status).toBe(200)
  })

  test('a port that belongs to the address has to be named', async () => {
    const { app } = oddApp({ ...SERVED, origin: `https://${OURS}:8443` })
    expect((await get(app, { Host: `${OURS}:8443` })).status).toBe(200)
    expect((await get(app, { Host: OURS })).status).toBe(421)
  })

  test('a balancer may ask by any name how it goes, and nothing else', async () => {
    expect((await get(served, { Host: '10.0.0.7:8080' }, '/health')).status).toBe(503)
    expect((await get(served, { Host: '10.0.0.7:8080' }, '/odd/viewer')).status).toBe(421)
  })

  test.each<[string, Headers, number]>([
    ['a page of ours', { Origin: `https://${OURS}` }, 200],
    ['a page of ours with a session', { Origin: `https://${OURS}`, Cookie: '__Host-session=abc' }, 500],
    ['a page of ours without TLS', { Origin: `http://${OURS}` }, 403],
    ['another port', { Origin: `https://${OURS}:8443` }, 403],
    ['a name below ours', { Origin: `https://evil.${OURS}` }, 403],
    ['another site', { Origin: 'https://example.com' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['a name below ours, by what the browser says', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a program without a session', {}, 200],
    ['a program that carries a session', { Cookie: '__Host-session=abc' }, 403],
  ])('a form from %s', async (_, headers, status) => {
    expect((await post(served, { Host: OURS, ...headers })).status).toBe(status)
  })
})

describe('what another site asks for', () => {
  test.each<[string, Headers, number]>([
    ['by a link', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }, 200],
    ['by a link, in an old browser', { 'Sec-Fetch-Site': 'cross-site' }, 200],
    ['as a picture', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }, 403],
    ['by a script', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }, 403],
    ['by a script of a name beside ours', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }, 403],
  ])('%s', async (_, headers, status) => {
    expect((await get(here, headers)).status).toBe(status)
  })

  test('a script of ours may', async () => {
    expect((await get(here, { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' })).status).toBe(200)
  })
})
