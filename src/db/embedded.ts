import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import type { Db } from './db.ts'
import { DurableNodeFs, durableStart, fsyncs } from './durable-fs.ts'
import { lockFolder } from './folder-lock.ts'
import { keepFolder } from './keep-folder.ts'
import { type MigrationSettings, migrate } from './migrate.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import { weaknessesOfDisk } from './room.ts'
import { copyWhileRunning } from './running-copy.ts'
import type { Tables } from './tables.ts'
import { transactionsOn } from './transact.ts'
import { shortenWal } from './write-ahead-log.ts'

/**
 * Opens the embedded database in a data folder, made and migrated as needed; before an upgrade a copy of it is kept. Throws
 * FolderInUse when another process holds it.
 */
export async function openEmbedded(folder: string, settings: MigrationSettings = {}): Promise<Db> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  keepPrivate(folder)
  const unlock = lockFolder(folder)
  try {
    const database = join(folder, 'database')
    const pglite = await PGlite.create({
      fs: new DurableNodeFs(database),
      startParams: durableStart(PGlite.defaultStartParams),
    })
    const counted = { roundTrips: 0 }
    const kysely = new Kysely<Tables>({ dialect: pgliteDialect(pglite, counted) })
    const { close, ...transactions } = await migrated(kysely, { before: keepFolder(folder), ...settings })
    const wal = shortenWal(kysely)
    return {
      engine: 'embedded',
      ...transactions,
      counts: () => ({ ...counted, fsyncs: fsyncs.count }),
      weaknesses: () => weaknessesOfDisk(folder),
      copyTo: (target) => wal.kept(() => copyWhileRunning(kysely, database, target)),
      close: async () => {
        wal.stop()
        await close()
        unlock()
      },
    }
  } catch (fault) {
    unlock()
    throw fault
  }
}

/** The engine makes its files readable by anybody: the folder around them lets in its owner alone. */
function keepPrivate(folder: string): void {
  const { mode, uid } = statSync(folder)
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(folder, 0o700)
}

/** A database that lives in memory only and is gone when closed: for tests. `dump` is what it holds, as PGlite dumps a folder. */
export async function openInMemory(dump: Blob): Promise<Db> {
  // Its files are memory already: buffers beside them would only have to be made.
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=4MB']
  const kysely = new Kysely<Tables>({ dialect: pgliteDialect(await PGlite.create({ loadDataDir: dump, startParams })) })
  return { engine: 'embedded', ...(await migrated(kysely, {})) }
}

async function migrated(kysely: Kysely<Tables>, settings: MigrationSettings): Promise<Pick<Db, 'transact' | 'read' | 'close'>> {
  try {
    await migrate(kysely, settings)
  } catch (fault) {
    await kysely.destroy()
    throw fault
  }
  return { ...transactionsOn(kysely), close: () => kysely.destroy() }
}
