import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Scope } from '../db/db.ts'
import { type AccountId, INSTALLATION, type PersonId, type TenantId } from '../kernel/ids.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { readBody } from './entry.ts'
import { event, testLog } from './logged.fixture.ts'
import { noted } from './noted.fixture.ts'
import * as store from './store.ts'

const here = testLog()
const { record, entriesOf, headOf, verify, last, found } = here

describe('an event', () => {
  test('becomes an entry that tells who, when, what, from where, before and after', async () => {
    const from = { address: '192.0.2.7', agent: 'Firefox', request: 'r-1' }
    await here.database.db.transact({ tenant: here.aoyama.tenant }, (tx) =>
      logEvent(here.context, tx, { ...here.aoyama, from }, event('1-2-1-1')),
    )
    const entries = await entriesOf(here.aoyama.tenant)
    const position = entries.length - 1
    expect(await last(here.aoyama.tenant)).toEqual({
      position,
      tenant: here.aoyama.tenant,
      at: here.context.clock.at,
      by: { kind: 'person', person: here.aoyama.person, name: '青山 太郎', roles: expect.any(Array), engagement: null },
      from,
      about: '1-2-1-1',
      act: 'answer.record',
      facts: event('1-2-1-1'),
      words: { ja: '評価基準 1-2-1-1 に回答しました', en: 'In English: 評価基準 1-2-1-1 に回答しました' },
      changes: [{ what: { ja: '状態', en: 'Status' }, before: null, after: { ja: '満たす', en: 'Met' } }],
    })
    expect(entries.at(-1)?.columns).toEqual({ at: here.context.clock.at, act: 'answer.record', about: '1-2-1-1' })
    expect((await headOf(here.aoyama.tenant))?.checkpoint).toMatch(
      new RegExp(`^hoshitori\\.log/${here.aoyama.tenant}\n${position + 1}\n`),
    )
  })

  test('of an expert tells their firm and their engagement', async () => {
    const seat = await found()
    const { tenant } = seat
    const engagement = here.context.newId<PersonId>()
    const expert = here.context.newId<PersonId>()
    await here.database.db.transact('admin', async (tx) => {
      await sql`insert into engagement (tenant_id, id, kind, expert_name, sight, begins, ends, offered_by, offered_at)
        values (${tenant}, ${engagement}, 'star3', 'みなもセキュリティ', 'answers', '2027-04-01', '2027-09-30', ${seat.person}, ${here.context.now()})`.execute(
        tx,
      )
      await sql`insert into person (tenant_id, id, name, created_at, engagement_id)
        values (${tenant}, ${expert}, '水面 誠', ${here.context.now()}, ${engagement})`.execute(tx)
    })
    await record({ tenant, person: expert }, '1-2-1-1')
    expect((await last(tenant)).by).toEqual({
      kind: 'person',
      person: expert,
      name: '水面 誠',
      roles: ['engaged'],
      engagement,
      firm: 'みなもセキュリティ',
    })
  })

  test('of somebody whom the organisation does not know is told by their identifier alone', async () => {
    const { tenant } = await found()
    await record({ tenant, person: here.kaede.person }, 'x')
    expect((await last(tenant)).by).toEqual({ kind: 'person', person: here.kaede.person, name: '', roles: [], engagement: null })
  })

  test('of an account, of a command or of nobody known is written in the scopes signIn and admin', async () => {
    const account = here.context.newId<AccountId>()
    const before = (await headOf(INSTALLATION))?.size ?? 0
    await here.database.db.transact('signIn', (tx) =>
      logEventBy(here.context, tx, INSTALLATION, { kind: 'account', account, name: '青山 太郎' }, undefined, event('a')),
    )
    await here.database.db.transact('signIn', (tx) =>
      logEventBy(here.context, tx, INSTALLATION, { kind: 'unknown' }, undefined, event('b')),
    )
    await here.database.db.transact('admin', (tx) =>
      logEventBy(here.context, tx, INSTALLATION, { kind: 'command', command: 'admin' }, undefined, event('c')),
    )
    const entries = (await entriesOf(INSTALLATION, 'signIn')).slice(before)
    expect(entries.map(({ body }) => readBody(body ?? '')?.by.kind)).toEqual(['account', 'unknown', 'command'])
    expect(await verify(INSTALLATION)).toMatchObject({ sound: true, entries: before + 3 })
  })

  test('that is undone leaves no entry', async () => {
    const seat = await found()
    await record(seat, 'a')
    const undone = here.database.db.transact({ tenant: seat.tenant }, async (tx) => {
      await logEvent(here.context, tx, seat, event('b'))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await record(seat, 'c')
    expect((await entriesOf(seat.tenant)).map(({ columns }) => columns?.about)).toEqual(expect.arrayContaining(['a', 'c']))
    expect((await entriesOf(seat.tenant)).map(({ columns }) => columns?.about)).not.toContain('b')
    expect(await verify(seat.tenant)).toMatchObject({ sound: true })
  })

  test('with a very long text keeps its beginning and counts the rest', async () => {
    const seat = await found()
    const long = '😀'.repeat(1000)
    const changes = [
      { field: 'reason', type: 'text' as const, before: long, after: `${long}ここから` },
      { field: 'sites', type: 'list' as const, before: null, after: ['a'.repeat(600), 'b'.repeat(600), 'c'] },
    ]
    await here.database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(here.context, tx, seat, { ...event('x'), changes }))
    const { facts, changes: said } = await last(seat.tenant)
    expect(facts?.changes).toEqual([
      { ...changes[0], after: { start: long, more: 4 } },
      { ...changes[1], after: ['a'.repeat(600), { start: 'b'.repeat(399), more: 203 }] },
    ])
    expect(said[0]?.after).toEqual({ ja: `${long}…(あと4文字)`, en: `${long}… (4 more)` })
  })

  test('with characters that no database takes is kept all the same', async () => {
    const seat = await found()
    const odd = noted('x', '田\u0000中\ud83d')
    await here.database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(here.context, tx, seat, odd))
    expect((await last(seat.tenant)).words.ja).toBe('田\u0000中\ufffd')
    expect(await verify(seat.tenant)).toMatchObject({ sound: true })
  })
})

describe('many at once', () => {
  test('twenty into one new log stand one after the other, without a gap', async () => {
    const tenant = here.context.newId<TenantId>()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        here.database.db.transact('signIn', (tx) =>
          logEventBy(here.context, tx, tenant, { kind: 'unknown' }, undefined, event(`${index}`)),
        ),
      ),
    )
    const entries = await entriesOf(tenant, 'admin')
    expect(entries.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(new Set(entries.map(({ columns }) => columns?.about)).size).toBe(20)
    expect(await verify(tenant)).toMatchObject({ sound: true, entries: 20 })
  })

  test('twenty into four logs do not wait for each other for ever', async () => {
    const seats = [await found(), await found(), await found(), await found()]
    const before = await Promise.all(seats.map(async ({ tenant }) => (await headOf(tenant))?.size ?? 0))
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(seats[index % 4] ?? here.aoyama, `${index}`)))
    for (const [index, { tenant }] of seats.entries()) {
      expect(await verify(tenant)).toMatchObject({ sound: true, entries: (before[index] ?? 0) + 5 })
    }
  })

  test('two events of one transaction follow each other', async () => {
    const seat = await found()
    const before = (await headOf(seat.tenant))?.size ?? 0
    await here.database.db.transact({ tenant: seat.tenant }, async (tx) => {
      await logEvent(here.context, tx, seat, event('a'))
      await logEvent(here.context, tx, seat, event('b'))
    })
    expect((await entriesOf(seat.tenant)).slice(before).map(({ columns }) => columns?.about)).toEqual(['a', 'b'])
  })
})

describe('what it costs', () => {
  test('an event is two queries', async () => {
    const seat = await found()
    await record(seat, 'a')
    let queries = 0
    await here.database.db.transact({ tenant: seat.tenant }, (tx) =>
      logEvent(
        here.context,
        tx.withPlugin({
          transformQuery: ({ node }) => {
            queries += 1
            return node
          },
          transformResult: async ({ result }) => result,
        }),
        seat,
        event('b'),
      ),
    )
    expect(queries).toBe(2)
  })
})

describe('who may touch it', () => {
  const as = <T>(tenant: TenantId, work: Parameters<typeof here.database.db.transact<T>>[1]) =>
    here.database.db.transact({ tenant }, work)

  test('another organisation sees nothing of it and writes nothing into it', async () => {
    await record(here.aoyama, 'x')
    expect(await entriesOf(here.aoyama.tenant, { tenant: here.kaede.tenant })).toEqual([])
    expect(await as(here.kaede.tenant, (tx) => store.readHead(tx, here.aoyama.tenant))).toEqual({ head: undefined, last: null })
    await expect(
      as(here.kaede.tenant, (tx) => logEvent(here.context, tx, { ...here.kaede, tenant: here.aoyama.tenant }, event('y'))),
    ).rejects.toThrow()
    const forged = {
      tenant_id: here.aoyama.tenant,
      position: 999,
      at: here.context.now(),
      act: 'x',
      body: '{}',
      leaf: 'x',
      about: '',
    }
    await expect(as(here.kaede.tenant, (tx) => tx.insertInto('log_entry').values(forged).execute())).rejects.toThrow(
      /row-level security/,
    )
    const moved = await as(here.kaede.tenant, (tx) =>
      tx.updateTable('log_head').set({ size: 0 }).where('tenant_id', '=', here.aoyama.tenant).execute(),
    )
    expect(moved[0]?.numUpdatedRows).toBe(0n)
  })

  test.each<[string, Scope | 'own']>([
    ['an organisation', 'own'],
    ['signing in', 'signIn'],
  ])('%s can neither change nor remove an entry or a checkpoint', async (_, scope) => {
    await record(here.aoyama, 'x')
    const own = scope === 'own' ? { tenant: here.aoyama.tenant } : scope
    const attempts: ((tx: Parameters<Parameters<typeof here.database.db.transact>[1]>[0]) => Promise<unknown>)[] = [
      (tx) => tx.updateTable('log_entry').set({ body: '{}' }).execute(),
      (tx) => tx.deleteFrom('log_entry').execute(),
      (tx) => tx.updateTable('log_checkpoint').set({ checkpoint: '' }).execute(),
      (tx) => tx.deleteFrom('log_checkpoint').execute(),
      (tx) => tx.deleteFrom('log_head').execute(),
      (tx) => sql`truncate log_entry`.execute(tx),
    ]
    for (const attempt of attempts) await expect(here.database.db.transact(own, attempt)).rejects.toThrow(/permission denied/)
  })

  test('an organisation cannot write the log of the installation', async () => {
    const attempt = as(here.aoyama.tenant, (tx) =>
      logEventBy(here.context, tx, INSTALLATION, { kind: 'unknown' }, undefined, event('x')),
    )
    await expect(attempt).rejects.toThrow()
  })
})
