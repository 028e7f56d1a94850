import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Words } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import type { Tx } from './db.ts'
import type { Tables } from './tables.ts'

export const MIGRATIONS = join(root, 'src/db/migrations')
/** An arbitrary constant: whoever migrates holds this lock, so that two nodes that start together do it once. */
const MIGRATION_LOCK = 4_705_533

/** The database is not the one that this program works with. Nothing was changed; the words say what to do. */
export class WrongSchema extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

/**
 * What opening a database does to its schema: `newest` migrates it; `only when new` migrates an empty one and refuses one that is
 * older than the program, as a command does beside a server; `as it is` changes nothing, as a backup does.
 */
type SchemaWish = 'newest' | 'only when new' | 'as it is'

export type MigrationSettings = {
  wish?: SchemaWish
  folder?: string
  /** Called under the lock before a database with data is changed; when it throws, nothing is. */
  before?: (connection: Kysely<Tables>, pending: readonly string[]) => Promise<void>
  /** Called within each migration, when all of it is done but the commit: for tests that end the program there. */
  within?: (connection: Kysely<Tables>, name: string) => Promise<void>
}

/**
 * Brings the database to the newest schema, each numbered file in a transaction of its own: a failed one leaves the state
 * before it. Creates the unprivileged roles that transactions of tenants and of signing in run as. Throws WrongSchema for a database
 * that a newer program has migrated. Returns the names of the migrations that it ran.
 */
export async function migrate(db: Kysely<Tables>, settings: MigrationSettings = {}): Promise<string[]> {
  const { wish = 'newest', folder = MIGRATIONS, before, within } = settings
  if (wish === 'as it is') return []
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
    try {
      const applied = await listApplied(connection)
      const pending = pendingAfter(applied, listMigrations(folder))
      if (wish === 'only when new' && applied.length > 0 && pending.length > 0) throw olderThanProgram(pending)
      if (applied.length > 0 && pending.length > 0) await before?.(connection, pending)
      if (pending.length > 0) await sql.raw(PREPARE).execute(connection)
      for (const name of pending) await apply(connection, folder, name, within)
      return pending
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
    }
  })
}

/** The migrations that the program knows, in order. */
export function listMigrations(folder = MIGRATIONS): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/** The migrations that the database has been through, in order; none for an empty one. */
export async function listApplied(connection: Kysely<Tables>): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`select to_regclass('migration') is not null as there`.execute(connection)
  if (!found[0]?.there) return []
  const { rows } = await sql<{ name: string }>`select name from migration order by name collate "C"`.execute(connection)
  return rows.map((row) => row.name)
}

/** Runs these migrations inside a transaction that is open, for a restore: all of it happens or nothing. */
export async function migrateWithin(tx: Tx, names: readonly string[], folder = MIGRATIONS): Promise<void> {
  await sql.raw(PREPARE).execute(tx)
  for (const name of names) await sql.raw(toScript(folder, name)).execute(tx)
}

/** Throws WrongSchema where the database has been through a migration that the program does not know. */
function pendingAfter(applied: readonly string[], known: readonly string[]): string[] {
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw newerThanProgram(unknown)
  return known.filter((name) => !applied.includes(name))
}

async function apply(
  connection: Kysely<Tables>,
  folder: string,
  name: string,
  within: MigrationSettings['within'],
): Promise<void> {
  try {
    await sql.raw(`begin; ${toScript(folder, name)}`).execute(connection)
    await within?.(connection, name)
    await sql.raw('commit').execute(connection)
  } catch (cause) {
    await sql.raw('rollback').execute(connection)
    throw new Error(`migration ${name} failed and was undone`, { cause })
  }
}

function toScript(folder: string, name: string): string {
  return `${readFileSync(join(folder, name), 'utf8')}\n; insert into migration (name) values ('${name.replaceAll("'", "''")}');`
}

function newerThanProgram(unknown: readonly string[]): WrongSchema {
  return new WrongSchema({
    ja: `データベースは、この星取より新しい版のものです (${unknown.join('、')})。何も変えていません。新しい版の星取を起動するか、更新の前のデータに戻してください (docs/how-to/backup.md)。`,
    en: `The database belongs to a newer Hoshitori (${unknown.join(', ')}). Nothing was changed. Start the newer version, or go back to the data from before the upgrade (docs/how-to/backup.md).`,
  })
}

function olderThanProgram(pending: readonly string[]): WrongSchema {
  return new WrongSchema({
    ja: `データベースは、この星取より古い版のものです (まだのもの: ${pending.join('、')})。この版の hoshitori serve を一度起動すると新しくなります。`,
    en: `The database is older than this Hoshitori (missing: ${pending.join(', ')}). Start hoshitori serve of this version once to bring it up to date.`,
  })
}

const PREPARE = `
  create table if not exists migration (name text primary key, at timestamptz not null default now());
  do $$
  declare
    role text;
  begin
    foreach role in array array['hoshitori_app', 'hoshitori_door'] loop
      begin
        if not exists (select from pg_roles where rolname = role) then
          execute format('create role %I nologin', role);
        end if;
      exception when duplicate_object or unique_violation then
        -- Roles belong to the whole server: another database of it was migrated at the same moment.
        null;
      end;
      if not pg_has_role(current_user, role, 'MEMBER') or (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant %I to %I', role, current_user);
      end if;
      execute format('grant usage on schema %I to %I', current_schema(), role);
    end loop;
  end
  $$;
`
