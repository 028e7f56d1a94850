import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/db.ts'
import { listApplied } from '../db/migrate.ts'
import { listContents } from '../files/actions.ts'
import type { BlobName, Blobs } from '../kernel/blobs.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { logEventBy, restoreAnchor } from '../log/actions.ts'
import { backupMade, backupRestored } from './event-words.ts'
import { blobParts, secretOf } from './file-actions.ts'
import { type Contents, FORMAT, type Header, type Part } from './format.ts'
import { readRows, speakPlainly } from './rows-store.ts'
import { holdTables, listSequences, listTables, listTablesOfOthers, type Table } from './tables-store.ts'
import { writeBackup } from './write-backup.ts'

type BackupWish = Pick<Header, 'version' | 'at' | 'key'> & {
  /** The data folder of this installation, in which its secret may be, and where its files lie. */
  data: string
  blobs: Blobs
  withSecret: boolean
}

/**
 * Writes everything that the installation holds, as it was at one moment, into a file: every table of ours, whichever version the
 * schema has, and every file that a row names, sealed as it is. It changes nothing, and on a server others go on working. `gone` are
 * the files that rows name and that are not there: the backup is whole but for them.
 */
export async function makeBackup(
  db: Db,
  path: string,
  wish: BackupWish,
): Promise<{ contents: Contents; gone: readonly BlobName[] }> {
  const planned = await db.read('admin', (tx) => listTables(tx))
  return db.transact('admin', async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    if (planned.length > 0) await holdTables(tx, planned)
    await speakPlainly(tx)
    const tables = await listTables(tx)
    if (JSON.stringify(tables) !== JSON.stringify(planned)) throw new Error('the tables were changed meanwhile; begin again')
    const gone: BlobName[] = []
    const parts = partsOf(tx, tables, { ...wish, engine: db.engine }, (name) => gone.push(name))
    return { contents: await writeBackup(path, parts), gone }
  })
}

/** The tables in our schema that a backup leaves out, since they are somebody else's. */
export function readTablesOfOthers(db: Db): Promise<string[]> {
  return db.read('admin', (tx) => listTablesOfOthers(tx))
}

/** Notes in the installation's log that a backup is being made: whoever has the file has everything. */
export function noteBackup(context: Context, file: string): Promise<void> {
  return context.db.transact('signIn', (tx) =>
    logEventBy(context, tx, INSTALLATION, { kind: 'command', command: 'backup' }, undefined, backupMade(file)),
  )
}

/**
 * Notes in the restored installation's log that what followed the backup is gone, inside the transaction of the restore; the anchor
 * outside the database begins anew with it.
 */
export async function noteRestore(context: Context, tx: Tx, { header, sha256 }: Contents): Promise<void> {
  const event = backupRestored(header.at, sha256)
  await logEventBy(context, tx, INSTALLATION, { kind: 'command', command: 'restore' }, undefined, event)
  await restoreAnchor(context, tx)
}

async function* partsOf(
  tx: Tx,
  tables: readonly Table[],
  wish: BackupWish & Pick<Header, 'engine'>,
  gone: (name: BlobName) => void,
): AsyncGenerator<Part> {
  const { version, at, key, engine, data } = wish
  const secret = wish.withSecret && existsSync(join(data, 'secret'))
  const migrations = await listApplied(tx)
  if (migrations.length === 0) throw new Error('there is no database of Hoshitori here')
  const header = {
    hoshitori: 'backup',
    format: FORMAT,
    version,
    migrations,
    at,
    engine,
    key,
    secret,
  } as const
  yield { kind: 'header', header }
  for (const table of tables) {
    yield { kind: 'table', table: table.name, columns: table.columns.map(({ name }) => name) }
    for await (const batch of readRows(tx, table)) yield { kind: 'rows', ...batch }
  }
  yield { kind: 'sequences', sequences: await listSequences(tx) }
  if (secret) yield* secretOf(data)
  // A schema from before there were files has no such table.
  const blobs = tables.some(({ name }) => name === 'stored_file') ? await listContents(tx) : []
  for (const blob of blobs) yield* blobParts(wish.blobs, blob, gone)
}
