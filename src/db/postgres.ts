import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Db, Scope } from './db.ts'
import { TIMESTAMPTZ, toInstant } from './instant-text.ts'
import { type MigrationSettings, migrate } from './migrate.ts'
import { statementNames } from './statement-names.ts'
import type { Tables } from './tables.ts'
import { transactionsOn } from './transact.ts'
import { DatabaseUnavailable, isReadOnly, toUnavailable } from './unavailable.ts'

/**
 * How long somebody who waits for a page is kept waiting, in milliseconds: for a connection, for a lock, for one statement, for the
 * next statement of a transaction, and for any word of a server that may be gone. The server's keeper, in the scope `admin`, has all
 * the time in the world.
 */
type Patience = { connection: number; lock: number; statement: number; transaction: number; word: number }
const PATIENCE: Patience = { connection: 5_000, lock: 5_000, statement: 20_000, transaction: 60_000, word: 25_000 }

/** Connections for those who wait for a page, and for the keeper: a job or a backup takes none of theirs. */
const MOST = 10
const MOST_OF_KEEPER = 4

/**
 * Opens a PostgreSQL server (15 or newer) by its address, migrated. With an `owner`, who has the tables and whose address serves
 * migrations and the scope `admin`, the role of the address owns nothing and can do no more than the scopes of requests. The owner must be
 * allowed to create roles once, unless they are there. A
 * server that goes away and comes back is found again by the next transaction; what cannot be answered meanwhile throws
 * DatabaseUnavailable.
 */
export async function openPostgres(
  address: string,
  settings: MigrationSettings = {},
  { owner = address, ...patience }: Partial<Patience> & { owner?: string | undefined } = {},
): Promise<Db> {
  const { connection, word, ...limits } = { ...PATIENCE, ...patience }
  const counted = { lostConnections: 0 }
  const requests = pooled(address, { max: MOST, connectionTimeoutMillis: connection, Client: preparingClient(word) }, counted)
  const keeper = pooled(owner, { max: MOST_OF_KEEPER, Client: preparingClient() }, counted)
  const close = async () => {
    await Promise.all([requests.destroy(), keeper.destroy()])
  }
  try {
    await migrate(keeper, settings)
  } catch (fault) {
    await close()
    throw toUnavailable(fault)
  }
  const ofRequests = transactionsOn(requests, limited(limits))
  const ofKeeper = transactionsOn(keeper)
  // How full its disk is a server does not tell; that it had no room for something of ours it does.
  let lastFull = Number.NEGATIVE_INFINITY
  const of = (scope: Scope) => (scope === 'admin' ? ofKeeper : ofRequests)
  return {
    engine: 'postgres',
    transact: (scope, work) =>
      of(scope)
        .transact(scope, work)
        .catch((fault: unknown) => {
          if (fault instanceof DatabaseUnavailable && fault.reason === 'full') lastFull = Date.now()
          throw fault
        }),
    read: (scope, work) => of(scope).read(scope, work),
    counts: () => counted,
    weaknesses: async () => [
      ...((await onlyReads(ofKeeper)) ? (['read-only'] as const) : []),
      ...(Date.now() - lastFull < 60_000 ? (['disk-full'] as const) : []),
    ],
    close,
  }
}

async function onlyReads({ transact }: Pick<Db, 'transact'>): Promise<boolean> {
  const asked = await transact('admin', (tx) =>
    sql<{ on: string }>`select current_setting('transaction_read_only') as on`.execute(tx),
  )
  return asked.rows[0]?.on === 'on'
}

/** Said at the beginning of each transaction rather than of the connection, which a pooler in between would refuse. */
function limited({ lock, statement, transaction }: Omit<Patience, 'connection' | 'word'>): string {
  return `set local lock_timeout = ${lock}; set local statement_timeout = ${statement};
    set local idle_in_transaction_session_timeout = ${transaction};`
}

/** A connection that is lost while nobody uses it is an event of the pool: without a listener it would end the process. */
function pooled(address: string, settings: pg.PoolConfig, counted: { lostConnections: number }): Kysely<Tables> {
  const pool = new pg.Pool({ connectionString: address, keepAlive: true, types: { getTypeParser }, ...settings })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    // The end of a connection can be told twice: as the server's last word and as the end of the line.
    client.once('error', () => {
      counted.lostConnections += 1
    })
    client.on('error', () => {})
  })
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** As the library reads them, but moments as strings of ours. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === TIMESTAMPTZ ? toInstant : pg.types.getTypeParser(type, format)

/**
 * A connection on which a statement that comes again is parsed and planned no more: all connections of a pool share the names. It is
 * given up when the server says no word for so long, which it cannot tell by itself when its machine is gone.
 */
function preparingClient(word?: number): typeof pg.Client {
  const names = statementNames()
  return class extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: the library has eight overloads of it
    override query(text: any, values?: any, done?: any): any {
      if (typeof text !== 'string' || done !== undefined) return super.query(text, values, done)
      const name = Array.isArray(values) && values.length > 0 ? names.nameOf(text) : undefined
      const asked: Promise<unknown> = name === undefined ? super.query(text, values) : super.query({ name, text, values })
      const late = word === undefined ? undefined : setTimeout(() => this.#drop(`no word from the server in ${word} ms`), word)
      return asked
        .finally(() => clearTimeout(late))
        .catch((fault: unknown) => {
          if (name !== undefined) names.afterFault(text, fault)
          // After a failover the name of the server may lead to what is, or has become, a standby.
          if (isReadOnly(fault)) this.#drop('the server only reads')
          throw fault
        })
    }

    #drop(why: string): void {
      this.connection.stream.destroy(new Error(why))
    }
  }
}
