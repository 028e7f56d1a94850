import type { Kysely } from 'kysely'
import type { TenantId } from '../kernel/ids.ts'
import type { Tables } from './tables.ts'

/** A transaction. Stores take one; they never open their own. */
export type Tx = Kysely<Tables>

/**
 * Whose rows a transaction sees. A tenant's runs as the unprivileged role `hoshitori_app`, and row-level security shows it that
 * tenant's rows alone. `'signIn'` runs as `hoshitori_door`: accounts, sessions, invitations, mail, who belongs where, and no
 * assessment of anybody. `'admin'` sees everything: migrations, backups, retention, and the commands of whoever keeps the server.
 */
export type Scope = { tenant: TenantId } | 'signIn' | 'admin'

/** What is wrong with a database that answers: soon nothing can be written, or nothing can be now. */
export type Weakness = 'disk-low' | 'disk-full' | 'read-only'

/** One database, embedded or server. Both engines answer alike; the same tests run on both. */
export type Db = {
  readonly engine: 'embedded' | 'postgres'
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for what only reads: whatever writes in it fails. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The embedded engine on disk alone: copies the whole database into a new folder, while others go on working. */
  copyTo?(folder: string): Promise<void>
  /** How often the database was asked, the disk to keep what was written, and a connection lost, since the process began. */
  counts?(): { roundTrips?: number; fsyncs?: number; lostConnections?: number }
  /** As far as it can be known; empty while all is well. */
  weaknesses?(): Promise<Weakness[]>
  close(): Promise<void>
}
