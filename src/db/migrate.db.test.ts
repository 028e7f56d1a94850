import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { bareDatabases, migrationFolder } from '../../tests/bare-database.ts'
import { mayCost } from '../../tests/costs.ts'
import { olderDatabase } from '../../tests/older-database.ts'
import { listApplied, listMigrations, migrate, WrongSchema } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { Tables } from './tables.ts'

// Every migration begins with an empty database.
mayCost({ databases: 12 })

const databases = bareDatabases()
const FIRST = { '0001_first.sql': 'create table thing (id integer primary key);' }

async function ask<Row>(db: Kysely<Tables>, text: string): Promise<Row[]> {
  return (await sql.raw<Row>(text).execute(db)).rows
}

describe('migrations', () => {
  test('run once, in the order of their numbers', async () => {
    const { db } = await databases.fresh()
    expect(await migrate(db)).toEqual(listMigrations())
    expect(await migrate(db)).toEqual([])
    expect(await listApplied(db)).toEqual(listMigrations())
  })

  test('two programs that start together run them once', async () => {
    const { db, another } = await databases.fresh()
    const [one, other] = await Promise.all([migrate(db), migrate(another())])
    expect([...one, ...other]).toEqual(listMigrations())
  })

  test('a failed one leaves the state before it, and what it did to tables too; the next start tries again', async () => {
    const { db } = await databases.fresh()
    const broken = migrationFolder({
      ...FIRST,
      '0002_second.sql': `
        insert into thing values (2);
        alter table thing add column name text;
        create table other (id integer primary key);
        insert into thing values (1 / 0, '');`,
      '0003_third.sql': 'drop table thing;',
    })
    await expect(migrate(db, { folder: broken })).rejects.toThrow('migration 0002_second.sql failed and was undone')
    expect(await listApplied(db)).toEqual(['0001_first.sql'])
    expect(await ask(db, `select to_regclass('other') as other`)).toEqual([{ other: null }])
    expect(await ask(db, 'select * from thing')).toEqual([])
    const repaired = migrationFolder({ ...FIRST, '0002_second.sql': 'alter table thing add column name text;' })
    expect(await migrate(db, { folder: repaired })).toEqual(['0002_second.sql'])
  })

  test('a database of a newer program is refused before anything is changed', async () => {
    const { db } = await databases.fresh()
    const newer = migrationFolder({ ...FIRST, '0002_second.sql': 'create table other (id integer primary key);' })
    await migrate(db, { folder: newer })
    const older = migrationFolder({ ...FIRST, '0001_second_try.sql': 'drop table thing;' })
    const refusal = await migrate(db, { folder: older }).catch((fault: unknown) => fault)
    expect(refusal).toBeInstanceOf(WrongSchema)
    expect(refusal).toMatchObject({ words: { ja: expect.stringContaining('0002_second.sql') } })
    expect(await ask(db, 'select * from thing')).toEqual([])
    expect(await migrate(db, { folder: newer })).toEqual([])
  })

  test('what must happen before an upgrade happens before it, not on an empty database, and stops it when it fails', async () => {
    const { db } = await databases.fresh()
    const called: string[][] = []
    const before = async (_: unknown, pending: readonly string[]) => {
      called.push([...pending])
      if (called.length === 1) throw new Error('no room')
    }
    await migrate(db, { folder: migrationFolder(FIRST), before })
    const second = migrationFolder({ ...FIRST, '0002_second.sql': 'create table other (id integer primary key);' })
    await expect(migrate(db, { folder: second, before })).rejects.toThrow('no room')
    expect(await listApplied(db)).toEqual(['0001_first.sql'])
    expect(await migrate(db, { folder: second, before })).toEqual(['0002_second.sql'])
    expect(called).toEqual([['0002_second.sql'], ['0002_second.sql']])
  })

  test('a command makes an empty database new, and does not upgrade an older one', async () => {
    const { db } = await databases.fresh()
    const first = migrationFolder(FIRST)
    expect(await migrate(db, { folder: first, wish: 'as it is' })).toEqual([])
    expect(await listApplied(db)).toEqual([])
    expect(await migrate(db, { folder: first, wish: 'only when new' })).toEqual(['0001_first.sql'])
    const second = migrationFolder({ ...FIRST, '0002_second.sql': 'drop table thing;' })
    await expect(migrate(db, { folder: second, wish: 'only when new' })).rejects.toThrow(WrongSchema)
    expect(await ask(db, 'select * from thing')).toEqual([])
  })
})

describe('an upgrade of a database from before there were accounts', () => {
  test('keeps everybody and everything; whoever began the organisation answers for it', async () => {
    const db = await olderDatabase(databases, 1)
    const before = await rowsOf(db, TABLES_OF_0001)

    expect(await migrate(db)).toEqual(listMigrations().slice(1))
    expect(await rowsOf(db, TABLES_OF_0001, before)).toEqual(before)
    expect(await ask(db, 'select name, roles, account_id, ended_at from person order by tenant_id, id')).toEqual([
      { name: '青山 一郎', roles: ['responsible'], account_id: null, ended_at: null },
      { name: '伊藤 花子', roles: ['staff'], account_id: null, ended_at: null },
      { name: '海野 次郎', roles: ['responsible'], account_id: null, ended_at: null },
    ])
    expect(await ask(db, 'select kinds, second_factor_required, log_months from organisation order by id')).toEqual(
      Array(2).fill({ kinds: ['applicant'], second_factor_required: false, log_months: 24 }),
    )
  })
})

describe('an upgrade of a filled database, gone within each of its migrations', () => {
  test('leaves the state before that one, and the next start goes on until all is new', async () => {
    const { db, address, ...others } = await databases.fresh()
    await olderDatabase({ fresh: async () => ({ db, address, ...others }) }, 1)
    const before = await rowsOf(db, TABLES_OF_0001)
    // On a server the connection is ended from outside; that of the embedded engine ends with its process (embedded-copies.folder.test.ts).
    const goneWithin = (lost: string) => async (connection: Kysely<Tables>, name: string) => {
      if (name !== lost) return
      const [{ pid } = {}] = await ask<{ pid: number }>(connection, 'select pg_backend_pid() as pid')
      if (address === undefined) throw new Error('gone')
      await ask(db, `select pg_terminate_backend(${pid}, 5000)`)
    }
    const start = async (within?: ReturnType<typeof goneWithin>) => {
      const settings = within ? { within } : {}
      if (address === undefined) await migrate(db, settings)
      else await (await openPostgres(address, settings)).close()
    }
    for (const lost of listMigrations().slice(1)) {
      await expect(start(goneWithin(lost))).rejects.toThrow()
      expect(await listApplied(db)).toEqual(listMigrations().filter((name) => name < lost))
    }
    await start()
    expect(await listApplied(db)).toEqual(listMigrations())
    expect(await rowsOf(db, TABLES_OF_0001, before)).toEqual(before)
  })
})

describe('an upgrade of a database in which an assignee was an owner, and a cause a deed', () => {
  test('keeps every answer, version, export and draft, under the new names', async () => {
    const db = await olderDatabase(databases, 2)
    const before = await rowsOf(db, TABLES_OF_0001)
    const files = await ask<{ files: string }>(db, FILES)

    expect(await migrate(db)).toEqual(listMigrations().slice(2))
    expect(await rowsOf(db, TABLES_OF_0001, before)).toEqual(before)
    expect(files[0]?.files).toContain('"owner": ')
    expect(JSON.parse((await ask<{ files: string }>(db, FILES))[0]?.files ?? '')).toEqual(
      JSON.parse(files[0]?.files.replaceAll(/"owner"(?=: )|(?<="role": )"owner"/g, '"assignee"') ?? ''),
    )
    await expect(ask(db, "update answer_version set cause = 'chance'")).rejects.toThrow('answer_version_cause_check')
  })
})

const TABLES_OF_0001 = ['organisation', 'person', 'assessment', 'scope_item', 'answer', 'answer_version', 'level_decision']
const FILES = `
  select jsonb_agg(file order by file::text)::text as files
  from (select answers as file from sheet_export union all select understanding from import_draft) as files`
const RENAMED: Record<string, string> = { owner: 'assignee', deed: 'cause' }

/** All rows of the tables; `like` are those of an older schema, whose columns are read, by the names that they have now. */
async function rowsOf(db: Kysely<Tables>, tables: string[], like: object[][] = []): Promise<object[][]> {
  const all = await Promise.all(
    tables.map((table, index) => {
      const columns = Object.keys(like[index]?.[0] ?? {}).map((name) => `${RENAMED[name] ?? name} as "${name}"`)
      return ask<object>(db, `select ${columns.join(', ') || '*'} from ${table} order by 1, 2, 3`)
    }),
  )
  expect(all.every((rows) => rows.length > 0)).toBe(true)
  return all
}
