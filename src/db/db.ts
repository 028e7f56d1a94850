import type { Kysely } from 'kysely'
import type { TenantId } from '../kernel/ids.ts'
import type { Tables } from './tables.ts'

/** A transaction. Stores take one; they never open their own. */
export type Tx = Kysely<Tables>

/**
 * Whose rows a transaction sees. A tenant's transaction runs as the unprivileged role `hoshitori_app`, and row-level
 * security shows it that tenant's rows alone. `'operator'` sees every tenant: migrations, and while there are no accounts, finding who sits at this computer.
 */
export type Scope = { tenant: TenantId } | 'operator'

/** One database, embedded or server. Both engines answer alike; the same tests run on both. */
export type Db = {
  readonly engine: 'embedded' | 'postgres'
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}
