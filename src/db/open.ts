import type { Db } from './db.ts'
import type { MigrationSettings } from './migrate.ts'

/** Opens the database that the settings name: a PostgreSQL server by its address, otherwise the embedded one in the data folder. */
export async function openDb(
  settings: { databaseUrl?: string | undefined; data: string },
  migrations: MigrationSettings = {},
): Promise<Db> {
  if (settings.databaseUrl) return (await import('./postgres.ts')).openPostgres(settings.databaseUrl, migrations)
  return (await import('./embedded.ts')).openEmbedded(settings.data, migrations)
}
