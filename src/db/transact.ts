import { CompiledQuery, type Kysely } from 'kysely'
import type { Db, Scope, Tx } from './db.ts'
import type { Tables } from './tables.ts'
import { isReadOnly, toUnavailable } from './unavailable.ts'

/**
 * The two ways into `db`. Each opens a transaction on one connection, narrowed to its scope by literal `set local` in one round trip;
 * `limits` are more of them.
 */
export function transactionsOn(db: Kysely<Tables>, limits = ''): Pick<Db, 'transact' | 'read'> {
  return {
    transact: (scope, work) =>
      within(db, `begin; ${limits} ${narrow(scope)}`, work).catch((fault: unknown) => {
        throw toUnavailable(fault)
      }),
    read: (scope, work) =>
      within(db, `begin read only; ${limits} ${narrow(scope)}`, work).catch((fault: unknown) => {
        throw isReadOnly(fault) ? fault : toUnavailable(fault)
      }),
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
      // A connection that is lost cannot roll back: the server does it by itself, and the first fault is the one to tell.
      await connection.executeQuery(ROLLBACK).catch(() => {})
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
