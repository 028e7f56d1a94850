import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { MigrationSettings } from './migrate.ts'

/**
 * Before an upgrade changes the embedded database, keeps it as it is in `before-<first migration>` of the data folder: a data folder
 * itself, which the earlier version opens. The last one is kept. Throws, before anything is changed, when there is no room.
 */
export function keepFolder(folder: string): NonNullable<MigrationSettings['before']> {
  return async (connection, [first = '']) => {
    const name = `${PREFIX}${first.replace(/\.sql$/, '')}`
    const draft = join(folder, `${name}.new`)
    rmSync(draft, { recursive: true, force: true })
    await sql`checkpoint`.execute(connection)
    try {
      mkdirSync(draft, { mode: 0o700 })
      copy(join(folder, 'database'), join(draft, 'database'))
      if (existsSync(join(folder, 'secret'))) copy(join(folder, 'secret'), join(draft, 'secret'))
      syncAll(draft)
    } catch (cause) {
      rmSync(draft, { recursive: true, force: true })
      throw new Error(`the copy of the data before the upgrade could not be made in ${draft}; nothing was changed`, { cause })
    }
    for (const old of readdirSync(folder)) {
      if (old.startsWith(PREFIX) && !old.endsWith('.new')) rmSync(join(folder, old), { recursive: true, force: true })
    }
    renameSync(draft, join(folder, name))
    sync(folder)
  }
}

const PREFIX = 'before-'

/** Nobody else works with the database yet, and after a checkpoint its files are what a power cut would leave. */
function copy(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => !source.endsWith('postmaster.pid'),
  })
}

function syncAll(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) sync(join(folder, path))
  sync(folder)
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
