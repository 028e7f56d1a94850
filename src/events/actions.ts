import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { dutiesIn } from '../duties/actions.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import { type EventId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { namesIn } from '../organisation/actions.ts'
import { recordTold } from '../records/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, seesEverything } from '../roles/sight.ts'
import { checklistOf, EVENT_WORDS, type Happening } from './event.ts'
import * as events from './events.ts'
import { CLOSING, EVENT, ITEM } from './forms.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

/** As many events stand in the list; what was closed long ago is in the log. */
const MOST_LISTED = 200

/** Events, the open ones first. Nothing where the actor may not see them. */
export async function readEvents(context: CatalogueContext, actor: Actor): Promise<store.ListedEvent[] | undefined> {
  if (!sees(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, (tx) => store.listEvents(tx, actor.tenant, MOST_LISTED))
}

/** For routes: the event that an address names, with its checklist. */
export function loadEvent(context: CatalogueContext) {
  return async ({ event: named }: { event: string }, actor: Actor) => {
    const id = parseId<EventId>(named)
    if (!id || !sees(actor)) return undefined
    return context.db.read({ tenant: actor.tenant }, async (tx) => {
      const event = await store.findEvent(tx, actor.tenant, id)
      if (!event) return undefined
      const people: ReadonlyMap<string, string> = await namesIn(tx, actor.tenant)
      return { event, items: await store.listItems(tx, actor.tenant, id), people }
    })
  }
}
export type EventView = NonNullable<Awaited<ReturnType<ReturnType<typeof loadEvent>>>>

/** Begins an event by its form, once however often it is sent. Refuses where the criteria ask for nothing at it. */
export async function beginEvent(
  context: CatalogueContext,
  actor: Actor,
  typed: Typed<typeof EVENT>,
  sent?: SentForm,
): Promise<Outcome<EventId>> {
  const forbidden = refuseUnlessMay(actor, 'event.begin')
  if (forbidden) return forbidden
  const decided = decideForm(EVENT, typed)
  if (!decided.ok) return decided
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const id = context.newId<EventId>()
    const first = await firstMade(tx, actor.tenant, sent, id)
    if (first !== id) return accept(first)
    const begun = await startEvent(context, tx, actor, { ...decided.value, id, source: null })
    return begun ? accept(id) : refusals.noDuties()
  })
}

/**
 * Begins an event in the transaction of an act of another feature, such as a register that somebody left: its caller has asked whether
 * the actor may. `source` begins one of a kind. False where there is nothing to do, or it was begun before.
 */
export async function startEvent(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  { id, source, ...wish }: z.output<typeof EVENT> & { id?: EventId; source: string | null },
): Promise<boolean> {
  const found = await dutiesIn(tx, context, actor.tenant)
  const of = { edition: found?.aim.edition ?? '', duties: found?.duties ?? [] }
  const items = checklistOf(wish.kind, wish.day, of, actor.person)
  if (items.length === 0) return false
  const stamp = { begunBy: actor.person, begunAt: context.now(), closed: null }
  const event: Happening = { ...wish, ...stamp, id: id ?? context.newId<EventId>() }
  if (!(await store.insertEvent(tx, actor.tenant, event, items, source))) return false
  await logEvent(context, tx, actor, events.begun(event, items.length))
  return true
}

/** Says that an item is done, which is kept as a record of its duty; or sets it aside. Refuses that without a reason, and a closed event. */
export async function decideItem(
  context: CatalogueContext,
  actor: Actor,
  { event: id, number }: { event: EventId; number: number },
  typed: Typed<typeof ITEM>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'event.do')
  if (forbidden) return forbidden
  const wish = decideForm(ITEM, typed)
  if (!wish.ok) return wish
  const { outcome, reason } = wish.value
  if (outcome === 'aside' && reason === '') return refusals.noReason()
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const event = await store.findEvent(tx, actor.tenant, id, { locked: true })
    const item = event && (await store.listItems(tx, actor.tenant, id)).find((one) => one.number === number)
    if (!event || !item) return undefined
    if (event.closed) return refusals.closed()
    if (item.decided) return accept(true)
    const now = context.now()
    await store.decideItem(tx, actor.tenant, { event: id, number }, { outcome, reason, by: actor.person, at: now })
    if (outcome === 'done') {
      const doneBy = (await namesIn(tx, actor.tenant)).get(actor.person) ?? ''
      await recordTold(context, tx, actor, {
        ...{ edition: item.edition, duty: item.duty, scheduled: null, doneOn: dayInJapan(now), doneBy },
        ...{
          periodFrom: null,
          periodTo: null,
          lookedAt: [`${EVENT_WORDS[event.kind].ja}: ${event.about}`, reason].join('\n').trim(),
        },
        ...{ result: 'nothing-found', found: '', attendance: null, via: 'event', source: id },
      })
    }
    await logEvent(context, tx, actor, events.decided(event, item, outcome, reason))
    return accept(true)
  })
}

/** Closes an event. What is still open is set aside for the reason; refuses where there is none. */
export async function closeEvent(
  context: CatalogueContext,
  actor: Actor,
  id: EventId,
  typed: Typed<typeof CLOSING>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'event.do')
  if (forbidden) return forbidden
  const wish = decideForm(CLOSING, typed)
  if (!wish.ok) return wish
  const { reason } = wish.value
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const event = await store.findEvent(tx, actor.tenant, id, { locked: true })
    if (!event) return undefined
    if (event.closed) return refusals.closed()
    const items = await store.listItems(tx, actor.tenant, id)
    const open = items.filter(({ decided }) => decided === null)
    if (open.length > 0 && reason === '') return refusals.stillOpen(open.length)
    const stamp = { by: actor.person, at: context.now() }
    for (const { number } of open) {
      await store.decideItem(tx, actor.tenant, { event: id, number }, { outcome: 'aside', reason, ...stamp })
    }
    await store.closeEvent(tx, actor.tenant, id, stamp)
    const done = items.filter(({ decided }) => decided?.outcome === 'done').length
    await logEvent(context, tx, actor, events.closed(event, { done, aside: items.length - done }, reason))
    return accept(true)
  })
}

function sees(actor: Actor): boolean {
  return may(actor, 'event.read') && seesEverything(actor)
}
