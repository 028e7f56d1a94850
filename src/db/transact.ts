import { CompiledQuery, type Kysely } from 'kysely'
import type { Db, Scope, Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** The two ways into `db`. Each opens a transaction on one connection, narrowed to its scope by literal `set local` in one round trip. */
export function transactionsOn(db: Kysely<Tables>): Pick<Db, 'transact' | 'read'> {
  return {
    transact: (scope, work) => within(db, `begin; ${narrow(scope)}`, work),
    read: (scope, work) => within(db, `begin read only; ${narrow(scope)}`, work),
  }
}

function within<T>(db: Kysely<Tables>, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    try {
      await connection.executeQuery(CompiledQuery.raw(begin))
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
