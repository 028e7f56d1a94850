import type { RowId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { type DiagramLink, HIGHEST, placeRows, type Spot, WIDEST } from './diagram.ts'
import * as store from './diagram-store.ts'
import * as events from './events.ts'
import { findRegister, openIn, type RegistersContext } from './read-actions.ts'
import { onRegister } from './row-actions.ts'
import * as rows from './row-store.ts'

/** How many rows of the register of networks the diagram shows. */
const MOST_SHOWN = 200

/** The network diagram: the rows of the register of networks that are here, where each stands, and what is connected. */
export async function readDiagram(context: RegistersContext, { tenant }: Actor) {
  const register = findRegister(context, 'networks')
  if (!register) return undefined
  return context.db.read({ tenant }, async (tx) => {
    const opened = await openIn(tx, tenant, register)
    const filter = { words: '', is: undefined, shown: '' as const, order: 'name', after: undefined }
    const found = await rows.listRows(tx, tenant, { register: register.id, columns: opened.columns, filter, limit: MOST_SHOWN })
    const spots = placeRows(found.rows, await store.listSpots(tx, tenant))
    const links = (await store.listLinks(tx, tenant)).filter(({ one, other }) => spots.has(one) && spots.has(other))
    return { ...opened, rows: found.rows, more: found.next !== undefined, spots, links }
  })
}

/** Puts a row somewhere in the diagram. */
export async function placeInDiagram(
  context: RegistersContext,
  actor: Actor,
  { row, x, y }: Spot & { row: RowId | undefined },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, 'networks', async (tx, { register }) => {
    const found = row && (await rows.findRow(tx, actor.tenant, row))
    if (!found || found.register !== register.id) return refuse('diagram.place', NO_PLACE)
    if (!(x >= 1 && x <= WIDEST && y >= 1 && y <= HIGHEST)) return refuse('diagram.place', NO_PLACE)
    await store.keepSpot(tx, actor.tenant, found.id, { x, y })
    await logEvent(context, tx, actor, events.diagramChanged(actor.tenant, (await store.listLinks(tx, actor.tenant)).length))
    return accept(true)
  })
}

/** Connects two rows in the diagram, or takes their link away. */
export async function linkInDiagram(
  context: RegistersContext,
  actor: Actor,
  { one, other, label, away }: { [Of in 'one' | 'other']: RowId | undefined } & Pick<DiagramLink, 'label'> & { away: boolean },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, 'networks', async (tx, { register }) => {
    if (!one || !other || one === other) return refuse('diagram.link', NO_LINK)
    const there = await rows.lockRows(tx, actor.tenant, register.id, [one, other])
    if (there.size < 2) return refuse('diagram.link', NO_LINK)
    if (away) await store.deleteLink(tx, actor.tenant, { one, other })
    else await store.keepLink(tx, actor.tenant, { one, other, label })
    await logEvent(context, tx, actor, events.diagramChanged(actor.tenant, (await store.listLinks(tx, actor.tenant)).length))
    return accept(true)
  })
}

const NO_PLACE = {
  ja: `置くものを選び、横は1〜${WIDEST}、縦は1〜${HIGHEST}の数で入力してください。`,
  en: `Choose what to place, and write 1–${WIDEST} across and 1–${HIGHEST} down.`,
}
const NO_LINK = {
  ja: 'つなぐものを2つ、別々に選んでください。',
  en: 'Choose two different things to connect.',
}
