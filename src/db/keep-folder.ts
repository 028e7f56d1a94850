import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { MigrationSettings } from './migrate.ts'

/**
 * Before an upgrade changes the embedded database, keeps it as it is in `before-<first migration>` of the data folder: a data folder
 * itself, which the earlier version opens. The last one is kept; an upgrade that goes on where it was killed keeps the one from
 * before it began. Throws, before anything is changed, when there is no room.
 */
export function keepFolder(folder: string): NonNullable<MigrationSettings['before']> {
  return async (connection, pending) => {
    const copies = readdirSync(folder).filter((name) => name.startsWith(PREFIX) && !name.endsWith('.new'))
    const [first = ''] = pending
    if (copies.some((copy) => migrationsAfter(join(folder, copy)).indexOf(first) > 0)) return
    const name = `${PREFIX}${first.replace(/\.sql$/, '')}`
    const draft = join(folder, `${name}.new`)
    rmSync(draft, { recursive: true, force: true })
    await sql`checkpoint`.execute(connection)
    try {
      mkdirSync(draft, { mode: 0o700 })
      copy(join(folder, 'database'), join(draft, 'database'))
      if (existsSync(join(folder, 'secret'))) copy(join(folder, 'secret'), join(draft, 'secret'))
      writeFileSync(join(draft, UPGRADE), JSON.stringify({ migrations: pending }), { mode: 0o600 })
      syncAll(draft)
    } catch (cause) {
      rmSync(draft, { recursive: true, force: true })
      throw new Error(`the copy of the data before the upgrade could not be made in ${draft}; nothing was changed`, { cause })
    }
    for (const old of copies) rmSync(join(folder, old), { recursive: true, force: true })
    renameSync(draft, join(folder, name))
    sync(folder)
  }
}

const PREFIX = 'before-'
/** The file of a copy that says which migrations its upgrade consists of. */
const UPGRADE = 'upgrade.json'

/** What an upgrade had before it when the copy was made. Only the first of them may have been undone, and people worked on since. */
function migrationsAfter(copy: string): string[] {
  const path = join(copy, UPGRADE)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { migrations: string[] }).migrations : []
}

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
