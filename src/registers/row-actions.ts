import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { charactersIn } from '../kernel/form.ts'
import type { RowId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { type Cells, LONGEST_CELL, readCell, sameCells, withCells } from './cells.ts'
import * as events from './events.ts'
import type { Clash, GridDone, GridWish } from './grid.ts'
import { findRegister, lockIn, type Opened, type RegistersContext } from './read-actions.ts'
import { changedFirst, emptyRow, fullRegister, longCell, MOST_ROWS, unfitCell } from './refusals.ts'
import type { AnyColumn, Register } from './register.ts'
import { type Cause, newRow, nextRow, type Row, type Write } from './row.ts'
import * as rows from './row-store.ts'

/** Adds a row, once however often its form is sent. Refuses cells that their columns make nothing of, and a row without any. */
export async function addRow(
  context: RegistersContext,
  actor: Actor,
  id: string,
  typed: Cells,
  sent?: SentForm,
): Promise<Outcome<RowId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, opened) => {
    const cells = decideCells(opened.columns, {}, typed)
    if (!cells.ok) return cells
    if (Object.keys(cells.value).length === 0) return emptyRow()
    if (opened.kept.here + opened.kept.gone >= MOST_ROWS) return fullRegister()
    const made = context.newId<RowId>()
    const first = await firstMade(tx, actor.tenant, sent, made)
    if (first !== made) return accept(first)
    const row = newRow({ id: made, register: opened.register.id, cells: cells.value }, opened.every, whoOf(context, actor))
    await write(tx, actor, opened, [{ before: undefined, after: row, cause: 'form' }])
    await logEvent(context, tx, actor, events.added(row, opened.every))
    return accept(made)
  })
}

/** Writes the cells of a row. Refuses where somebody changed it since it was seen, and says so with the code `register.changed`. */
export async function changeRow(
  context: RegistersContext,
  actor: Actor,
  id: string,
  row: RowId,
  { cells: typed, revision, cause = 'form' }: { cells: Cells; revision: number; cause?: Cause },
): Promise<Outcome<Row> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRow(context, actor, id, row, async (tx, opened, before) => {
    const cells = decideCells(opened.columns, before.cells, typed)
    if (!cells.ok) return cells
    const after = nextRow(before, { cells: withCells(before.cells, cells.value) }, opened.every, whoOf(context, actor))
    if (sameCells(before.cells, after.cells)) return accept(before)
    if (before.revision !== revision) return changedFirst()
    if (Object.keys(after.cells).length === 0) return emptyRow()
    await write(tx, actor, opened, [{ before, after, cause }])
    await logEvent(context, tx, actor, events.changed(before, after, opened.every))
    return accept(after)
  })
}

/** Says that a row is gone from a day on, and why; or that it is back. It stays readable. */
export async function leaveRow(
  context: RegistersContext,
  actor: Actor,
  id: string,
  row: RowId,
  { on, reason, back, revision }: { on: Day | null; reason: string; back: boolean; revision: number },
): Promise<Outcome<Row> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRow(context, actor, id, row, async (tx, opened, before) => {
    if ((before.gone === null) === back) return accept(before)
    if (before.revision !== revision) return changedFirst()
    const gone = back ? null : { on: on ?? dayInJapan(context.now()), reason }
    const after = nextRow(before, { gone, vanishedAt: null }, opened.every, whoOf(context, actor))
    await write(tx, actor, opened, [{ before, after, cause: 'form' }])
    await logEvent(context, tx, actor, events.leftOrBack(before, after, opened.every))
    return accept(after)
  })
}

/**
 * Writes many cells at once, all or none. Where somebody else changed one of them meanwhile nothing is written, and both sides come back.
 * What a column makes nothing of is kept as it was written.
 */
export async function changeCells(
  context: RegistersContext,
  actor: Actor,
  id: string,
  wish: GridWish,
): Promise<Outcome<GridDone> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, opened) => {
    const who = whoOf(context, actor)
    const { register, columns, every } = opened
    const there = await rows.lockRows(tx, actor.tenant, register.id, [...wish.changes.map(({ row }) => row), ...wish.gone])
    const clashes: Clash[] = []
    const long: AnyColumn[] = []
    const cellsOf = (typed: Cells): Cells => {
      const read = columns
        .filter((column) => column.id in typed)
        .map((column) => [column, readCell(column, typed[column.id] ?? '')] as const)
      long.push(...read.filter(([, { value }]) => charactersIn(value) > LONGEST_CELL).map(([column]) => column))
      return Object.fromEntries(read.map(([column, { value }]) => [column.id, value]))
    }
    const writes: Write[] = []
    const now: Record<RowId, Cells> = {}
    for (const { row, cells } of wish.changes) {
      const before = there.get(row)
      if (!before) return undefined
      const to = cellsOf(Object.fromEntries(Object.entries(cells).map(([col, side]) => [col, side.to])))
      for (const [col, value] of Object.entries(to)) {
        const ours = before.cells[col] ?? ''
        if (ours !== (cells[col]?.from ?? '') && ours !== value) clashes.push({ row, col, ours, theirs: value })
      }
      now[row] = to
      const after = nextRow(before, { cells: withCells(before.cells, to) }, every, who)
      if (!sameCells(before.cells, after.cells)) writes.push({ before, after, cause: wish.cause })
    }
    for (const row of wish.gone) {
      const before = there.get(row)
      if (!before) return undefined
      const gone = { on: dayInJapan(who.at), reason: TAKEN_BACK }
      if (!before.gone) writes.push({ before, after: nextRow(before, { gone }, every, who), cause: wish.cause })
    }
    const made: Record<string, RowId> = {}
    for (const { key, cells } of wish.added) {
      const own = withCells({}, cellsOf(cells))
      if (Object.keys(own).length === 0) continue
      made[key] = context.newId<RowId>()
      const row = newRow({ id: made[key], register: register.id, cells: own }, every, who)
      writes.push({ before: undefined, after: row, cause: wish.cause })
    }
    const [first, ...others] = long.map(longCell)
    if (first) return { ok: false, refusals: [first, ...others.slice(0, 5)] }
    if (clashes.length > 0) return accept({ clashes, made: {}, now: {}, changed: 0 })
    if (opened.kept.here + opened.kept.gone + Object.keys(made).length > MOST_ROWS) return fullRegister()
    if (writes.length === 0) return accept({ clashes, made, now, changed: 0 })
    await write(tx, actor, opened, writes)
    await logEvent(context, tx, actor, events.changedMany(actor.tenant, register.id, writes, wish.cause, every))
    return accept({ clashes, made, now, changed: writes.length })
  })
}

/** Does something with a register, locked until it is done; whether the actor may is asked before. */
export async function onRegister<T>(
  context: RegistersContext,
  actor: Actor,
  id: string,
  work: (tx: Tx, opened: Opened) => Promise<Outcome<T> | undefined>,
): Promise<Outcome<T> | undefined> {
  const register: Register | undefined = findRegister(context, id)
  if (!register) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => work(tx, await lockIn(tx, actor.tenant, register)))
}

/** The same with one of its rows. */
function onRow<T>(
  context: RegistersContext,
  actor: Actor,
  id: string,
  row: RowId,
  work: (tx: Tx, opened: Opened, row: Row) => Promise<Outcome<T> | undefined>,
): Promise<Outcome<T> | undefined> {
  return onRegister(context, actor, id, async (tx, opened) => {
    const found = await rows.findRow(tx, actor.tenant, row, { locked: true })
    return found?.register === opened.register.id ? work(tx, opened, found) : undefined
  })
}

export function whoOf(context: RegistersContext, actor: Actor) {
  return { by: actor.person, at: context.now() }
}

export function write(tx: Tx, { tenant }: Actor, { register, every }: Opened, writes: readonly Write[]): Promise<void> {
  return rows.writeRows(tx, tenant, { register: register.id, columns: every, writes })
}

/** The cells that somebody typed into a form. What was there before and is left as it is, is never refused. */
export function decideCells(columns: readonly AnyColumn[], before: Cells, typed: Cells): Outcome<Cells> {
  const cells: Record<string, string> = {}
  const refusals: Refusal[] = []
  for (const column of columns) {
    const text = typed[column.id]
    if (text === undefined) continue
    const { value, fits } = readCell(column, text)
    if (charactersIn(value) > LONGEST_CELL) refusals.push(longCell(column))
    else if (!fits && value !== before[column.id]) refusals.push(unfitCell(column))
    cells[column.id] = value
  }
  const [first, ...others] = refusals
  if (first) return { ok: false, refusals: [first, ...others] }
  return accept(Object.keys(before).length === 0 ? withCells({}, cells) : cells)
}

/** Why a row is gone that somebody added and took back. */
const TAKEN_BACK = '加えたことを取り消した'
