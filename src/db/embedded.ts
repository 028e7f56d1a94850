import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import type { Db } from './db.ts'
import { DurableNodeFs, durableStart } from './durable-fs.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Tables } from './tables.ts'
import { transactOn } from './transact.ts'

/** Opens the embedded database in a data folder, made and migrated as needed. Throws FolderInUse when another process holds it. */
export async function openEmbedded(folder: string): Promise<Db> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  try {
    const pglite = await PGlite.create({
      fs: new DurableNodeFs(join(folder, 'database')),
      startParams: durableStart(PGlite.defaultStartParams),
    })
    return await toDb(pglite, unlock)
  } catch (fault) {
    unlock()
    throw fault
  }
}

/** A database that lives in memory only and is gone when closed: for tests and for trying things. */
export async function openInMemory(): Promise<Db> {
  return toDb(await PGlite.create(), () => {})
}

async function toDb(pglite: PGlite, unlock: () => void): Promise<Db> {
  const kysely = new Kysely<Tables>({ dialect: pgliteDialect(pglite) })
  await migrate(kysely)
  return {
    engine: 'embedded',
    transact: (scope, work) => transactOn(kysely, scope, work),
    close: async () => {
      await kysely.destroy()
      unlock()
    },
  }
}
