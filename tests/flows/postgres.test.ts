import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../scripts/test-postgres.mjs'
import type { Db } from '../../src/db/db.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import type { DatabaseUnavailable } from '../../src/db/unavailable.ts'
import { selfMadeCertificate } from '../../src/mail/certificate.fixture.ts'
import { mayCost } from '../costs.ts'
import { post, register } from './people.ts'
import { type Relay, startRelay } from './relay.ts'
import { removeFolder, type Server, startServer } from './server.ts'

// PostgreSQL servers of its own, which it stops and starts by commands, and the built product on them.
mayCost({ processes: 30 })

let first: PostgresServer
let second: Awaited<ReturnType<PostgresServer['standby']>>
let relay: Relay
const opened: Db[] = []

beforeAll(async () => {
  first = await startPostgres()
  relay = await startRelay(first.port)
})
afterAll(async () => {
  for (const db of opened) await db.close()
  relay.close()
  second?.crash()
  first.stop()
})

/** Where the server is to be found, wherever that leads. */
const address = () => `postgresql://hoshitori@127.0.0.1:${relay.port}/postgres`

async function open(patience: Parameters<typeof openPostgres>[2], where = address()): Promise<Db> {
  const db = await openPostgres(where, {}, patience)
  opened.push(db)
  return db
}

/** Does something over a connection of its own, as another program does. */
async function beside<T>(work: (client: pg.Client) => Promise<T>, where = first.address): Promise<T> {
  const client = new pg.Client({ connectionString: where })
  await client.connect()
  return work(client).finally(() => client.end())
}

const ask = (db: Db) => db.transact('signIn', (tx) => sql`select id from account`.execute(tx))
const refused = (reason: DatabaseUnavailable['reason']) => expect.objectContaining({ reason, cause: expect.any(Error) })

describe('whoever waits for a page is not kept waiting for ever', () => {
  test('behind a lock, 30 at once: each is told that it is busy, and goes on afterwards', async () => {
    const db = await open({ lock: 100 })
    await beside(async (other) => {
      await other.query('begin; lock table account')
      const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => ask(db)))
      expect(outcomes).toEqual(Array(30).fill({ status: 'rejected', reason: refused('busy') }))
    })
    expect((await ask(db)).rows).toEqual([])
  })

  test('for a connection that others hold', async () => {
    const db = await open({ connection: 1000 })
    const many = (count: number) => Promise.allSettled(Array.from({ length: count }, () => ask(db)))
    await many(10)
    await beside(async (other) => {
      await other.query('begin; lock table account')
      const holding = many(10)
      expect(await many(1)).toEqual([{ status: 'rejected', reason: refused('busy') }])
      await other.query('rollback')
      expect((await holding).map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'))
    })
  })

  test('for a statement without an end, unless they are the keeper', async () => {
    const db = await open({ statement: 50 })
    const long = sql`select pg_sleep(0.2)`
    await expect(db.read('signIn', (tx) => long.execute(tx))).rejects.toEqual(refused('busy'))
    await db.read('admin', (tx) => long.execute(tx))
  })

  test('and whoever stops in the middle of a transaction lets go of what they hold', async () => {
    const db = await open({ transaction: 1000 })
    const lost = () => db.counts?.().lostConnections ?? 0
    const before = lost()
    const stopped = db.transact('signIn', async (tx) => {
      await expect.poll(lost).toBe(before + 1)
      await sql`select 1`.execute(tx)
    })
    await expect(stopped).rejects.toEqual(refused('away'))
    await ask(db)
  })

  test('for a machine that is gone without a word', async () => {
    const db = await open({ word: 1000 })
    await ask(db)
    relay.freeze()
    await expect(ask(db)).rejects.toEqual(refused('away'))
    relay.thaw()
    await ask(db)
  })
})

describe('the server goes on', () => {
  let server: Server
  let cookies: string
  const page = (path: string, headers = {}) => fetch(`${server.address}${path}`, { headers: { Cookie: cookies, ...headers } })
  const works = () => expect.poll(async () => (await page('/assessments')).status, { timeout: 30_000 }).toBe(200)
  const begins = (title: string) => post(server, '/assessments', { title, target: '4', edition: '2026-03-27' }, cookies)

  beforeAll(async () => {
    server = await startServer(undefined, { DATABASE_URL: address() })
    cookies = await register(server, { organisation: '青山精機', person: '青山 太郎', email: 'taro@aoyama.example.jp' })
  })
  afterAll(async () => {
    await server.stop()
    removeFolder(server.data)
  })

  test('when its connections are ended', async () => {
    await beside((other) =>
      other.query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null`),
    )
    await works()
  })

  test('when PostgreSQL is away, with words meanwhile, and comes back', async () => {
    first.crash()
    const away = await page('/assessments')
    expect([away.status, away.headers.get('Retry-After')]).toEqual([503, '10'])
    expect(await away.text()).toContain('いまデータベースにつながりません')
    const data = await page('/assessments', { Accept: 'application/json' })
    expect([data.status, await data.json()]).toEqual([503, { refusals: [expect.objectContaining({ code: 'database.away' })] }])
    expect((await page('/health')).status).toBe(503)
    first.start()
    await works()
    await begins('本社')
    expect((await page('/health')).status).toBe(200)
  })

  test('but does not begin without it, and says so', async () => {
    const nobody = startServer(server.data, { DATABASE_URL: 'postgresql://hoshitori@127.0.0.1:9/postgres' })
    await expect(nobody).rejects.toThrow(/ended with 1: データベースにつながりません/)
  })

  test('when another server takes over, even one that only reads at first', async () => {
    const db = await open({})
    second = await first.standby()
    await begins('工場')
    const followed = () => beside((other) => other.query('select title from assessment'), second.address)
    await expect.poll(async () => (await followed()).rowCount).toBe(2)
    relay.to(second.port)
    first.crash()
    await works()
    expect(await db.weaknesses?.()).toEqual(['read-only'])
    await expect(begins('支社')).rejects.toThrow('いまデータベースにつながりません')
    second.promote()
    expect(await db.weaknesses?.()).toEqual([])
    await begins('支社')
    const list = await (await page('/assessments')).text()
    for (const title of ['本社', '工場', '支社']) expect(list).toContain(title)
    expect(server.process.exitCode).toBeNull()
  })
})

describe('over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-tls-'))
  const keys = selfMadeCertificate()
  let secure: PostgresServer
  beforeAll(async () => {
    secure = await startPostgres({ tls: keys })
    const files = { 'key.pem': keys.key, 'cert.pem': keys.cert, 'ca.pem': keys.cert, 'other.pem': selfMadeCertificate().cert }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'database'), `${secure.address}?sslmode=verify-full\n`)
  })
  afterAll(() => {
    secure.stop()
    removeFolder(folder)
  })

  test('PostgreSQL is believed by its authority and its name alone, and takes nothing in the clear', async () => {
    const believed = `sslmode=verify-full&sslrootcert=${join(folder, 'ca.pem')}`
    const refused = (where: string) => openPostgres(where).then(String, (fault: Error) => `${fault.message} ${fault.cause ?? ''}`)
    expect(await refused(secure.address)).toContain('no pg_hba.conf entry')
    expect(await refused(`${secure.address}?sslmode=verify-full`)).toContain('self-signed certificate')
    expect(await refused(`${secure.address}?${believed.replace('ca.pem', 'other.pem')}`)).toMatch(/self-signed|signature/)
    expect(await refused(`${secure.address.replace('127.0.0.1', 'localhost')}?${believed}`)).toContain('altnames')
    await (await openPostgres(`${secure.address}?${believed}`)).close()
  })

  test('one setting takes the proxy and PostgreSQL to it, the address of which is in a file', async () => {
    const server = await startServer(folder, {
      HOSHITORI_URL: 'https://hoshitori.example.jp',
      HOSHITORI_TLS: folder,
      DATABASE_URL_FILE: join(folder, 'database'),
      HOSHITORI_SECRET: Buffer.alloc(32, 7).toString('base64'),
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'hoshitori@example.jp',
    })
    const url = `https://${server.address}/health`
    const status = (ca: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get(url, { ca }, (answer) => resolve(answer.resume().statusCode)).on('error', reject)
      })
    expect(await status(keys.cert)).toBe(200)
    await expect(status(readFileSync(join(folder, 'other.pem'), 'utf8'))).rejects.toThrow(/self-signed|signature/)
    await expect(fetch(url.replace('https', 'http'))).rejects.toThrow()
    await server.stop()
  })
})
