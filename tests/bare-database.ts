import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { pgliteDialect } from '../src/db/pglite-dialect.ts'
import type { Tables } from '../src/db/tables.ts'
import { forAll } from './costs.ts'
import { newServerDatabase } from './templates.ts'

/**
 * Empty databases that nothing has migrated, on the engine of the run; closed after the file's last test. Of the embedded engine there
 * is one at a time: the next is the same one, emptied.
 */
export function bareDatabases(): { fresh(): Promise<Bare> } {
  const open: Bare[] = []
  afterAll(async () => {
    for (const { databases } of open) for (const database of databases) await database.destroy()
  })
  return {
    fresh: async () => {
      const bare = process.env.TEST_ENGINE === 'postgres' ? await onServer() : await inMemory()
      open.push(bare)
      return bare
    },
  }
}

/** `another` is a second process on the same database; the embedded engine has none and gives the same one again. */
type Bare = { db: Kysely<Tables>; another(): Kysely<Tables>; address: string | undefined; databases: Kysely<Tables>[] }

/** A folder of migration files, gone when the process ends. */
export function migrationFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-migrations-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

let memory: Promise<PGlite> | undefined

/** The worker's own, never closed: emptying it takes milliseconds, and making one seconds. */
async function inMemory(): Promise<Bare> {
  memory ??= forAll(() => PGlite.create())
  const pglite = await memory
  // Whoever only read may have left that open: it ends with the next question of theirs, which does not come.
  for (const script of ['rollback', 'drop schema public cascade; create schema public', 'discard all']) await pglite.exec(script)
  const db = new Kysely<Tables>({ dialect: pgliteDialect(pglite) })
  return { db, another: () => db, address: undefined, databases: [] }
}

async function onServer(): Promise<Bare> {
  const address = await newServerDatabase('bare')
  const databases: Kysely<Tables>[] = []
  const another = () => {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: address }) }) })
    databases.push(db)
    return db
  }
  return { db: another(), another, address, databases }
}
