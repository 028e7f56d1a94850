import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Scope, Tx } from './db.ts'

const here = testDatabase()
const ONE = '00000000-0000-7000-8000-00000000000a' as TenantId
const OTHER = '00000000-0000-7000-8000-00000000000b' as TenantId

/** The same text again and again, until it is prepared and planned for good. */
async function often<T>(scope: Scope, ask: (tx: Tx) => Promise<T>): Promise<T[]> {
  const answers: T[] = []
  for (let time = 0; time < 8; time += 1) answers.push(await here.db.transact(scope, ask))
  return answers
}

describe('a statement that comes often', () => {
  test('is told whose rows it sees anew in each transaction, with the same text', async () => {
    await here.db.transact('admin', async (tx) => {
      const at = '2027-04-01T00:00:00.000Z'
      for (const [id, name] of [
        [ONE, '青山'],
        [OTHER, '水面'],
      ] as const) {
        await tx.insertInto('organisation').values({ id, name, demo: false, created_at: at }).execute()
        await sql`insert into person (tenant_id, id, name, created_at) values (${id}, ${id}, ${name}, ${at})`.execute(tx)
      }
    })
    const names = async (tx: Tx) => {
      const { rows } = await sql<{ name: string }>`select name from person where name <> ${'x'} order by name`.execute(tx)
      return rows.map(({ name }) => name)
    }
    expect(await often({ tenant: ONE }, names)).toEqual(Array(8).fill(['青山']))
    expect(await often({ tenant: OTHER }, names)).toEqual(Array(8).fill(['水面']))
    expect((await here.db.transact('admin', names)).sort()).toEqual(['水面', '青山'])
    expect(await here.db.transact({ tenant: ONE }, names)).toEqual(['青山'])
  })

  test('takes values of every kind, and gives them back', async () => {
    const at = '2027-04-01T00:00:00.120Z'
    const text = `"it's" \\ {a,b} 絵文字 🌟\n`
    const values = {
      text,
      truth: true,
      untruth: false,
      count: 42,
      at,
      old: '0001-02-03T04:05:06.000Z',
      whole: '2027-04-01T00:00:00.000Z',
      none: null,
      list: [text, 'NULL', '', 'b'],
      none_of: [],
      tree: { a: [1, text] },
      bytes: Buffer.from([0, 92, 255]),
    }
    const answers = await often('admin', async (tx) => {
      const { rows } = await sql`
        select ${values.text}::text as text, ${values.truth}::boolean as truth, ${values.untruth}::boolean as untruth,
          ${values.count}::integer as count, ${values.at}::timestamptz as at, ${values.old}::timestamptz as old,
          ${'2027-04-01 09:00:00.000999+09'}::timestamptz as whole,
          ${values.none}::text as none, ${values.list}::text[] as list, ${values.none_of}::text[] as none_of,
          ${JSON.stringify(values.tree)}::jsonb as tree, ${values.bytes}::bytea as bytes`.execute(tx)
      return rows[0] as { bytes: Uint8Array }
    })
    for (const { bytes, ...rest } of answers) {
      expect({ ...rest, bytes: Buffer.from(bytes) }).toEqual(values)
    }
  })

  test('says how many rows it changed, and finds none where there are none', async () => {
    const counts = await often('admin', async (tx) => {
      const changed = await tx.updateTable('organisation').set({ name: '青山' }).where('id', '=', ONE).executeTakeFirst()
      const none = await tx.selectFrom('organisation').select('id').where('name', '=', 'nobody').executeTakeFirst()
      return [changed.numUpdatedRows, none]
    })
    expect(new Set(counts.map(String))).toEqual(new Set(['1,']))
  })

  test('that fails undoes its transaction, and works in the next one', async () => {
    const divide = (by: number) => (tx: Tx) => sql<{ whole: number }>`select 6 / ${by}::integer as whole`.execute(tx)
    for (const by of [2, 0, 3, 0, 0, 1]) {
      const asked = here.db.transact('admin', divide(by))
      if (by === 0) await expect(asked).rejects.toMatchObject({ code: '22012', message: 'division by zero' })
      else expect((await asked).rows).toEqual([{ whole: 6 / by }])
    }
  })

  test('fails once where the columns of a table changed, and answers in the new ones from then on', async () => {
    await here.db.transact('admin', (tx) => sql`create table thing (id integer)`.execute(tx))
    const things = (tx: Tx) => sql`select * from thing where id = ${1}`.execute(tx)
    await here.db.transact('admin', (tx) => sql`insert into thing values (1)`.execute(tx))
    expect((await often('admin', things)).at(-1)?.rows).toEqual([{ id: 1 }])
    await here.db.transact('admin', (tx) => sql`alter table thing add column word text not null default 'new'`.execute(tx))
    await expect(here.db.transact('admin', things)).rejects.toMatchObject({ code: '0A000' })
    expect((await often('admin', things)).map(({ rows }) => rows)).toEqual(Array(8).fill([{ id: 1, word: 'new' }]))
    await here.db.transact('admin', (tx) => sql`drop table thing`.execute(tx))
  })

  test('is refused after another one failed in the same transaction', async () => {
    const broken = here.db.transact('admin', async (tx) => {
      await sql`select 1 / ${0}::integer`.execute(tx).catch(() => {})
      await tx.updateTable('organisation').set({ name: 'written' }).where('id', '=', ONE).execute()
    })
    await expect(broken).rejects.toMatchObject({ code: '25P02' })
  })
})

test('a transaction that asks nothing, and one that only reads, leave nothing open', async () => {
  await here.db.transact({ tenant: ONE }, async () => {})
  await expect(here.db.transact({ tenant: ONE }, () => Promise.reject(new Error('before it asked')))).rejects.toThrow('before')
  const role = (tx: Tx) => sql<{ role: string }>`select current_user::text as role`.execute(tx)
  const [own] = (await here.db.transact('admin', role)).rows
  const [app] = (await here.db.transact({ tenant: ONE }, role)).rows
  const [signIn] = (await here.db.transact('signIn', role)).rows
  expect([app?.role, signIn?.role]).toEqual(['hoshitori_app', 'hoshitori_door'])
  expect(own?.role).not.toMatch(/^hoshitori_/)
})
