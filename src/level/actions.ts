import type { Context } from '../context.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import type { DecisionId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { decideLevel } from './decide-level.ts'
import { decided } from './event-words.ts'
import * as store from './store.ts'
import { parseWish, type TypedWish } from './wish.ts'

/** Keeps a decision with its reasons, in the viewer's name and now. Refuses what `parseWish` refuses. */
export async function keepDecision(
  context: Context,
  seat: Actor,
  typed: TypedWish,
  sent?: SentForm,
): Promise<Outcome<DecisionId>> {
  const forbidden = refuseUnlessMay(seat, 'level.decide')
  if (forbidden) return forbidden
  const wish = parseWish(typed)
  if (!wish.ok) return wish
  const id = context.newId<DecisionId>()
  const decision = { ...wish.value, id, decidedBy: seat.person, decidedAt: context.now() }
  return context.db.transact({ tenant: seat.tenant }, async (tx) => {
    const first = await firstMade(tx, seat.tenant, sent, id)
    if (first !== id) return accept(first)
    await store.insertDecision(tx, seat.tenant, decision)
    await logEvent(context, tx, seat, decided({ ...decision, level: decideLevel(decision.answers).level }))
    return accept(id)
  })
}

/** Every decision that the organisation kept, the newest first. */
export function readDecisions(context: Context, tenant: TenantId): Promise<store.LevelDecision[]> {
  return context.db.read({ tenant }, (tx) => store.listDecisions(tx, tenant))
}

/** One kept decision; nothing where the organisation has none of that id. */
export function readDecision(context: Context, tenant: TenantId, id: DecisionId): Promise<store.LevelDecision | undefined> {
  return context.db.read({ tenant }, (tx) => store.findDecision(tx, tenant, id))
}
