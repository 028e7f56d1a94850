import type { Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { closeServer, createNodeServer } from './node-server.ts'

const HASTY = { headers: 300, request: 600, idle: 400, check: 50 }
let server: Server
afterEach(() => closeServer(server, 0))

async function listen(fetch: (request: Request) => unknown): Promise<number> {
  server = createNodeServer(fetch, HASTY)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What came back until the server closed the connection; without that the test would wait in vain. */
function talk(port: number, write: (send: (words: string) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    let words = ''
    const socket = connect(port, '127.0.0.1', () => write((text) => socket.write(text)))
    socket.on('data', (chunk) => {
      words += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(words))
  })
}

describe('a slow client is cut off', () => {
  test('that sends its headers a letter at a time', async () => {
    const port = await listen(() => new Response('ok'))
    let timer: NodeJS.Timeout | undefined
    const words = await talk(port, (send) => {
      send('GET / HTTP/1.1\r\nHost: localhost\r\nX: ')
      timer = setInterval(() => send('x'), 30)
    })
    clearInterval(timer)
    expect(words).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('that sends its form a letter at a time', async () => {
    const port = await listen((request) => request.text().then((text) => new Response(text)))
    let timer: NodeJS.Timeout | undefined
    const words = await talk(port, (send) => {
      send('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n')
      timer = setInterval(() => send('x'), 30)
    })
    clearInterval(timer)
    expect(words).not.toContain('200')
  })

  test('that says nothing any more after its answer', async () => {
    const port = await listen(() => new Response('ok'))
    const words = await talk(port, (send) => send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    expect(words).toContain('200 OK')
  })
})

test('a head that is too large is turned away unread', async () => {
  const port = await listen(() => new Response('ok'))
  const words = await talk(port, (send) => send(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(30_000)}\r\n\r\n`))
  expect(words).toMatch(/^HTTP\/1\.1 431 /)
})

test('no header says what program this is', async () => {
  const port = await listen(() => new Response('ok'))
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect(response.headers.get('Server')).toBeNull()
  expect(response.headers.get('X-Powered-By')).toBeNull()
})

describe('a server that is told to stop', () => {
  test('lets the request under way finish', async () => {
    let answer: (response: Response) => void = () => {}
    const port = await listen(
      () =>
        new Promise<Response>((resolve) => {
          answer = resolve
        }),
    )
    const asked = fetch(`http://127.0.0.1:${port}/`)
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(1)
    const closed = closeServer(server, 5000)
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    answer(new Response('done'))
    expect(await (await asked).text()).toBe('done')
    await closed
  })

  test('and cuts off the one that does not', async () => {
    const port = await listen(() => new Promise(() => {}))
    const asked = fetch(`http://127.0.0.1:${port}/`).catch((reason: unknown) => reason)
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(1)
    await closeServer(server, 100)
    expect(await asked).toBeInstanceOf(Error)
  })
})
