import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { RegisterTables } from '../db/register-tables.ts'
import { foldForSearch } from '../kernel/fold.ts'
import type { RowId, TenantId } from '../kernel/ids.ts'
import type { RegisterId } from '../measures/index.ts'
import { type Cells, orderKey } from './cells.ts'
import type { Filter } from './filter.ts'
import type { AnyColumn } from './register.ts'
import { type Cause, countsOf, isVersion, keysOf, type Row, type RowVersion, type Write } from './row.ts'

/** How many rows one statement writes. */
const AT_ONCE = 1000

/**
 * The rows of a register that a filter shows, at most `limit`, from where the page before ended: one statement, in the order of an index
 * over one column, however many rows there are.
 */
export async function listRows(
  tx: Tx,
  tenant: TenantId,
  { register, columns, filter, limit }: { register: RegisterId; columns: readonly AnyColumn[]; filter: Filter; limit: number },
): Promise<{ rows: Row[]; next: Filter['after'] }> {
  const { words, is, shown, order, after } = filter
  let query = tx
    .selectFrom('register_key as k')
    .innerJoin('register_row as r', (join) => join.onRef('r.tenant_id', '=', 'k.tenant_id').onRef('r.id', '=', 'k.row_id'))
    .selectAll('r')
    .select('k.value as key')
    .where('k.tenant_id', '=', tenant)
    .where('k.register', '=', register)
    .where('k.col', '=', order)
    .where('r.gone_on', shown === 'gone' ? 'is not' : 'is', null)
    .orderBy('k.value')
    .orderBy('k.row_id')
    .limit(limit + 1)
  if (after) query = query.where(sql<boolean>`(k.value, k.row_id) > (${after.value}, ${after.id}::uuid)`)
  if (shown === 'gaps') query = query.where('r.gaps', '>', 0)
  if (shown === 'vanished') query = query.where('r.vanished_at', 'is not', null)
  const column = columns.find(({ id }) => id === is?.col)
  if (is && column) {
    query = query.where((has) =>
      has.exists(
        has
          .selectFrom('register_key as f')
          .whereRef('f.tenant_id', '=', 'k.tenant_id')
          .where('f.register', '=', register)
          .where('f.col', '=', is.col)
          .where('f.value', '=', orderKey(column, is.option))
          .whereRef('f.row_id', '=', 'k.row_id')
          .select('f.row_id'),
      ),
    )
  }
  for (const word of words.split(/\s+/).filter((one) => one !== '')) {
    query = query.where('r.words', 'like', `%${foldForSearch(word).replaceAll(/[\\%_]/g, '\\$&')}%`)
  }
  const found = await query.execute()
  const last = found[limit - 1]
  return {
    rows: found.slice(0, limit).map(toRow),
    next: found.length > limit && last ? { value: last.key, id: last.id } : undefined,
  }
}

/** One row, of whatever register; `locked` until the transaction ends. */
export async function findRow(
  tx: Tx,
  tenant: TenantId,
  id: RowId,
  { locked }: { locked: boolean } = { locked: false },
): Promise<Row | undefined> {
  const query = tx.selectFrom('register_row').selectAll().where('tenant_id', '=', tenant).where('id', '=', id)
  const row = await (locked ? query.forUpdate() : query).executeTakeFirst()
  return row && toRow(row)
}

/** Those of the rows that a register has, locked, in no order of their own. */
export async function lockRows(tx: Tx, tenant: TenantId, register: RegisterId, ids: readonly RowId[]): Promise<Map<RowId, Row>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('register_row')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('register', '=', register)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, toRow(row)]))
}

/** All rows of a register, those that are gone included, as they were made. */
export async function listAll(tx: Tx, tenant: TenantId, register: RegisterId): Promise<Row[]> {
  const rows = await tx
    .selectFrom('register_row')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('register', '=', register)
    .orderBy('id')
    .execute()
  return rows.map(toRow)
}

/** Every version of a row, the newest first. */
export async function listVersions(tx: Tx, tenant: TenantId, row: RowId): Promise<RowVersion[]> {
  const rows = await tx
    .selectFrom('register_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('row_id', '=', row)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(({ number, cells, gone_on, gone_reason, cause, by, at }) => ({
    ...{ number, cells, cause: cause as Cause, by, at },
    gone: gone_on === null ? null : { on: gone_on, reason: gone_reason },
  }))
}

/** The cells of rows as they were at a revision: what went out in a file. */
export async function listCellsAt(
  tx: Tx,
  tenant: TenantId,
  wanted: readonly { row: RowId; revision: number }[],
): Promise<Map<RowId, Cells>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ row_id: RowId; cells: Cells }>`
    select distinct on (v.row_id) v.row_id, v.cells from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("row" uuid, revision int)
    join register_version v on v.tenant_id = ${tenant} and v.row_id = w."row" and v.number <= w.revision
    order by v.row_id, v.number desc`.execute(tx)
  return new Map(rows.map(({ row_id: id, cells }) => [id, cells]))
}

/**
 * Writes rows, new ones and others, of one register that is locked: the rows, a version of each that says something else, what orders
 * them, and what the register counts. Their columns are those by which both sides were read.
 */
export async function writeRows(
  tx: Tx,
  tenant: TenantId,
  { register, columns, writes }: { register: RegisterId; columns: readonly AnyColumn[]; writes: readonly Write[] },
): Promise<void> {
  for (let at = 0; at < writes.length; at += AT_ONCE) {
    const some = writes.slice(at, at + AT_ONCE)
    await insertRows(
      tx,
      tenant,
      some.filter(({ before }) => !before).map(({ after }) => after),
      columns,
    )
    await updateRows(
      tx,
      tenant,
      some.filter(({ before }) => before).map(({ after }) => after),
      columns,
    )
    await insertVersions(tx, tenant, some.filter(isVersion))
    const { out, into } = keysOf(some, columns)
    if (out.length > 0) {
      await sql`delete from register_key k using jsonb_to_recordset(${JSON.stringify(out)}::jsonb) as o(col text, value text, "row" uuid)
        where k.tenant_id = ${tenant} and k.register = ${register} and k.col = o.col and k.value = o.value and k.row_id = o."row"`.execute(
        tx,
      )
    }
    if (into.length > 0) {
      await sql`insert into register_key (tenant_id, register, col, value, row_id)
        select ${tenant}, ${register}, i.col, i.value, i."row"
        from jsonb_to_recordset(${JSON.stringify(into)}::jsonb) as i(col text, value text, "row" uuid)`.execute(tx)
    }
  }
  const { here, gapped, vanished, gone } = countsOf(writes)
  await tx
    .updateTable('register')
    .set((has) => ({
      here: has('here', '+', here),
      gapped: has('gapped', '+', gapped),
      vanished: has('vanished', '+', vanished),
      gone: has('gone', '+', gone),
    }))
    .where('tenant_id', '=', tenant)
    .where('register', '=', register)
    .execute()
}

/** Makes the entries by which rows are put in the order of a column that was added just now: all blank. */
export async function insertBlankKeys(tx: Tx, tenant: TenantId, register: RegisterId, col: string): Promise<void> {
  await sql`insert into register_key (tenant_id, register, col, value, row_id)
    select tenant_id, register, ${col}, '', id from register_row where tenant_id = ${tenant} and register = ${register}
    on conflict do nothing`.execute(tx)
}

async function insertRows(tx: Tx, tenant: TenantId, rows: readonly Row[], columns: readonly AnyColumn[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into register_row (tenant_id, id, register, cells, gaps, words, imported, source, vanished_at, gone_on, gone_reason,
      seen_on, seen_by, created_by, created_at, changed_by, changed_at, revision)
    select ${tenant}, r.id, r.register, r.cells, r.gaps, r.words, r.imported, r.source, r.vanished_at, r.gone_on, r.gone_reason,
      r.seen_on, r.seen_by, r.created_by, r.created_at, r.changed_by, r.changed_at, r.revision
    from jsonb_to_recordset(${toRecords(rows, columns)}::jsonb) as r(id uuid, register text, cells jsonb, gaps int, words text,
      imported jsonb, source text, vanished_at timestamptz, gone_on text, gone_reason text, seen_on text, seen_by uuid,
      created_by uuid, created_at timestamptz, changed_by uuid, changed_at timestamptz, revision int)`.execute(tx)
}

async function updateRows(tx: Tx, tenant: TenantId, rows: readonly Row[], columns: readonly AnyColumn[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update register_row set cells = r.cells, gaps = r.gaps, words = r.words, imported = r.imported, source = r.source,
      vanished_at = r.vanished_at, gone_on = r.gone_on, gone_reason = r.gone_reason, seen_on = r.seen_on, seen_by = r.seen_by,
      changed_by = r.changed_by, changed_at = r.changed_at, revision = r.revision
    from jsonb_to_recordset(${toRecords(rows, columns)}::jsonb) as r(id uuid, cells jsonb, gaps int, words text, imported jsonb,
      source text, vanished_at timestamptz, gone_on text, gone_reason text, seen_on text, seen_by uuid, changed_by uuid,
      changed_at timestamptz, revision int)
    where register_row.tenant_id = ${tenant} and register_row.id = r.id`.execute(tx)
}

async function insertVersions(tx: Tx, tenant: TenantId, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return
  const records = writes.map(({ after, cause }) => ({
    ...{ row_id: after.id, number: after.revision, cells: after.cells, cause, by: after.changedBy, at: after.changedAt },
    ...{ gone_on: after.gone?.on ?? null, gone_reason: after.gone?.reason ?? '' },
  }))
  await sql`insert into register_version (tenant_id, row_id, number, cells, gone_on, gone_reason, cause, by, at)
    select ${tenant}, v.row_id, v.number, v.cells, v.gone_on, v.gone_reason, v.cause, v.by, v.at
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as v(row_id uuid, number int, cells jsonb, gone_on text, gone_reason text,
      cause text, by uuid, at timestamptz)`.execute(tx)
}

function toRecords(rows: readonly Row[], columns: readonly AnyColumn[]): string {
  return JSON.stringify(
    rows.map((row) => ({
      ...{ id: row.id, register: row.register, cells: row.cells, gaps: row.gaps, words: wordsOf(row.cells, columns) },
      ...{ imported: row.imported, source: row.source, vanished_at: row.vanishedAt },
      ...{ gone_on: row.gone?.on ?? null, gone_reason: row.gone?.reason ?? '' },
      ...{ seen_on: row.seen?.on ?? null, seen_by: row.seen?.by ?? null },
      ...{ created_by: row.createdBy, created_at: row.createdAt, changed_by: row.changedBy, changed_at: row.changedAt },
      revision: row.revision,
    })),
  )
}

/** All that a row says, options by their names in both languages, as it is searched. */
function wordsOf(cells: Cells, columns: readonly AnyColumn[]): string {
  const said = columns.map(({ id, options }) => {
    const value = cells[id] ?? ''
    const option = options?.find((one) => one.id === value)
    return option ? `${option.ja} ${option.en}` : value
  })
  return foldForSearch(said.filter((value) => value !== '').join('\n'))
}

function toRow(row: Selectable<RegisterTables['register_row']>): Row {
  return {
    id: row.id,
    register: row.register as RegisterId,
    cells: row.cells,
    gaps: row.gaps,
    imported: row.imported,
    source: row.source,
    vanishedAt: row.vanished_at,
    gone: row.gone_on === null ? null : { on: row.gone_on, reason: row.gone_reason },
    seen: row.seen_on === null || row.seen_by === null ? null : { on: row.seen_on, by: row.seen_by },
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    revision: row.revision,
  }
}
