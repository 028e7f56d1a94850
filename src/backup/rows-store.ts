import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import { quoted, type Table } from './tables-store.ts'

/** Some rows of a table: one line each, a JSON array of the texts that the database itself writes for the values, or null. */
type Batch = { rows: number; text: string }

/** How much is read and written at once: about so many characters, and so many rows at most. */
const BATCH_CHARACTERS = 1_000_000
const BATCH_ROWS = 2000

/**
 * Makes texts of values the same on every server and free of loss: instants in UTC with microseconds, numbers with all their
 * digits. Row-level security, should it ever hold for the owner too, is an error instead of rows that silently stay away.
 */
export async function speakPlainly(tx: Tx): Promise<void> {
  await sql
    .raw(
      `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
       set local bytea_output = 'hex'; set local extra_float_digits = 1; set local lc_monetary = 'C'; set local row_security = off`,
    )
    .execute(tx)
}

/** All rows of a table in the order of its key, which is the same on both engines, a batch at a time. */
export async function* readRows(tx: Tx, table: Table): AsyncGenerator<Batch> {
  const texts = table.columns.map(({ name }) => `${quoted(name)}::text`).join(', ')
  await sql
    .raw(
      `declare rows_of_table no scroll cursor for
       select array_to_json(array[${texts}])::text as line from ${quoted(table.name)} order by ${orderOf(table)}`,
    )
    .execute(tx)
  let wanted = 50
  for (;;) {
    const { rows } = await sql.raw<{ line: string }>(`fetch ${wanted} from rows_of_table`).execute(tx)
    if (rows.length === 0) break
    const text = `${rows.map(({ line }) => line).join('\n')}\n`
    yield { rows: rows.length, text }
    const fitting = Math.floor((BATCH_CHARACTERS * rows.length) / text.length)
    wanted = Math.max(1, Math.min(fitting, wanted * 2, BATCH_ROWS))
  }
  await sql.raw('close rows_of_table').execute(tx)
}

/** Writes a batch back. Names and types are those of the table that is there, never those of a file. */
export async function insertRows(tx: Tx, table: Table, batch: Batch): Promise<void> {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  const values = table.columns.map(({ type }, index) => `(line ->> ${index})::${type}`).join(', ')
  const lines = `[${batch.text.slice(0, -1).replaceAll('\n', ',')}]`
  const { numAffectedRows } = await sql`
    insert into ${sql.raw(quoted(table.name))} (${sql.raw(names)}) overriding system value
    select ${sql.raw(values)} from json_array_elements(${lines}::json) as line`.execute(tx)
  if (Number(numAffectedRows) !== batch.rows) throw new Error(`${table.name} took ${numAffectedRows} of ${batch.rows} rows`)
}

function orderOf({ columns, key }: Table): string {
  const by = key.length > 0 ? columns.filter(({ name }) => key.includes(name)) : columns
  const inOrder = key.length > 0 ? by.toSorted((a, b) => key.indexOf(a.name) - key.indexOf(b.name)) : by
  return inOrder
    .map(({ name, collated }) => (key.length > 0 && !collated ? quoted(name) : `${quoted(name)}::text collate "C"`))
    .join(', ')
}
