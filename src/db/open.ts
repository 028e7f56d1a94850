import type { Db } from './db.ts'
import type { MigrationSettings } from './migrate.ts'

/** Opens the database that the settings name: a PostgreSQL server by its address, otherwise the embedded one in the data folder. */
export async function openDb(
  settings: { databaseUrl?: string | undefined; databaseOwnerUrl?: string | undefined; data: string },
  migrations: MigrationSettings = {},
): Promise<Db> {
  const { databaseUrl, databaseOwnerUrl: owner } = settings
  if (databaseUrl) return (await import('./postgres.ts')).openPostgres(databaseUrl, migrations, { owner })
  return (await import('./embedded.ts')).openEmbedded(settings.data, migrations)
}
