import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import type { TenantId } from '../kernel/ids.ts'
import { toSecrets } from '../secrets.ts'
import { lettersQueued, queueLetter, readGivenUp, readOutbox, readShownLetters, unsealedText } from './actions.ts'
import { deliverMail, forgetMail, showMail } from './jobs.ts'
import { freePort, startMailServer, startSilentServer } from './mail-server.fixture.ts'
import { smtpTransport } from './smtp.ts'
import type { Transport } from './transport.ts'

const database = testDatabase()
const SENDER = { name: '星取', address: 'hoshitori@example.co.jp' }
const HASTY = { connection: 400, answer: 400, letter: 2000 }
let context: ReturnType<typeof testContext>
const running: { stop(): Promise<void> }[] = []

beforeEach(async () => {
  context = testContext(database.db)
  await context.db.transact('admin', (tx) => tx.deleteFrom('mail').execute())
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

async function start(...options: Parameters<typeof startMailServer>) {
  const server = await startMailServer(...options)
  running.push(server)
  return server
}

function transportTo(port: number): Transport {
  const server = { host: '127.0.0.1', port, tls: 'none', login: undefined } as const
  return smtpTransport(server, SENDER, 'hoshitori.example.jp', { patience: HASTY })
}

function queue(...to: string[]): Promise<void> {
  return context.db.transact('signIn', async (tx) => {
    for (const one of to)
      await queueLetter(context, tx, { to: one, subject: `${one} さんへ`, text: 'http://localhost/reset/secret' })
  })
}

function pass(minutes: number): void {
  context.clock.at = new Date(Date.parse(context.clock.at) + minutes * 60_000).toISOString()
}

const rows = () => context.db.transact('admin', (tx) => tx.selectFrom('mail').selectAll().orderBy('id').execute())

describe('the outbox', () => {
  test('is written in the transaction of the act: undone with it', async () => {
    const before = lettersQueued(context)
    const act = context.db.transact('signIn', async (tx) => {
      await queueLetter(context, tx, { to: 'a@example.jp', subject: 'x', text: 'y' })
      throw new Error('the act failed')
    })
    await expect(act).rejects.toThrow('the act failed')
    expect(await readOutbox(context)).toEqual({ waiting: 0, givenUp: 0, oldest: undefined })
    expect(lettersQueued(context)).toBe(before + 1)
  })

  test('may be written by a tenant, who cannot read it', async () => {
    const tenant = context.newId<TenantId>()
    await context.db.transact({ tenant }, (tx) => queueLetter(context, tx, { to: 'a@example.jp', subject: 'x', text: 'y' }))
    expect(await readOutbox(context)).toMatchObject({ waiting: 1 })
    await expect(context.db.transact({ tenant }, (tx) => tx.selectFrom('mail').select('body').execute())).rejects.toThrow()
  })
})

describe('a letter that waits', () => {
  const written = { to: 'a@example.jp', subject: 'x', text: 'http://localhost/reset/secret\n' }

  test('is sealed in the database: no link of it can be read there, and it is sent as it was written', async () => {
    await context.db.transact('signIn', (tx) => queueLetter(context, tx, written))
    const [row] = await rows()
    expect(row?.body).toMatch(/^s1\.1\.[\w-]+$/)
    expect(JSON.stringify(row)).not.toContain('reset')
    expect((await readShownLetters(context)).map(({ text }) => text)).toEqual([written.text])
    const server = await start()
    await deliverMail(context, transportTo(server.port))
    expect(server.received[0]?.mail.text).toBe(written.text)
  })

  test('of before there were seals is sent, too', async () => {
    await queue('a@example.jp')
    await context.db.transact('admin', (tx) => tx.updateTable('mail').set({ body: 'old\n', sealed: false }).execute())
    const server = await start()
    await deliverMail(context, transportTo(server.port))
    expect(server.received[0]?.mail.text).toBe('old\n')
  })

  test('and was sealed with a secret that is lost keeps nothing from the others', async () => {
    const other = { ...context, secrets: toSecrets(new Uint8Array(32).fill(8)) }
    await context.db.transact('signIn', (tx) => queueLetter(other, tx, written))
    await queue('b@example.jp')
    const server = await start()
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 1, failed: 1 })
    expect((await rows())[0]?.last_error).toContain('not kept')
  })

  test('that a clock put off which went back since is due', async () => {
    await queue('a@example.jp')
    pass(-24 * 60)
    const server = await start()
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 1, failed: 0 })
  })
})

function never(): never {
  throw new Error('there is no such letter')
}

describe('delivering', () => {
  test('sends what waits, oldest first, forgets what it said, and does nothing twice', async () => {
    const server = await start()
    await queue('a@example.jp')
    pass(1)
    await queue('b@example.jp', 'c@example.jp')
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 3, failed: 0 })
    expect(server.received.map(({ to }) => to[0])).toEqual(['a@example.jp', 'b@example.jp', 'c@example.jp'])
    expect(await rows()).toMatchObject(Array(3).fill({ body: '', next_attempt_at: null, attempts: 1 }))
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 0, failed: 0 })
    expect(server.received).toHaveLength(3)
    expect(await readOutbox(context)).toEqual({ waiting: 0, givenUp: 0, oldest: undefined })
  })

  test('by several nodes at once sends each letter once', async () => {
    const server = await start()
    await queue(...Array.from({ length: 12 }, (_, index) => `p${index}@example.jp`))
    const nodes = Array.from({ length: 4 }, () => deliverMail(context, transportTo(server.port)))
    expect((await Promise.all(nodes)).reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
    expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(12)
    expect(server.received).toHaveLength(12)
  })

  test('of a letter that another node took and died with goes on after its claim has ended, under the same Message-ID', async () => {
    const server = await start()
    await queue('a@example.jp')
    const id = (await rows())[0]?.id
    const dies: Transport = { send: () => new Promise(() => {}) }
    void deliverMail(context, dies)
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1)
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 0, failed: 0 })
    pass(5)
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 1, failed: 0 })
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual([`<${id}@hoshitori.example.jp>`])
  })

  test('goes on with the others where the server refuses one', async () => {
    const server = await start({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('gone') ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done(),
    })
    await queue('gone@example.jp', 'b@example.jp')
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 1, failed: 1 })
    const [gone] = await rows()
    expect(gone).toMatchObject({ sent_at: null, attempts: 1, last_error: expect.stringContaining('550') })
    expect(gone?.next_attempt_at).toBe('2027-04-01T00:01:00.000Z')
    expect(unsealedText(context, gone ?? never())).toContain('http://localhost/reset/secret')
  })

  test('stops at the first letter where the server is silent, and sends all when it is back', async () => {
    const silent = await startSilentServer()
    running.push(silent)
    await queue('a@example.jp', 'b@example.jp')
    expect(await deliverMail(context, transportTo(silent.port))).toEqual({ sent: 0, failed: 1 })
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 0])
    const server = await start()
    pass(1)
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 2, failed: 0 })
    expect(server.received.map(({ to }) => to[0])).toEqual(['a@example.jp', 'b@example.jp'])
  })

  test('tries ever more rarely while nobody listens, and sends when somebody does', async () => {
    const port = await freePort()
    await queue('a@example.jp')
    for (const minutes of [0, 1, 2, 4]) {
      pass(minutes)
      expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 0, failed: 1 })
      expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 0, failed: 0 })
    }
    const server = await start({}, port)
    pass(7)
    expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 0, failed: 0 })
    pass(1)
    expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 1, failed: 0 })
    expect(server.received).toHaveLength(1)
  })

  test('gives a letter up after three days, and forgets its links', async () => {
    const port = await freePort()
    await queue('a@example.jp')
    pass(3 * 24 * 60 - 1)
    expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 0, failed: 1 })
    expect(await readOutbox(context)).toMatchObject({ waiting: 1, oldest: '2027-04-01T00:00:00.000Z' })
    pass(1)
    await deliverMail(context, transportTo(port))
    expect(await readOutbox(context)).toEqual({ waiting: 0, givenUp: 1, oldest: undefined })
    expect(await rows()).toMatchObject([{ body: '', sent_at: null, next_attempt_at: null }])
    expect(await readGivenUp(context)).toEqual([
      {
        to: 'a@example.jp',
        subject: 'a@example.jp さんへ',
        createdAt: '2027-04-01T00:00:00.000Z',
        why: expect.stringContaining('ECONNREFUSED'),
      },
    ])
    pass(24 * 60)
    const server = await start({}, port)
    expect(await deliverMail(context, transportTo(port))).toEqual({ sent: 0, failed: 0 })
    expect(server.received).toEqual([])
  })

  test('begins no letter once it is told to stop, and cuts the one under way off when it must', async () => {
    const silent = await startSilentServer()
    running.push(silent)
    await queue('a@example.jp', 'b@example.jp')
    const stopping = new AbortController()
    const cut = new AbortController()
    const patient = smtpTransport(
      { host: '127.0.0.1', port: silent.port, tls: 'none', login: undefined },
      SENDER,
      'hoshitori.example.jp',
    )
    const delivering = deliverMail(context, patient, { stopping: stopping.signal, cut: cut.signal })
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1)
    stopping.abort()
    cut.abort()
    expect(await delivering).toEqual({ sent: 0, failed: 1 })
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 0])
    expect(await deliverMail(context, patient, { stopping: stopping.signal })).toEqual({ sent: 0, failed: 0 })
  })
})

describe('without a mail server', () => {
  test('letters are shown for 24 hours, newest first, and are not sent should a server come', async () => {
    await queue('a@example.jp')
    pass(60)
    await queue('b@example.jp')
    expect((await readShownLetters(context)).map(({ to }) => to)).toEqual(['b@example.jp', 'a@example.jp'])
    await showMail(context)
    expect((await readShownLetters(context)).map(({ to }) => to)).toEqual(['b@example.jp', 'a@example.jp'])
    expect((await readShownLetters(context))[0]).toMatchObject({
      subject: 'b@example.jp さんへ',
      text: 'http://localhost/reset/secret',
    })
    const server = await start()
    expect(await deliverMail(context, transportTo(server.port))).toEqual({ sent: 0, failed: 0 })
    pass(23 * 60)
    expect((await readShownLetters(context)).map(({ to }) => to)).toEqual(['b@example.jp'])
    await showMail(context)
    expect(await rows()).toHaveLength(1)
    pass(60)
    await showMail(context)
    expect(await rows()).toEqual([])
  })
})

test('whom letters went to is forgotten after 30 days', async () => {
  const server = await start()
  await queue('a@example.jp')
  await deliverMail(context, transportTo(server.port))
  pass(30 * 24 * 60 - 1)
  await forgetMail(context)
  expect(await rows()).toHaveLength(1)
  pass(1)
  await forgetMail(context)
  expect(await rows()).toEqual([])
})
