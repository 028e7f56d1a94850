import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** How many bytes of write-ahead log may gather before a checkpoint lets them go, and how often that is looked at, in ms. */
const LONGEST_WAL = 64 * 1024 * 1024
const LOOK_EVERY = 60_000

/**
 * Keeps the write-ahead log short: PostgreSQL in one process, as it is embedded here, never makes a checkpoint by itself, and the
 * log would grow for as long as the server runs. `kept` holds that back while something still needs the log.
 */
export function shortenWal(
  db: Kysely<Tables>,
  longest = LONGEST_WAL,
): {
  stop(): void
  shorten(): Promise<boolean>
  kept<T>(work: () => Promise<T>): Promise<T>
} {
  let needed = 0
  const shorten = () =>
    db.connection().execute(async (connection) => {
      const { rows } = await sql<{ bytes: string }>`
        select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::text as bytes from pg_control_checkpoint()`.execute(
        connection,
      )
      if (needed > 0 || Number(rows[0]?.bytes) < longest) return false
      await sql`checkpoint`.execute(connection)
      return true
    })
  // A failed look leaves the log longer and nothing else; the next one comes in a minute.
  const timer = setInterval(() => void shorten().catch(() => false), LOOK_EVERY)
  timer.unref()
  return {
    stop: () => clearInterval(timer),
    shorten,
    kept: async (work) => {
      needed += 1
      try {
        return await work()
      } finally {
        needed -= 1
      }
    },
  }
}
