import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** A column of seals: where it is, by which key a row is found, in which rows something is sealed, and for what. */
export type SealedColumn = {
  [T in keyof Tables]: {
    table: T
    key: keyof Tables[T] & string
    column: keyof Tables[T] & string
    holds: RawBuilder<boolean>
    purposeOf(key: string): string
  }
}[keyof Tables]

/** The next seals whose key follows `after` ('' for the first), in the order of their keys, locked until the transaction ends. */
export async function listSealed(
  tx: Tx,
  { table, key, column, holds }: SealedColumn,
  after: string,
  limit: number,
): Promise<{ key: string; sealed: string }[]> {
  const id = sql.ref(key)
  const following = after === '' ? sql`true` : sql`${id} > ${after}`
  const { rows } = await sql<{ key: string; sealed: string }>`
    select ${id} as key, ${sql.ref(column)} as sealed from ${sql.table(table)}
    where ${holds} and ${following} order by ${id} limit ${limit} for update`.execute(tx)
  return rows
}

export async function updateSealed(tx: Tx, { table, key, column }: SealedColumn, of: string, sealed: string): Promise<void> {
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sealed} where ${sql.ref(key)} = ${of}`.execute(tx)
}
