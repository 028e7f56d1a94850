import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'
import { type MigrationSettings, migrate } from './migrate.ts'
import { statementNames } from './statement-names.ts'
import type { Tables } from './tables.ts'
import { transactionsOn } from './transact.ts'

/** Opens a PostgreSQL server (15 or newer) by its address, migrated. The role of the address must be allowed to create roles once. */
export async function openPostgres(address: string, settings: MigrationSettings = {}): Promise<Db> {
  const pool = new pg.Pool({ connectionString: address, max: 10, Client: preparingClient() })
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(kysely, settings)
  } catch (fault) {
    await kysely.destroy()
    throw fault
  }
  return {
    engine: 'postgres',
    ...transactionsOn(kysely),
    close: () => kysely.destroy(),
  }
}

/** A connection on which a statement that comes again is parsed and planned no more: all connections of a pool share the names. */
function preparingClient(): typeof pg.Client {
  const names = statementNames()
  return class extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: the library has eight overloads of it
    override query(text: any, values?: any, done?: any): any {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? names.nameOf(text) : undefined
      if (name === undefined) return super.query(text, values, done)
      return super.query({ name, text, values }).catch((fault: unknown) => {
        names.afterFault(text, fault)
        throw fault
      })
    }
  }
}
