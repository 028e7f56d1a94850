import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { root } from '../root.ts'

const database = testDatabase()

/** The tables that the record says belong to no single organisation. */
function withoutTenant(): string[] {
  const record = readFileSync(join(root, 'docs/decisions/0004-tenant-scope.md'), 'utf8')
  const list = /belong to no\s+single organisation: ([^.]+)\./.exec(record)?.[1] ?? ''
  return [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort()
}

test('every other table has tenant_id in its primary key, as the record says', async () => {
  const { rows } = await database.db.transact('admin', (tx) =>
    sql<{ name: string; keyed: boolean }>`
      select c.relname as name, exists (
        select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id'
      ) as keyed
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`.execute(tx),
  )
  expect(rows.filter(({ keyed }) => !keyed).map(({ name }) => name)).toEqual(withoutTenant())
  expect(rows.filter(({ keyed }) => keyed).length).toBeGreaterThan(10)
})

test('every table has row-level security, but for the list of migrations', async () => {
  const { rows } = await database.db.transact('admin', (tx) =>
    sql<{ name: string }>`
      select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity order by relname`.execute(tx),
  )
  expect(rows.map(({ name }) => name)).toEqual(['migration'])
})
