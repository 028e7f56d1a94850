import type { Tx } from '../db/db.ts'
import type { RowId, StocktakeId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import type { RegisterId } from '../measures/index.ts'
import { namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import type { Cells } from './cells.ts'
import { withCells } from './cells.ts'
import * as events from './events.ts'
import { findRegister, type RegistersContext } from './read-actions.ts'
import type { Register } from './register.ts'
import { nextRow, type Row } from './row.ts'
import { decideCells, onRegister, whoOf, write } from './row-actions.ts'
import * as rows from './row-store.ts'
import type { Result, Stocktake } from './stocktake.ts'
import * as store from './stocktake-store.ts'

/** The walk through a register that is under way with the row that comes next, and those that were ended. */
export async function readStocktake(context: RegistersContext, { tenant }: Actor, register: Register) {
  return context.db.read({ tenant }, async (tx) => {
    const all = await store.listStocktakes(tx, tenant, register.id)
    const current = all.find(({ ended }) => ended === undefined)
    const next = current && (await store.findNext(tx, tenant, current, register.columns[0]?.id ?? ''))
    return {
      current,
      row: next && (await rows.findRow(tx, tenant, next)),
      ended: all.filter(({ ended }) => ended !== undefined),
      people: await namesIn(tx, tenant),
    }
  })
}

/**
 * Every walk that was ended, of all registers, the newest first: what a record of a yearly look (`reviews` of a register) can stand on.
 * In the transaction of whoever asks.
 */
export async function endedStocktakesIn(tx: Tx, context: RegistersContext, { tenant }: Actor) {
  const all = await store.listStocktakes(tx, tenant, undefined)
  return all.flatMap((stocktake) => {
    const reviews = findRegister(context, stocktake.register)?.reviews
    return stocktake.ended && reviews ? [{ ...stocktake, ended: stocktake.ended, reviews }] : []
  })
}

/** Begins a walk through a register; where one is under way, that one goes on. */
export async function beginStocktake(
  context: RegistersContext,
  actor: Actor,
  id: string,
): Promise<Outcome<StocktakeId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, { register, kept }) => {
    const current = await currentIn(tx, actor, register.id)
    if (current) return accept(current.id)
    const made = context.newId<StocktakeId>()
    const { by, at } = whoOf(context, actor)
    await store.insertStocktake(tx, actor.tenant, { id: made, register: register.id, begunBy: by, begunAt: at, total: kept.here })
    await logEvent(context, tx, actor, events.stocktakeBegun(actor.tenant, register.id, kept.here))
    return accept(made)
  })
}

/** Says what was found of a row: as it says, changed (with its cells), gone, or put off. Refuses cells that their columns make nothing of. */
export async function lookAtRow(
  context: RegistersContext,
  actor: Actor,
  id: string,
  { row, result, cells: typed }: { row: RowId; result: Result; cells: Cells },
): Promise<Outcome<Row> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, opened) => {
    const current = await currentIn(tx, actor, opened.register.id)
    const before = await rows.findRow(tx, actor.tenant, row, { locked: true })
    if (!current || before?.register !== opened.register.id) return undefined
    const who = whoOf(context, actor)
    const today = dayInJapan(who.at)
    const seen = { on: today, by: who.by }
    const look = { row, by: who.by, at: who.at }
    if (result === 'later' || result === 'seen') {
      if (result === 'seen')
        await write(tx, actor, opened, [{ before, after: { ...before, seen, vanishedAt: null }, cause: 'stocktake' }])
      await store.keepLook(tx, actor.tenant, current.id, { ...look, result })
      return accept(before)
    }
    const cells = result === 'changed' ? decideCells(opened.columns, before.cells, typed) : accept({})
    if (!cells.ok) return cells
    const change =
      result === 'gone' ? { gone: { on: today, reason: FOUND_GONE } } : { cells: withCells(before.cells, cells.value), seen }
    const after = nextRow(before, { ...change, vanishedAt: null }, opened.every, who)
    await write(tx, actor, opened, [{ before, after, cause: 'stocktake' }])
    await store.keepLook(tx, actor.tenant, current.id, { ...look, result })
    const told = result === 'gone' ? events.leftOrBack : events.changed
    await logEvent(context, tx, actor, told(before, after, opened.every))
    return accept(after)
  })
}

/** Ends a walk. Where rows were left out, refuses without a word on why. */
export async function endStocktake(
  context: RegistersContext,
  actor: Actor,
  id: string,
  note: string,
): Promise<Outcome<Stocktake> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, { register }) => {
    const current = await currentIn(tx, actor, register.id)
    if (!current) return undefined
    const left = await store.findNext(tx, actor.tenant, current, register.columns[0]?.id ?? '')
    if (left && note === '') return refuse('stocktake.reason', NO_REASON, 'note')
    const after = { ...current, note, ended: whoOf(context, actor) }
    await store.endStocktake(tx, actor.tenant, after)
    await logEvent(context, tx, actor, events.stocktakeEnded(actor.tenant, register.id, current, note))
    return accept(after)
  })
}

async function currentIn(tx: Tx, { tenant }: Actor, register: RegisterId): Promise<Stocktake | undefined> {
  return (await store.listStocktakes(tx, tenant, register)).find(({ ended }) => ended === undefined)
}

/** Why a row is gone that nobody found. */
const FOUND_GONE = '棚卸で見つからなかった'
const NO_REASON = {
  ja: 'まだ見ていない行があります。見ないで終える理由を書いてください。',
  en: 'Some rows were not looked at. Write why you end without them.',
}
