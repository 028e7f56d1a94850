import type { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { PgliteSession } from './pglite-session.ts'

/** Kysely on PGlite, which is one connection: whoever holds it keeps the others waiting, in order. */
export function pgliteDialect(pglite: PGlite, counted = { roundTrips: 0 }): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => new PgliteDriver(new PgliteSession(pglite, counted)),
  }
}

class PgliteDriver implements Driver {
  readonly #session: PgliteSession
  readonly #connection: DatabaseConnection
  #last: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(session: PgliteSession) {
    this.#session = session
    this.#connection = { executeQuery: (query) => run(session, query), streamQuery: refuseToStream }
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    const { promise, resolve } = withResolvers()
    this.#last = promise
    await before
    this.#release = resolve
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#session.close()
  }
}

async function run<Row>(session: PgliteSession, { sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
  const { rows, affected } = await session.ask(sql, parameters)
  return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
}

// biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams
async function* refuseToStream(): AsyncIterableIterator<never> {
  throw new Error('the embedded database does not stream')
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
