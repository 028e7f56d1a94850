import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import type { TenantId } from '../kernel/ids.ts'
import { accept, changedFirst, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import type { Measure } from '../measures/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, knowsAll, seesAnswers } from '../roles/sight.ts'
import type { EFFORT, OwnEffort, OwnEfforts } from './effort.ts'
import * as store from './effort-store.ts'
import { effortChanged } from './events.ts'

/** What the organisation says that measures take; in the transaction of a page. */
export async function effortsIn(tx: Tx, tenant: TenantId): Promise<OwnEfforts> {
  return new Map((await store.listEfforts(tx, tenant)).map((effort) => [effort.measure, effort]))
}

/** The same in a transaction of its own. Nothing where the actor sees no plan. */
export async function readEfforts({ db }: Context, actor: Actor): Promise<OwnEfforts | undefined> {
  return seesAnswers(actor) ? db.read({ tenant: actor.tenant }, (tx) => effortsIn(tx, actor.tenant)) : undefined
}

/**
 * Changes what a measure takes in the organisation, or takes our estimate again. Plans go by it once they are made anew. Refuses where
 * somebody else changed it since the page that it was sent from. Nothing where the actor may not know of every assessment.
 */
export async function changeEffort(
  context: Context,
  actor: Actor,
  measure: Pick<Measure, 'id' | 'name'>,
  { low, likely, high, ours, revision }: z.output<typeof EFFORT>,
): Promise<Outcome<OwnEffort> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'plan.make')
  if (forbidden) return forbidden
  if (!seesAnswers(actor) || !knowsAll(actor)) return undefined
  const days = ours || low === null || likely === null || high === null ? null : ([low, likely, high] as const)
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const before = (await effortsIn(tx, actor.tenant)).get(measure.id)
    const effort = { measure: measure.id, days, by: actor.person, at: context.now(), revision: revision + 1 }
    if ((before?.revision ?? 0) !== revision || !(await store.keepEffort(tx, actor.tenant, effort)))
      return refuse('effort.changed', CHANGED)
    await logEvent(context, tx, actor, effortChanged(measure, before?.days ?? null, days))
    return accept(effort)
  })
}

const CHANGED = changedFirst({ ja: 'この対策の見積り', en: 'this estimate' })
