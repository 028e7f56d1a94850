import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Copies the folder of the embedded database while others go on working, by PostgreSQL's own way of a base backup: the files at
 * leisure, then the write-ahead log from its start to its end, from which the copy puts itself right when it is opened. Only the
 * checkpoint at the beginning keeps requests waiting. Nothing may shorten the log meanwhile.
 */
export async function copyWhileRunning(db: Kysely<Tables>, database: string, target: string): Promise<void> {
  await sql`checkpoint`.execute(db)
  const start = await one<{ wal: string }>(db, START)
  try {
    await copyFiles(database, target)
  } catch (fault) {
    await one(db, STOP)
    throw fault
  }
  const end = await one<{ label: string; wal: string }>(db, STOP)
  await writeFile(join(target, 'backup_label'), end.label, { mode: 0o600 })
  await copyWal(join(database, 'pg_wal'), join(target, 'pg_wal'), start.wal, end.wal)
}

const START = `select pg_walfile_name(lsn) as wal from pg_backup_start('hoshitori', true) as lsn`
const STOP = 'select labelfile as label, pg_walfile_name(lsn) as wal from pg_backup_stop(false)'

async function one<Row>(db: Kysely<Tables>, text: string): Promise<Row> {
  const { rows } = await sql.raw<Row>(text).execute(db)
  const [row] = rows
  if (!row) throw new Error(`nothing came back from ${text}`)
  return row
}

/** Everything but the log. A file that was dropped in between is in the log, and so is one that came. */
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.name === 'pg_wal' || entry.name === 'postmaster.pid') continue
    if (entry.isDirectory()) await copyFiles(join(from, entry.name), join(to, entry.name))
    else await copyFile(join(from, entry.name), join(to, entry.name), constants.COPYFILE_FICLONE).catch(unlessGone)
  }
}

/** The names of the log's files sort by their place in it. Later ones wait to be used again and hold nothing. */
async function copyWal(from: string, to: string, first: string, last: string): Promise<void> {
  await mkdir(join(to, 'archive_status'), { recursive: true, mode: 0o700 })
  const needed = (await readdir(from)).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
  for (const name of needed) await copyFile(join(from, name), join(to, name))
}

function unlessGone(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'ENOENT') throw fault
}
