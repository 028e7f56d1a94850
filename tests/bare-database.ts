import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { inMemory } from '../src/db/embedded.ts'
import type { Tables } from '../src/db/tables.ts'
import { emptyDump, newServerDatabase } from './templates.ts'

/** Empty databases that nothing has migrated, on the engine of the run; closed after the file's last test. */
export function bareDatabases(): { fresh(): Promise<Bare> } {
  const open: Bare[] = []
  afterAll(async () => {
    for (const { databases } of open) for (const database of databases) await database.destroy()
  })
  return {
    fresh: async () => {
      const bare = process.env.TEST_ENGINE === 'postgres' ? await onServer() : alone(await inMemory(await emptyDump('bare')))
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

function alone(db: Kysely<Tables>): Bare {
  return { db, another: () => db, address: undefined, databases: [db] }
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
