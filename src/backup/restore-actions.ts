import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'
import { listMigrations, MIGRATIONS, migrateWithin } from '../db/migrate.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Contents, Part, Tally } from './format.ts'
import { readBackup, UnreadableBackup } from './read-backup.ts'
import { insertRows, readRows, speakPlainly } from './rows-store.ts'
import { emptyTables, isEmptySchema, listTables, setSequence, type Table } from './tables-store.ts'

/** The backup cannot go where it was sent. Nothing was written; the words say what to do. */
export class CannotRestore extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

type RestoreWish = {
  /** The backup, read whole and found sound a moment ago. */
  path: string
  contents: Contents
  /** Takes the parts of files, in order. */
  takeFile(part: Part & { kind: 'file' | 'piece' }): Promise<void>
  /** Runs last, in the same transaction: when it throws, nothing is restored. */
  finish(tx: Tx): Promise<void>
  migrations?: string
}

/** Throws CannotRestore for a backup of a schema that this program does not know. */
export function requireKnownSchema({ header }: Contents, migrations = MIGRATIONS): void {
  const known = listMigrations(migrations)
  const unknown = header.migrations.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new CannotRestore({
    ja: `このバックアップは、新しい版の星取 (${header.version}) のものです (${unknown.join('、')})。その版か、より新しい版の星取で復元してください。`,
    en: `This backup belongs to a newer Hoshitori (${header.version}: ${unknown.join(', ')}). Restore it with that version or a newer one.`,
  })
}

/**
 * Fills an empty database from a backup, in one transaction: the schema as it was, the rows, a check that every table reads as it
 * was written, then what newer migrations do.
 */
export async function restoreInto(
  db: Db,
  { path, contents, takeFile, finish, migrations = MIGRATIONS }: RestoreWish,
): Promise<void> {
  await db.transact('admin', async (tx) => {
    if (!(await isEmptySchema(tx))) throw new CannotRestore(NOT_EMPTY)
    const { header } = contents
    await migrateWithin(tx, header.migrations, migrations)
    await speakPlainly(tx)
    const tables = new Map((await listTables(tx)).map((table) => [table.name, table]))
    requireSameTables([...tables.keys()], [...contents.tables.keys()])
    await emptyTables(tx, [...tables.values()])
    let table: Table | undefined
    const read = await readBackup(path, async (part) => {
      if (part.kind === 'table') table = requireSameColumns(tables.get(part.table), part)
      else if (part.kind === 'rows' && table) await insertRows(tx, table, part)
      else if (part.kind === 'sequences') for (const sequence of part.sequences) await setSequence(tx, sequence)
      else if (part.kind === 'file' || part.kind === 'piece') await takeFile(part)
    })
    if (read.sha256 !== contents.sha256) throw new Error('the backup was changed while it was being restored')
    for (const one of tables.values()) requireSame(one.name, await tallyOf(tx, one), contents.tables.get(one.name))
    await migrateWithin(
      tx,
      listMigrations(migrations).filter((name) => !header.migrations.includes(name)),
      migrations,
    )
    await finish(tx)
    await sql`analyze`.execute(tx)
  })
}

/** How many rows a table has, and their hash, as a backup counts them. */
async function tallyOf(tx: Tx, table: Table): Promise<Tally> {
  const hash = createHash('sha256')
  let count = 0
  for await (const { rows, text } of readRows(tx, table)) {
    count += rows
    hash.update(text)
  }
  return { count, sha256: hash.digest('hex') }
}

function requireSameTables(there: readonly string[], told: readonly string[]): void {
  const missing = there.filter((name) => !told.includes(name))
  const strange = told.filter((name) => !there.includes(name))
  if (missing.length + strange.length > 0) throw strangeSchema([...missing, ...strange].join(', '))
}

function requireSameColumns(table: Table | undefined, told: { table: string; columns: string[] }): Table {
  const names = table?.columns.map(({ name }) => name)
  if (!table || JSON.stringify(names) !== JSON.stringify(told.columns)) throw strangeSchema(told.table)
  return table
}

function strangeSchema(names: string): UnreadableBackup {
  return new UnreadableBackup({
    ja: `バックアップの表が、この星取の知っているものと合いません: ${names}。何も書き込んでいません。`,
    en: `The tables of the backup are not those that this Hoshitori knows: ${names}. Nothing was written.`,
  })
}

function requireSame(table: string, now: Tally, told: Tally | undefined): void {
  if (now.count !== told?.count || now.sha256 !== told.sha256) {
    throw new Error(`${table} does not read as it was written: ${now.count} of ${told?.count} rows; everything was undone`)
  }
}

const NOT_EMPTY: Words = {
  ja: 'データベースが空ではありません。復元は、何も入っていないデータベースにだけできます。新しいデータベースを作って DATABASE_URL に指定するか、--data で新しいフォルダを指定してください。',
  en: 'The database is not empty. A backup can only be restored into an empty one: make a new database and name it in DATABASE_URL, or name a new folder with --data.',
}
