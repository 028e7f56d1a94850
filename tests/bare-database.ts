import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { pgliteDialect } from '../src/db/pglite-dialect.ts'
import type { Tables } from '../src/db/tables.ts'

let made = 0

/** Empty databases that nothing has migrated, on the engine of the run; closed after the file's last test. */
export function bareDatabases(): { fresh(): Promise<Bare> } {
  const open: Bare[] = []
  afterAll(async () => {
    for (const { databases } of open) for (const database of databases) await database.destroy()
  })
  return {
    fresh: async () => {
      const bare = process.env.TEST_ENGINE === 'postgres' ? await onServer() : inMemory(await emptyPglite())
      open.push(bare)
      return bare
    },
  }
}

/** `another` is a second process on the same database; the embedded engine has none and gives the same one again. */
export type Bare = { db: Kysely<Tables>; another(): Kysely<Tables>; address: string | undefined; databases: Kysely<Tables>[] }

/** A folder of migration files, gone when the process ends. */
export function migrationFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-migrations-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

let template: Promise<File | Blob> | undefined

/** Making a database takes seconds, copying an empty one half a second. */
async function emptyPglite(): Promise<PGlite> {
  template ??= PGlite.create().then((pglite) => pglite.dumpDataDir('none').finally(() => pglite.close()))
  return PGlite.create({ loadDataDir: await template })
}

function inMemory(pglite: PGlite): Bare {
  const db = new Kysely<Tables>({ dialect: pgliteDialect(pglite) })
  return { db, another: () => db, address: undefined, databases: [db] }
}

async function onServer(): Promise<Bare> {
  const address = await newServerDatabase()
  const databases: Kysely<Tables>[] = []
  const another = () => {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: address }) }) })
    databases.push(db)
    return db
  }
  return { db: another(), another, address, databases }
}

/** A new, empty database on the server that the test command started; gives its address. */
export async function newServerDatabase(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is missing: start the tests with `npm test`, which starts PostgreSQL')
  const name = `bare_${process.pid}_${Date.now()}_${made++}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const address = new URL(server)
  address.pathname = `/${name}`
  return address.href
}
