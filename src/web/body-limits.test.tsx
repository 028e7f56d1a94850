import { createAdaptorServer } from '@hono/node-server'
import { describe, expect, test } from 'vitest'
import { oddApp } from './odd.fixture.tsx'

const MIB = 1024 * 1024
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const { app, logged } = oddApp()

function send(path: string, body: string | FormData, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(app.request(`http://localhost${path}`, { method: 'POST', body, headers }))
}

function withFile(size: number): FormData {
  const body = new FormData()
  body.set('file', new File([new Uint8Array(size)], '大きい.xlsx'))
  return body
}

describe('a body that is too large', () => {
  test.each<[string, () => Promise<Response>, string]>([
    ['a workbook', () => send('/odd/upload', withFile(11 * MIB)), '送れるのは10 MBまでです'],
    ['a workbook from a stranger', () => send('/odd/form', withFile(MIB)), '一度に送れるのは1 MBまでです'],
    ['a workbook to nowhere', () => send('/nowhere', withFile(MIB)), '一度に送れるのは1 MBまでです'],
    ['a form', () => send('/odd/form', `a=${'x'.repeat(MIB)}`, FORM), '一度に送れるのは1 MBまでです'],
    ['data', () => send('/odd/json', JSON.stringify('x'.repeat(MIB)), { 'Content-Type': 'application/json' }), '1 MBまで'],
    ['by what it says of itself', () => send('/odd/form', 'a=1', { ...FORM, 'Content-Length': String(50 * MIB) }), '1 MBまで'],
  ])('is turned away with a page that says what to do: %s', async (_, ask, words) => {
    const reply = await ask()
    expect(reply.status).toBe(413)
    const page = await reply.text()
    expect(page).toContain(words)
    expect(page).toContain('何も書き込んでいません。')
    expect(page).toContain('<nav')
  })

  test('is turned away in words for a script', async () => {
    const reply = await send('/odd/form', `a=${'x'.repeat(MIB)}`, { ...FORM, Accept: 'application/json' })
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({ refusals: [{ code: 'body.form' }] })
  })

  test('below the limit is taken', async () => {
    expect((await send('/odd/upload', withFile(11 * MIB - 1000))).status).toBe(401)
    expect(await (await send('/odd/form', withFile(MIB - 1000))).json()).toEqual(['file'])
    expect(await (await send('/odd/form', `a=${'x'.repeat(MIB - 10)}`, FORM)).json()).toEqual(['a'])
  })

  test.each([
    ['of 50 MB', {}],
    ['of 50 MB that does not say how long it is', { 'Transfer-Encoding': 'chunked' }],
  ])('%s gets its page over a real connection', async (_, headers) => {
    const server = createAdaptorServer({ fetch: app.fetch })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const body = 'Transfer-Encoding' in headers ? new Response(withFile(50 * MIB)).body : withFile(50 * MIB)
      const type = { 'Content-Type': 'multipart/form-data; boundary=x' }
      const init = { method: 'POST', body, ...('Transfer-Encoding' in headers ? { duplex: 'half', headers: type } : {}) }
      const response = await fetch(`http://127.0.0.1:${port}/odd/upload`, init as RequestInit)
      expect(response.status).toBe(413)
      expect(await response.text()).toContain('10 MBまで')
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})

describe('a form of very many fields', () => {
  const parts = (count: number) => `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(count)}--x--\r\n`
  const MULTIPART = { 'Content-Type': 'multipart/form-data; boundary=x' }

  test.each<[string, string, Record<string, string>, number]>([
    ['5,000 fields', `${'a=1&'.repeat(4999)}b=1`, FORM, 200],
    ['5,002 fields', `${'a=1&'.repeat(5001)}b=1`, FORM, 413],
    [
      '5,002 fields, its type in capitals',
      `${'a=1&'.repeat(5001)}b=1`,
      { 'Content-Type': FORM['Content-Type'].toUpperCase() },
      413,
    ],
    ['half a million fields', 'a&'.repeat(MIB / 2 - 1), FORM, 413],
    ['4,000 parts', parts(4000), MULTIPART, 200],
    ['6,000 parts', parts(6000), MULTIPART, 413],
    ['6,000 parts, its type in capitals', parts(6000), { 'Content-Type': 'MULTIPART/FORM-DATA; BOUNDARY=x' }, 413],
    [
      '6,000 parts with a quoted boundary',
      parts(6000),
      { 'Content-Type': 'multipart/form-data; charset=utf-8; boundary="x"' },
      413,
    ],
  ])('%s', async (_, body, headers, status) => {
    const reply = await send('/odd/form', body, headers)
    expect(reply.status).toBe(status)
    if (status === 413) expect(await reply.text()).toContain('項目は5,000まで')
  })
})

test('a form is read whatever the letters of its type, and no null character is left in it', async () => {
  const body = '--x\r\ncontent-disposition: form-data; name="a\u0000b"\r\n\r\n1\r\n--x--\r\n'
  const types = { 'Multipart/Form-Data; Boundary=x': body, 'APPLICATION/X-WWW-FORM-URLENCODED;charset=utf-8': 'a%00b=1' }
  for (const [type, sent] of Object.entries(types)) {
    expect(await (await send('/odd/form', sent, { 'Content-Type': type })).json()).toEqual(['ab'])
  }
  const data = await send('/odd/json', '{"a":"\\u0000b"}', { 'Content-Type': 'Application/JSON' })
  expect(await data.json()).toEqual({ a: 'b' })
})

test('a form that breaks off is refused, and is no fault', async () => {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  for (const body of ['', '--x', '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf']) {
    const reply = await send('/odd/form', body, headers)
    expect(reply.status).toBe(400)
    expect(await reply.text()).toContain('もう一度送ってください。何も書き込んでいません。')
  }
  const withoutBoundary = await send('/odd/form', 'x', { 'Content-Type': 'multipart/form-data' })
  expect(withoutBoundary.status).toBe(400)
  expect(logged.filter((line) => 'fault' in line)).toEqual([])
})

test('an address that is too long is turned away before anything is done with it', async () => {
  const reply = await app.request(`http://localhost/odd/viewer?q=${'x'.repeat(8000)}`)
  expect(reply.status).toBe(414)
  expect(await reply.text()).toContain('アドレスが長すぎます')
  expect((await app.request(`http://localhost/odd/viewer?q=${'x'.repeat(7900)}`)).status).toBe(200)
})
