import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { isPublic } from '../kernel/network.ts'
import { FetchFailure, type FetchLimits, toBoundedFetch } from './fetch.ts'

const LIMITS: FetchLimits = { local: true, timeoutMs: 5000, largest: 1000 }
const GET = { method: 'GET', headers: {} }
const open: Server[] = []

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server on the loopback address; says its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (fault) => (fault instanceof FetchFailure ? fault.failure : String(fault)),
  )

const answering =
  (...addresses: string[]): NonNullable<FetchLimits['resolve']> =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

describe('what is reached by the internet', () => {
  const remote = { ...LIMITS, local: false }

  test.each([
    ['https://idp.example.jp/', '8.8.8.8', 'slow'],
    ['https://other.example.jp/', '8.8.8.8', 'address'],
    ['https://8.8.8.8/', '8.8.8.8', 'address'],
    ['https://idp.example.jp/', '10.2.0.1', 'address'],
    ['https://inside.example.jp/', '10.1.0.1', 'slow'],
    ['https://10.1.0.1/', '10.1.0.1', 'slow'],
    ['http://idp.example.jp/', '8.8.8.8', 'address'],
  ])('with a list, %s at %s: %s', async (url, address, failure) => {
    const destinations = { names: ['idp.example.jp'], networks: ['10.1.0.0/16'] }
    const cut = new AbortController()
    const resolve: NonNullable<FetchLimits['resolve']> = (host, options, done) => {
      answering(address)(host, options, (fault, addresses) => {
        // What is allowed is cut off before it is asked for in earnest.
        if (failure === 'slow') cut.abort()
        done(fault, addresses)
      })
    }
    if (url.includes('10.1.0.1')) cut.abort()
    const bounded = toBoundedFetch({ ...remote, destinations, resolve })
    expect(await failureOf(bounded(url, { ...GET, signal: cut.signal }))).toBe(failure)
  })

  test.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://user:word@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
  ])('%s is not asked', async (url) => {
    expect(await failureOf(toBoundedFetch({ ...remote, resolve: answering('8.8.8.8') })(url, GET))).toBe('address')
  })

  test.each([['10.0.0.1'], ['127.0.0.1'], ['::1'], ['8.8.8.8', '192.168.1.1'], ['fd00::1', '2606:4700:4700::1111']])(
    'a name that leads to %s is not asked',
    async (...addresses) => {
      let asked = false
      const port = await serve((_request, answer) => {
        asked = true
        answer.end()
      })
      const fetch = toBoundedFetch({ ...remote, resolve: answering(...addresses) })
      expect(await failureOf(fetch(`https://provider.example:${port}/`, GET))).toBe('address')
      expect(asked).toBe(false)
    },
  )

  test('a name whose second lookup leads inside is refused at that moment, whatever the first one said', async () => {
    const answers = ['127.0.0.1', '8.8.8.8']
    const resolve: NonNullable<FetchLimits['resolve']> = (host, options, done) =>
      answering(answers.pop() ?? '')(host, options, done)
    resolve('provider.example', { all: true }, (_fault, [first]) => expect(isPublic(first?.address ?? '')).toBe(true))
    expect(await failureOf(toBoundedFetch({ ...remote, resolve })('https://provider.example/', GET))).toBe('address')
    expect(answers).toEqual([])
  })
})

describe('on this machine', () => {
  test('a loopback address answers', async () => {
    const port = await serve((request, answer) => {
      answer.setHeader('content-type', 'application/json')
      answer.end(JSON.stringify({ method: request.method, path: request.url, agent: request.headers['user-agent'] }))
    })
    const answer = await toBoundedFetch(LIMITS)(`http://127.0.0.1:${port}/a?b=1`, {
      method: 'GET',
      headers: { 'user-agent': 'x' },
    })
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toEqual({ method: 'GET', path: '/a?b=1', agent: 'x' })
  })

  test('a form is sent', async () => {
    const port = await serve((request, answer) => {
      let sent = ''
      request.on('data', (chunk) => {
        sent += chunk
      })
      request.on('end', () => answer.end(sent))
    })
    const body = new URLSearchParams({ code: '星' })
    const answer = await toBoundedFetch(LIMITS)(`http://localhost:${port}/`, { method: 'POST', headers: {}, body })
    expect(await answer.text()).toBe('code=%E6%98%9F')
  })

  test('http to another machine is not spoken', async () => {
    expect(await failureOf(toBoundedFetch({ ...LIMITS, resolve: answering('8.8.8.8') })('http://example.com/', GET))).toBe(
      'address',
    )
  })

  test('a redirect is an answer, not a way', async () => {
    const port = await serve((_request, answer) => {
      answer.writeHead(302, { location: 'http://169.254.169.254/' })
      answer.end()
    })
    expect((await toBoundedFetch(LIMITS)(`http://127.0.0.1:${port}/`, GET)).status).toBe(302)
  })

  test('an answer of 1,000 bytes is read, one byte more is not', async () => {
    const port = await serve((request, answer) => answer.end('x'.repeat(Number(request.url?.slice(1)))))
    const fetch = toBoundedFetch(LIMITS)
    expect((await (await fetch(`http://127.0.0.1:${port}/1000`, GET)).text()).length).toBe(1000)
    expect(await failureOf(fetch(`http://127.0.0.1:${port}/1001`, GET))).toBe('large')
  })

  test('a server that never answers, and one that never ends, are left', async () => {
    const port = await serve((request, answer) => {
      if (request.url === '/drip') answer.write('x')
    })
    const fetch = toBoundedFetch({ ...LIMITS, timeoutMs: 100 })
    expect(await failureOf(fetch(`http://127.0.0.1:${port}/silent`, GET))).toBe('slow')
    expect(await failureOf(fetch(`http://127.0.0.1:${port}/drip`, GET))).toBe('slow')
  })

  test('a name that never resolves is left', async () => {
    const fetch = toBoundedFetch({ ...LIMITS, timeoutMs: 100, resolve: () => {} })
    expect(await failureOf(fetch('http://provider.example/', GET))).toBe('slow')
  })

  test('nobody there, and no such name', async () => {
    const port = await serve(() => {})
    await new Promise((resolve) => open.pop()?.close(resolve))
    expect(await failureOf(toBoundedFetch(LIMITS)(`http://127.0.0.1:${port}/`, GET))).toBe('unreachable')
    const resolve: NonNullable<FetchLimits['resolve']> = (_host, _options, done) => done(new Error('ENOTFOUND'), [])
    expect(await failureOf(toBoundedFetch({ ...LIMITS, resolve })('https://provider.example/', GET))).toBe('unreachable')
  })
})
