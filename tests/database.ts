import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../src/db/db.ts'
import { openInMemory } from '../src/db/embedded.ts'
import { openPostgres } from '../src/db/postgres.ts'

/** One database per test file, on the engine that the project of the run names; the same tests run on both. */
export function testDatabase(): { readonly db: Db } {
  let db: Db | undefined
  beforeAll(async () => {
    db = process.env.TEST_ENGINE === 'postgres' ? await freshPostgres() : await openInMemory()
  })
  afterAll(async () => {
    await db?.close()
  })
  return {
    get db() {
      if (!db) throw new Error('the database opens before the first test')
      return db
    },
  }
}

/** A new database on the server that the test command started, named after the worker and the moment. */
async function freshPostgres(): Promise<Db> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is missing: start the tests with `npm test`, which starts PostgreSQL')
  const { default: pg } = await import('pg')
  const name = `test_${process.pid}_${Date.now()}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const address = new URL(server)
  address.pathname = `/${name}`
  return openPostgres(address.href)
}
