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

/** Kysely on PGlite's own interface. PGlite is one connection: whoever holds it keeps the others waiting, in order. */
export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => new PgliteDriver(pglite),
  }
}

class PgliteDriver implements Driver {
  readonly #pglite: PGlite
  readonly #connection: DatabaseConnection
  #last: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(pglite: PGlite) {
    this.#pglite = pglite
    this.#connection = { executeQuery: (query) => run(pglite, query), streamQuery: refuseToStream }
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
    await this.#pglite.close()
  }
}

/** Without parameters the simple protocol is used, which takes several statements at once, as `pg` does. */
async function run<Row>(pglite: PGlite, { sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
  const result = parameters.length > 0 ? await pglite.query<Row>(sql, [...parameters]) : (await pglite.exec(sql)).at(-1)
  return {
    rows: (result?.rows ?? []) as Row[],
    numAffectedRows: BigInt(result?.affectedRows ?? 0),
  }
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
