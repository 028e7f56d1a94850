import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Sequence } from './format.ts'
import { orderByReferences, type Reference } from './table-order.ts'

type Column = { name: string; type: string; collated: boolean }
/** A table of the schema, as the database itself tells of it. Columns that the database computes are left out. */
export type Table = { name: string; columns: Column[]; key: string[] }

/** Every table of ours, each after those it refers to. */
export async function listTables(tx: Tx): Promise<Table[]> {
  const { rows: columns } = await sql<Column & { table: string }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attcollation <> 0 as collated
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where ${OURS} and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by c.relname, a.attnum`.execute(tx)
  const { rows: keys } = await sql<{ table: string; name: string }>`
    select c.relname as "table", a.attname as name
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
    where ${OURS} order by c.relname, array_position(i.indkey::int2[], a.attnum)`.execute(tx)
  const { rows: references } = await sql<Reference>`
    select distinct c.relname as "from", target.relname as "to"
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class target on target.oid = f.confrelid
    where f.contype = 'f' and ${OURS}`.execute(tx)
  const names = [...new Set(columns.map(({ table }) => table))]
  return orderByReferences(names, references).map((name) => ({
    name,
    columns: columns.filter(({ table }) => table === name).map(({ table: _, ...column }) => column),
    key: keys.filter(({ table }) => table === name).map((key) => key.name),
  }))
}

/** The tables that somebody else has put beside ours: none of our business, and maybe not ours to read. */
export async function listTablesOfOthers(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c where ${OF_OTHERS} order by 1`.execute(tx)
  return rows.map(({ name }) => name)
}

/** Whether there is anything in the schema at all. */
export async function isEmptySchema(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm') limit 1`.execute(
    tx,
  )
  return rows.length === 0
}

/** Holds the tables as they are until the transaction ends. Reads nothing: what is seen is decided by the first query after it. */
export async function holdTables(tx: Tx, tables: readonly Table[]): Promise<void> {
  await sql.raw(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`).execute(tx)
}

export async function emptyTables(tx: Tx, tables: readonly Table[]): Promise<void> {
  await sql.raw(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`).execute(tx)
}

/** Asked of each counter itself: the catalog hides where one stands that has given out nothing since it was set. */
export async function listSequences(tx: Tx): Promise<Sequence[]> {
  const { rows: names } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S' and c.relowner = ${sql.raw(OWNER)}
    order by c.relname collate "C"`.execute(tx)
  const sequences: Sequence[] = []
  for (const { name } of names) {
    const { rows } = await sql
      .raw<Omit<Sequence, 'name'>>(`select last_value::text as value, is_called as called from ${quoted(name)}`)
      .execute(tx)
    for (const row of rows) sequences.push({ name, ...row })
  }
  return sequences
}

export async function setSequence(tx: Tx, { name, value, called }: Sequence): Promise<void> {
  await sql`select setval(${quoted(name)}::regclass, ${value}::bigint, ${called})`.execute(tx)
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Whoever owns this table has run the migrations, and owns what they made. */
const OWNER = `(select relowner from pg_class where oid = to_regclass('migration'))`
const TABLES = `c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`
/** Our schema's tables; a part of a divided table is read through the whole. */
const OURS = sql.raw(`${TABLES} and c.relowner = ${OWNER}`)
const OF_OTHERS = sql.raw(`${TABLES} and c.relowner <> ${OWNER}`)
