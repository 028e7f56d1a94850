import { CompiledQuery, type Kysely } from 'kysely'
import type { Scope, Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** Opens a transaction on one connection of `db`, narrowed to `scope` by literal `set local` statements in a single round trip. */
export function transactOn<T>(db: Kysely<Tables>, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    try {
      await connection.executeQuery(CompiledQuery.raw(`begin; ${narrow(scope)}`))
      const value = await work(connection)
      await connection.executeQuery(COMMIT)
      return value
    } catch (fault) {
      await connection.executeQuery(ROLLBACK)
      throw fault
    }
  })
}

const COMMIT = CompiledQuery.raw('commit')
const ROLLBACK = CompiledQuery.raw('rollback')

/** A TenantId was parsed as a UUID before, so it can stand in the text of a statement. */
function narrow(scope: Scope): string {
  if (scope === 'admin') return ''
  if (scope === 'signIn') return 'set local role hoshitori_door;'
  return `set local role hoshitori_app; set local app.tenant_id = '${scope.tenant}';`
}
