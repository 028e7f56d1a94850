import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'
import { type MigrationSettings, migrate } from './migrate.ts'
import type { Tables } from './tables.ts'
import { transactOn } from './transact.ts'

/** Opens a PostgreSQL server (15 or newer) by its address, migrated. The role of the address must be allowed to create roles once. */
export async function openPostgres(address: string, settings: MigrationSettings = {}): Promise<Db> {
  const pool = new pg.Pool({ connectionString: address, max: 10 })
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(kysely, settings)
  } catch (fault) {
    await kysely.destroy()
    throw fault
  }
  return {
    engine: 'postgres',
    transact: (scope, work) => transactOn(kysely, scope, work),
    close: () => kysely.destroy(),
  }
}
