import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { root } from '../root.ts'
import type { Tables } from './tables.ts'

const FOLDER = join(root, 'src/db/migrations')
/** An arbitrary constant: whoever migrates holds this lock, so that two nodes that start together do it once. */
const MIGRATION_LOCK = 4_705_533

/**
 * Brings the database to the newest schema, each numbered file in a transaction of its own: a failed one leaves the state
 * before it. Creates the unprivileged role that tenants' transactions run as.
 */
export async function migrate(db: Kysely<Tables>, folder = FOLDER): Promise<string[]> {
  const done: string[] = []
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
    try {
      await sql.raw(PREPARE).execute(connection)
      const { rows } = await sql<{ name: string }>`select name from migration`.execute(connection)
      const known = new Set(rows.map((row) => row.name))
      for (const name of readdirSync(folder).sort()) {
        if (known.has(name)) continue
        await apply(connection, name, readFileSync(join(folder, name), 'utf8'))
        done.push(name)
      }
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
    }
  })
  return done
}

async function apply(connection: Kysely<Tables>, name: string, text: string): Promise<void> {
  try {
    await sql.raw(`begin; ${text}; insert into migration (name) values ('${name}'); commit;`).execute(connection)
  } catch (cause) {
    await sql.raw('rollback').execute(connection)
    throw new Error(`migration ${name} failed and was undone`, { cause })
  }
}

const PREPARE = `
  create table if not exists migration (name text primary key, at timestamptz not null default now());
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'hoshitori_app') then
      create role hoshitori_app nologin;
    end if;
    execute format('grant hoshitori_app to %I', current_user);
    execute format('grant usage on schema %I to hoshitori_app', current_schema());
  end
  $$;
`
