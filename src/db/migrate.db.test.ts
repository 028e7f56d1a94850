import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { bareDatabases, migrationFolder } from '../../tests/bare-database.ts'
import { mayCost } from '../../tests/costs.ts'
import { listApplied, listMigrations, MIGRATIONS, migrate, WrongSchema } from './migrate.ts'
import type { Tables } from './tables.ts'

// Every migration begins with an empty database.
mayCost({ databases: 10 })

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
    const { db } = await databases.fresh()
    const text = readFileSync(join(MIGRATIONS, '0001_assessment.sql'), 'utf8')
    await migrate(db, { folder: migrationFolder({ '0001_assessment.sql': text }) })
    await sql.raw(DATA_OF_0001).execute(db)
    const tables = ['organisation', 'person', 'assessment', 'scope_item', 'answer', 'answer_version', 'level_decision']
    const before = await Promise.all(tables.map((table) => ask<object>(db, `select * from ${table} order by 1, 2`)))
    expect(before.every((rows) => rows.length > 0)).toBe(true)

    expect(await migrate(db)).toEqual(listMigrations().slice(1))
    for (const [index, table] of tables.entries()) {
      const columns = Object.keys(before[index]?.[0] ?? {}).join(', ')
      expect(await ask(db, `select ${columns} from ${table} order by 1, 2`)).toEqual(before[index])
    }
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

const A = '00000000-0000-7000-8000-00000000000a'
const B = '00000000-0000-7000-8000-00000000000b'
const AT = '2027-04-01T00:00:00.123456Z'
const DATA_OF_0001 = `
  insert into organisation values ('${A}', '株式会社青山製作所', false, '${AT}'), ('${B}', '海野商事', true, '${AT}');
  insert into person values
    ('${A}', '00000000-0000-7000-8000-000000000001', '青山 一郎', '情報システム', '${AT}'),
    ('${A}', '00000000-0000-7000-8000-000000000002', '伊藤 花子', '', '${AT}'),
    ('${B}', '00000000-0000-7000-8000-000000000003', '海野 次郎', '', '${AT}');
  insert into level_decision values
    ('${A}', '${A}', 'self', '', true, false, false, '{"confidential": "図面"}', 4, '00000000-0000-7000-8000-000000000001', '${AT}');
  insert into assessment values
    ('${A}', '${B}', '2027年度', '2026-03-27', 4, '--', 3, '00000000-0000-7000-8000-000000000001', '${AT}', '${AT}');
  insert into scope_item values ('${A}', '${B}', 1, 'site', '本社', '');
  insert into answer (tenant_id, assessment_id, criterion, status, revision, assessment_revision, changed_by, changed_at, stated_by)
    values ('${A}', '${B}', '1-1-1-1', 'met', 1, 3, '00000000-0000-7000-8000-000000000001', '${AT}', '00000000-0000-7000-8000-000000000001');
  insert into answer_version
    values ('${A}', '${B}', '1-1-1-1', 1, 'answer', 'met', '', '', '', '', '', null, '[]', false, '00000000-0000-7000-8000-000000000001', '${AT}');
`
