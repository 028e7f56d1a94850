import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import type { Scope } from '../db/db.ts'
import { type AccountId, INSTALLATION, type PersonId, type TenantId } from '../kernel/ids.ts'
import { logEvent, logEventBy } from './append-actions.ts'
import { readBody } from './entry.ts'
import { endRetention } from './jobs.ts'
import { judgeOf } from './node-crypto.ts'
import { noted, notedWording } from './noted.fixture.ts'
import { verifyStored } from './read-actions.ts'
import * as store from './store.ts'
import type { Told } from './wording.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let aoyama: { tenant: TenantId; person: PersonId }
let kaede: { tenant: TenantId; person: PersonId }

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await begin(context, '青山精機', '青山 太郎')
  kaede = await begin(context, '楓システムズ', '楓 由美')
})

const event = (about: string) =>
  noted(about, `評価基準 ${about} に回答しました`, [{ field: 'status', type: 'code', before: null, after: 'met' }])
const record = (seat: typeof aoyama, about: string) =>
  database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(context, tx, seat, event(about)))
const entriesOf = (tenant: TenantId, scope: Scope = { tenant }) =>
  database.db.transact(scope, (tx) => store.listEntries(tx, tenant, { from: 0, before: 1_000_000 }))
const headOf = async (tenant: TenantId) => (await database.db.transact('admin', (tx) => store.readHead(tx, tenant))).head
const verify = (tenant: TenantId) => verifyStored(context, 'admin', tenant, judgeOf(context.secrets.publicKey))
const last = async (tenant: TenantId): Promise<Told> => {
  const body = (await entriesOf(tenant, 'admin')).at(-1)?.body
  const entry = body ? readBody(body) : undefined
  if (!entry) throw new Error('no entry')
  return notedWording.tell(entry)
}
/** A seat in an organisation that is there only for this test. */
let founded = 0
const found = () => begin(context, `試験 ${++founded}`, '試 太郎')

describe('an event', () => {
  test('becomes an entry that tells who, when, what, from where, before and after', async () => {
    const from = { address: '192.0.2.7', agent: 'Firefox', request: 'r-1' }
    await database.db.transact({ tenant: aoyama.tenant }, (tx) => logEvent(context, tx, { ...aoyama, from }, event('1-2-1-1')))
    const entries = await entriesOf(aoyama.tenant)
    const position = entries.length - 1
    expect(await last(aoyama.tenant)).toEqual({
      position,
      tenant: aoyama.tenant,
      at: context.clock.at,
      by: { kind: 'person', person: aoyama.person, name: '青山 太郎', roles: expect.any(Array), engagement: null },
      from,
      about: '1-2-1-1',
      act: 'answer.record',
      facts: event('1-2-1-1'),
      words: { ja: '評価基準 1-2-1-1 に回答しました', en: 'In English: 評価基準 1-2-1-1 に回答しました' },
      changes: [{ what: { ja: '状態', en: 'Status' }, before: null, after: { ja: '満たす', en: 'Met' } }],
    })
    expect(entries.at(-1)?.columns).toEqual({ at: context.clock.at, act: 'answer.record', about: '1-2-1-1' })
    expect((await headOf(aoyama.tenant))?.checkpoint).toMatch(new RegExp(`^hoshitori\\.log/${aoyama.tenant}\n${position + 1}\n`))
  })

  test('of an expert tells their firm and their engagement', async () => {
    const seat = await found()
    const { tenant } = seat
    const engagement = context.newId<PersonId>()
    const expert = context.newId<PersonId>()
    await database.db.transact('admin', async (tx) => {
      await sql`insert into engagement (tenant_id, id, kind, expert_name, sight, begins, ends, offered_by, offered_at)
        values (${tenant}, ${engagement}, 'star3', 'みなもセキュリティ', 'answers', '2027-04-01', '2027-09-30', ${seat.person}, ${context.now()})`.execute(
        tx,
      )
      await sql`insert into person (tenant_id, id, name, created_at, engagement_id)
        values (${tenant}, ${expert}, '水面 誠', ${context.now()}, ${engagement})`.execute(tx)
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
    await record({ tenant, person: kaede.person }, 'x')
    expect((await last(tenant)).by).toEqual({ kind: 'person', person: kaede.person, name: '', roles: [], engagement: null })
  })

  test('of an account, of a command or of nobody known is written at the door and by the owner', async () => {
    const account = context.newId<AccountId>()
    const before = (await headOf(INSTALLATION))?.size ?? 0
    await database.db.transact('signIn', (tx) =>
      logEventBy(context, tx, INSTALLATION, { kind: 'account', account, name: '青山 太郎' }, undefined, event('a')),
    )
    await database.db.transact('signIn', (tx) =>
      logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, event('b')),
    )
    await database.db.transact('admin', (tx) =>
      logEventBy(context, tx, INSTALLATION, { kind: 'command', command: 'admin' }, undefined, event('c')),
    )
    const entries = (await entriesOf(INSTALLATION, 'signIn')).slice(before)
    expect(entries.map(({ body }) => readBody(body ?? '')?.by.kind)).toEqual(['account', 'unknown', 'command'])
    expect(await verify(INSTALLATION)).toMatchObject({ sound: true, entries: before + 3 })
  })

  test('that is undone leaves no entry', async () => {
    const seat = await found()
    await record(seat, 'a')
    const undone = database.db.transact({ tenant: seat.tenant }, async (tx) => {
      await logEvent(context, tx, seat, event('b'))
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
    await database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(context, tx, seat, { ...event('x'), changes }))
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
    await database.db.transact({ tenant: seat.tenant }, (tx) => logEvent(context, tx, seat, odd))
    expect((await last(seat.tenant)).words.ja).toBe('田\u0000中\ufffd')
    expect(await verify(seat.tenant)).toMatchObject({ sound: true })
  })
})

describe('many at once', () => {
  test('twenty into one new log stand one after the other, without a gap', async () => {
    const tenant = context.newId<TenantId>()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.db.transact('signIn', (tx) =>
          logEventBy(context, tx, tenant, { kind: 'unknown' }, undefined, event(`${index}`)),
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
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(seats[index % 4] ?? aoyama, `${index}`)))
    for (const [index, { tenant }] of seats.entries()) {
      expect(await verify(tenant)).toMatchObject({ sound: true, entries: (before[index] ?? 0) + 5 })
    }
  })

  test('two events of one transaction follow each other', async () => {
    const seat = await found()
    const before = (await headOf(seat.tenant))?.size ?? 0
    await database.db.transact({ tenant: seat.tenant }, async (tx) => {
      await logEvent(context, tx, seat, event('a'))
      await logEvent(context, tx, seat, event('b'))
    })
    expect((await entriesOf(seat.tenant)).slice(before).map(({ columns }) => columns?.about)).toEqual(['a', 'b'])
  })
})

describe('what it costs', () => {
  test('an event is two queries', async () => {
    const seat = await found()
    await record(seat, 'a')
    let queries = 0
    await database.db.transact({ tenant: seat.tenant }, (tx) =>
      logEvent(
        context,
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

describe('a day in Japan', () => {
  test('ends with its last checkpoint kept', async () => {
    const seat = await found()
    const { tenant } = seat
    const start = (await headOf(tenant))?.size ?? 0
    const kept = () => database.db.transact({ tenant }, (tx) => store.listCheckpoints(tx, tenant))
    const before = context.clock.at
    context.clock.at = '2027-04-01T14:59:59.999Z'
    await record(seat, 'a')
    const evening = await headOf(tenant)
    expect(await kept()).toEqual([])
    context.clock.at = '2027-04-01T15:00:00.000Z'
    await record(seat, 'b')
    await record(seat, 'c')
    expect(await kept()).toEqual([{ size: start + 1, checkpoint: evening?.checkpoint }])
    context.clock.at = '2027-04-09T00:00:00.000Z'
    await record(seat, 'd')
    expect((await kept()).map(({ size }) => size)).toEqual([start + 1, start + 3])
    expect(await verify(tenant)).toMatchObject({ sound: true, entries: start + 4 })
    context.clock.at = before
  })
})

describe('who may touch it', () => {
  const as = <T>(tenant: TenantId, work: Parameters<typeof database.db.transact<T>>[1]) => database.db.transact({ tenant }, work)

  test('another organisation sees nothing of it and writes nothing into it', async () => {
    await record(aoyama, 'x')
    expect(await entriesOf(aoyama.tenant, { tenant: kaede.tenant })).toEqual([])
    expect(await as(kaede.tenant, (tx) => store.readHead(tx, aoyama.tenant))).toEqual({ head: undefined, last: null })
    await expect(
      as(kaede.tenant, (tx) => logEvent(context, tx, { ...kaede, tenant: aoyama.tenant }, event('y'))),
    ).rejects.toThrow()
    const forged = { tenant_id: aoyama.tenant, position: 999, at: context.now(), act: 'x', body: '{}', leaf: 'x', about: '' }
    await expect(as(kaede.tenant, (tx) => tx.insertInto('log_entry').values(forged).execute())).rejects.toThrow(
      /row-level security/,
    )
    const moved = await as(kaede.tenant, (tx) =>
      tx.updateTable('log_head').set({ size: 0 }).where('tenant_id', '=', aoyama.tenant).execute(),
    )
    expect(moved[0]?.numUpdatedRows).toBe(0n)
  })

  test.each<[string, Scope | 'own']>([
    ['an organisation', 'own'],
    ['the door', 'signIn'],
  ])('%s can neither change nor remove an entry or a checkpoint', async (_, scope) => {
    await record(aoyama, 'x')
    const own = scope === 'own' ? { tenant: aoyama.tenant } : scope
    const attempts: ((tx: Parameters<Parameters<typeof database.db.transact>[1]>[0]) => Promise<unknown>)[] = [
      (tx) => tx.updateTable('log_entry').set({ body: '{}' }).execute(),
      (tx) => tx.deleteFrom('log_entry').execute(),
      (tx) => tx.updateTable('log_checkpoint').set({ checkpoint: '' }).execute(),
      (tx) => tx.deleteFrom('log_checkpoint').execute(),
      (tx) => tx.deleteFrom('log_head').execute(),
      (tx) => sql`truncate log_entry`.execute(tx),
    ]
    for (const attempt of attempts) await expect(database.db.transact(own, attempt)).rejects.toThrow(/permission denied/)
  })

  test('an organisation cannot write the log of the installation', async () => {
    const attempt = as(aoyama.tenant, (tx) => logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, event('x')))
    await expect(attempt).rejects.toThrow()
  })
})

describe('tampering in the database', () => {
  const spoil = async (...spoilt: ((tenant: TenantId, from: number) => ReturnType<typeof sql>)[]) => {
    const seat = await found()
    const from = (await headOf(seat.tenant))?.size ?? 0
    for (const about of ['a', 'b', 'c', 'd', 'e']) await record(seat, about)
    await database.db.transact('admin', async (tx) => {
      for (const one of spoilt) await one(seat.tenant, from).execute(tx)
    })
    const { damages } = await verify(seat.tenant)
    return damages.map((damage) => ({ ...damage, position: damage.position - from }))
  }

  test('one flipped bit in the content is found where it is', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        update log_entry set body = overlay(body placing chr(ascii(substr(body, 12, 1)) # 1) from 12 for 1)
        where tenant_id = ${tenant} and position = ${from + 2}`,
    )
    expect(damages).toEqual([{ kind: 'altered', position: 2, which: 'body' }])
  })

  test('one removed entry is found where it was', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position = ${from + 1}`,
    )
    expect(damages).toMatchObject([{ kind: 'missing', position: 1 }])
  })

  test('a removed entry with the others moved up is found where it was', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position = ${from + 2}`,
      (tenant, from) => sql`update log_entry set position = position - 1 where tenant_id = ${tenant} and position = ${from + 3}`,
      (tenant, from) => sql`update log_entry set position = position - 1 where tenant_id = ${tenant} and position = ${from + 4}`,
    )
    expect(damages.map(({ kind, position }) => [kind, position])).toEqual([
      ['moved', 2],
      ['moved', 3],
      ['tail', 4],
    ])
  })

  test('a removed end is found', async () => {
    const damages = await spoil(
      (tenant, from) => sql`delete from log_entry where tenant_id = ${tenant} and position > ${from + 2}`,
    )
    expect(damages).toMatchObject([{ kind: 'tail', position: 3 }])
  })

  test('two entries that changed places are found where they are', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        update log_entry as one set body = other.body, leaf = other.leaf, at = other.at, act = other.act, about = other.about
        from log_entry as other
        where one.tenant_id = ${tenant} and other.tenant_id = ${tenant}
          and ((one.position = ${from + 1} and other.position = ${from + 3}) or (one.position = ${from + 3} and other.position = ${from + 1}))`,
    )
    expect(damages.map(({ kind, position }) => [kind, position])).toEqual([
      ['moved', 1],
      ['moved', 3],
    ])
  })

  test('a column to find it by is found where it was altered', async () => {
    const damages = await spoil(
      (tenant, from) =>
        sql`update log_entry set at = at + interval '1 hour' where tenant_id = ${tenant} and position = ${from + 2}`,
    )
    expect(damages).toEqual([{ kind: 'column', position: 2, column: 'at' }])
  })

  test('an entry written past everything is found', async () => {
    const damages = await spoil(
      (tenant, from) => sql`
        insert into log_entry select tenant_id, position + 1, at, act, about, body, leaf
        from log_entry where tenant_id = ${tenant} and position = ${from + 4}`,
    )
    expect(damages).toMatchObject([
      { kind: 'moved', position: 5 },
      { kind: 'beyond', position: 5 },
    ])
  })

  test('a checkpoint put back to an older one is found', async () => {
    const seat = await found()
    await record(seat, 'a')
    const before = await headOf(seat.tenant)
    await record(seat, 'b')
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('log_head')
        .set({ size: before?.size ?? 0, checkpoint: before?.checkpoint ?? '', frontier: JSON.stringify(before?.frontier) })
        .where('tenant_id', '=', seat.tenant)
        .execute(),
    )
    expect((await verify(seat.tenant)).damages).toMatchObject([{ kind: 'beyond', position: before?.size }])
  })
})

describe('the end of retention', () => {
  const bodies = async (tenant: TenantId) => (await entriesOf(tenant, 'admin')).map(({ body }) => body !== null)

  test('removes the content of what is older, says so in the log, and does nothing when called again', async () => {
    const seat = await found()
    const { tenant } = seat
    const start = context.clock.at
    const size = (await headOf(tenant))?.size ?? 0
    await database.db.transact('admin', (tx) =>
      tx.updateTable('organisation').set({ log_months: 6 }).where('id', '=', tenant).execute(),
    )
    context.clock.at = '2027-05-10T00:00:00.000Z'
    await record(seat, 'old')
    context.clock.at = '2027-06-30T15:00:00.000Z'
    await record(seat, 'young')
    context.clock.at = '2027-12-31T15:00:00.000Z'
    expect(await endRetention(context)).toBeGreaterThan(0)
    const after = await bodies(tenant)
    expect(after.slice(size)).toEqual([false, true, true])
    expect(await last(tenant)).toMatchObject({
      act: 'log.retention',
      about: String(size),
      by: { kind: 'command', command: 'retention' },
    })
    expect(await verify(tenant)).toMatchObject({ sound: true, ended: size + 1 })
    expect(await endRetention(context)).toBe(0)
    expect(await bodies(tenant)).toEqual(after)
    context.clock.at = '2029-01-01T00:00:00.000Z'
    await endRetention(context)
    expect(await bodies(tenant)).toEqual([...after.map(() => false), true])
    expect(await verify(tenant)).toMatchObject({ sound: true, ended: after.length })
    context.clock.at = start
  })

  test('is no excuse for content that is gone beyond it', async () => {
    const seat = await found()
    await record(seat, 'a')
    const size = (await headOf(seat.tenant))?.size ?? 0
    await database.db.transact('admin', (tx) =>
      sql`update log_entry set body = null, act = '', about = '' where tenant_id = ${seat.tenant} and position = ${size - 1}`.execute(
        tx,
      ),
    )
    expect((await verify(seat.tenant)).damages).toEqual([{ kind: 'ended', position: size - 1, through: size - 1 }])
  })
})
