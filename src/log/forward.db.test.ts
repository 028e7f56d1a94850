import { createServer as createPlainServer, type Server, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { createServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { later, MINUTE } from '../kernel/calendar.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import type { Seat } from '../kernel/seat.ts'
import { selfMadeCertificate } from '../mail/certificate.fixture.ts'
import { keptOf } from './anchor.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { forwardLogs } from './forward-actions.ts'
import { noted } from './noted.fixture.ts'
import { syslogCollector } from './syslog-transport.ts'

const database = testDatabase()
const certificate = selfMadeCertificate()
let context: ReturnType<typeof testContext>
let seat: Seat
const servers: Server[] = []

beforeEach(async () => {
  await database.db.transact('admin', (tx) => tx.deleteFrom('log_forwarder').execute())
  context = testContext({ ...database.db })
  seat = await begin(context, '青山精機', '青山 太郎')
  await forwardLogs(context, { send: async () => {} })
  context.clock.at = later(context.clock.at, 2 * MINUTE)
  context = { ...context, db: { ...database.db } }
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

/** A collector on the loopback address that reads frames of counted octets; `behave` says what it does with a connection. */
async function listening(
  behave: (socket: Socket, taken: string[]) => void = reading,
  { tls = true, allowHalfOpen = false } = {},
) {
  const taken: string[] = []
  const connected = (socket: Socket) => {
    socket.on('error', () => {})
    behave(socket, taken)
  }
  const server: Server = tls ? createServer({ ...certificate, allowHalfOpen }, connected) : createPlainServer(connected)
  server.on('tlsClientError', () => {})
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return { taken, port, server }
}

function reading(socket: Socket, taken: string[]): void {
  let bytes = Buffer.alloc(0)
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part])
  })
  socket.on('end', () => {
    for (let rest = bytes; rest.length > 0; ) {
      const space = rest.indexOf(' ')
      const length = Number(rest.subarray(0, space).toString())
      taken.push(rest.subarray(space + 1, space + 1 + length).toString())
      rest = rest.subarray(space + 1 + length)
    }
  })
}

const soon = () => Promise.resolve()
const collectorAt = (port: number, more: object = {}) =>
  syslogCollector({ host: '127.0.0.1', port, tls: true }, { ca: certificate.cert, rest: soon, ...more })
const record = (...abouts: string[]) =>
  database.db.transact({ tenant: seat.tenant }, async (tx) => {
    for (const about of abouts) await logEvent(context, tx, seat, noted(about))
  })
const saidBy = (message: string) => JSON.parse(message.slice(message.indexOf('\ufeff') + 1))
const aboutsIn = (taken: readonly string[]) => taken.map(saidBy).flatMap(({ entry }) => (entry ? [entry.about] : []))

describe('what is written is sent to a collector by TLS', () => {
  test('as RFC 5424 says, each entry as it was hashed, and the checkpoint that vouches for them', async () => {
    const { taken, port } = await listening()
    await record('a', 'b')
    expect(await forwardLogs(context, collectorAt(port))).toBe(2)
    const { at } = context.clock
    expect(taken[0]).toMatch(new RegExp(`^<110>1 ${at} localhost hoshitori - answer\\.record - \ufeff\\{`))
    expect(saidBy(taken[0] ?? '')).toMatchObject({ leaf: expect.any(String), entry: { about: 'a', by: { name: '青山 太郎' } } })
    expect(taken[2]).toContain(' log.checkpoint - ')
    expect(keptOf(saidBy(taken[2] ?? '').checkpoint)).toMatchObject({ tenant: seat.tenant })
    expect(await forwardLogs(context, collectorAt(port))).toBe(0)
    expect(taken).toHaveLength(3)
  })

  test('of every log, those of the installation too, more than one connection takes, in order', async () => {
    const { taken, port } = await listening()
    const abouts = Array.from({ length: 250 }, (_, index) => String(index))
    await record(...abouts)
    await database.db.transact('signIn', (tx) =>
      logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, { ...noted('x'), act: 'refused.rate' }),
    )
    expect(await forwardLogs(context, collectorAt(port))).toBe(251)
    expect(aboutsIn(taken).filter((about) => about !== 'x')).toEqual(abouts)
    expect(taken.find((message) => message.includes('refused.rate'))).toMatch(/^<108>1 /)
  })

  test('a large entry without what changed, saying so, in a size that collectors take', async () => {
    const { taken, port } = await listening()
    await database.db.transact({ tenant: seat.tenant }, (tx) =>
      logEvent(
        context,
        tx,
        seat,
        noted(
          'a',
          'x',
          Array.from({ length: 20 }, () => ({ field: 'reason', type: 'text', before: null, after: '長'.repeat(900) })),
        ),
      ),
    )
    await forwardLogs(context, collectorAt(port))
    expect(Buffer.byteLength(taken[0] ?? '')).toBeLessThan(8192)
    expect(saidBy(taken[0] ?? '')).toMatchObject({ cut: true, entry: { about: 'a' } })
  })

  test('with a list of destinations, only to what its name leads to on that list', async () => {
    const { taken, port } = await listening(undefined, { tls: false })
    await record('a')
    const named = (networks: string[]) =>
      syslogCollector(
        { host: 'logs.example.jp', port, tls: false },
        {
          destinations: { names: ['logs.example.jp'], networks },
          rest: soon,
          resolve: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
        },
      )
    await expect(forwardLogs(context, named([]))).rejects.toThrow('logs.example.jp leads to 127.0.0.1')
    expect(taken).toEqual([])
    expect(await forwardLogs(context, named(['127.0.0.1']))).toBe(1)
    expect(aboutsIn(taken)).toEqual(['a'])
  })

  test('in the clear to a collector on this very machine', async () => {
    const { taken, port } = await listening(undefined, { tls: false })
    await record('a')
    await forwardLogs(context, syslogCollector({ host: '127.0.0.1', port, tls: false }, { rest: soon }))
    expect(aboutsIn(taken)).toEqual(['a'])
  })
})

describe('nothing is lost', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['at once', (socket) => socket.destroy()],
    ['after it read something', (socket) => socket.once('data', () => socket.destroy())],
  ])('to a collector that breaks off %s: it is sent again, from where it was taken', async (_, behave) => {
    let gone: Promise<unknown> | undefined
    const bad = await listening((socket) => {
      gone = new Promise((done) => socket.once('close', done))
      behave(socket)
    })
    const rest = async () => {
      while (!gone) await setImmediate()
      await gone
      for (let turn = 0; turn < 5; turn += 1) await setImmediate()
    }
    await record('a', 'b')
    await expect(forwardLogs(context, collectorAt(bad.port, { rest }))).rejects.toThrow(/broke off|ECONNRESET|EPIPE/)
    const good = await listening()
    expect(await forwardLogs(context, collectorAt(good.port))).toBe(2)
    expect(aboutsIn(good.taken)).toEqual(['a', 'b'])
  })

  test('to a collector that never ends', async () => {
    const open: Socket[] = []
    const bad = await listening((socket) => open.push(socket.resume()), { allowHalfOpen: true })
    await record('a')
    await expect(forwardLogs(context, collectorAt(bad.port, { patience: 100 }))).rejects.toThrow('does not answer')
    for (const socket of open) socket.destroy()
    const good = await listening()
    expect(await forwardLogs(context, collectorAt(good.port))).toBe(1)
  })

  test('where the collector is not there, or shows a certificate that nobody trusts', async () => {
    const { port, taken, server } = await listening()
    await record('a')
    await expect(forwardLogs(context, collectorAt(port, { ca: undefined }))).rejects.toThrow(/self-signed/)
    await new Promise((done) => server.close(done))
    await expect(forwardLogs(context, collectorAt(port))).rejects.toThrow(/ECONNREFUSED/)
    expect(taken).toEqual([])
  })

  test('when the process ends between the sending and the keeping: the next one sends at least that again', async () => {
    const { taken, port } = await listening()
    await record('a', 'b')
    const dying = { ...context, db: { ...context.db, transact: failing(context.db.transact) } }
    await expect(forwardLogs(dying, collectorAt(port))).rejects.toThrow('killed')
    await record('c')
    context.clock.at = later(context.clock.at, 2 * MINUTE)
    await forwardLogs({ ...context, db: { ...context.db } }, collectorAt(port))
    expect(aboutsIn(taken)).toEqual(['a', 'b', 'a', 'b', 'c'])
  })

  test('and of several nodes one sends, until it was not heard of for a minute', async () => {
    const { taken, port } = await listening()
    await record('a')
    const other = { ...context, db: { ...context.db } }
    expect(await forwardLogs(context, collectorAt(port))).toBe(1)
    await record('b')
    expect(await forwardLogs(other, collectorAt(port))).toBe(0)
    context.clock.at = later(context.clock.at, 2 * MINUTE)
    expect(await forwardLogs(other, collectorAt(port))).toBe(1)
    expect(aboutsIn(taken)).toEqual(['a', 'b'])
  })
})

/** The second transaction is the one that keeps what was sent. */
function failing(transact: typeof database.db.transact): typeof database.db.transact {
  let asked = 0
  return (scope, work) => {
    asked += 1
    return asked === 2 ? Promise.reject(new Error('killed')) : transact(scope, work)
  }
}
