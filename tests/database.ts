import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../src/db/db.ts'
import { openInMemory } from '../src/db/embedded.ts'
import { openPostgres } from '../src/db/postgres.ts'
import { forAll, spent } from './costs.ts'
import { asProgram, emptyDump, newServerDatabase } from './templates.ts'

let shared: Promise<Db> | undefined

/**
 * The worker's database, emptied for this test file, on the engine that the project of the run names; the same tests run on both.
 * It is made once per worker: files share it one after the other, and what one of them left under way ends before the next begins.
 */
export function testDatabase(): { readonly db: Db } {
  let db: Db | undefined
  beforeAll(async () => {
    shared ??= forAll(open)
    await empty(await shared)
    db = lend(await shared)
  })
  afterAll(() => db?.close())
  return {
    get db() {
      if (!db) throw new Error('the database opens before the first test')
      return db
    },
  }
}

async function open(): Promise<Db> {
  if (process.env.TEST_ENGINE === 'postgres') {
    const owner = await newServerDatabase('migrated')
    return openPostgres(asProgram(owner), {}, { owner })
  }
  return openInMemory(await emptyDump('migrated'))
}

/** A handle of the file's own: what the product remembers by handle is forgotten with the file, and nothing is asked after its end. */
function lend(db: Db): Db {
  const underWay = new Set<Promise<unknown>>()
  let ended = false
  const tracked = <T>(ask: () => Promise<T>): Promise<T> => {
    if (ended) return Promise.reject(new Error('the test file that had this database has ended'))
    spent.transactions += 1
    const asked = ask()
    const settled: Promise<unknown> = asked.then(
      () => underWay.delete(settled),
      () => underWay.delete(settled),
    )
    underWay.add(settled)
    return asked
  }
  return {
    engine: db.engine,
    transact: (scope, work) => tracked(() => db.transact(scope, work)),
    read: (scope, work) => tracked(() => db.read(scope, work)),
    close: async () => {
      ended = true
      await Promise.all(underWay)
    },
  }
}

async function empty(db: Db): Promise<void> {
  await db.transact('admin', async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'migration'`.execute(tx)
    await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))} restart identity`.execute(tx)
  })
}
