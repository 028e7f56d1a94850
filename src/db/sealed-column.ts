import type { Tx } from './db.ts'

/** Something that is kept sealed: under which key its row is found, and for what it is sealed. */
type Kept = { key: string; sealed: string; purpose: string }

/** A column of seals. */
export type SealedColumn = {
  /** The next rows whose key follows `after`, in the order of their keys, locked until the transaction ends. */
  list(tx: Tx, after: string, limit: number): Promise<Kept[]>
  save(tx: Tx, key: string, sealed: string): Promise<void>
}
