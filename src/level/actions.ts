import type { Ground } from '../ground.ts'
import type { Viewer } from '../identity/index.ts'
import type { DecisionId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import * as store from './store.ts'
import { parseWish, type TypedWish } from './wish.ts'

export type { LevelDecision } from './store.ts'

/** Keeps a decision with its reasons, in the viewer's name and now. Refuses what `parseWish` refuses. */
export async function keepDecision(ground: Ground, viewer: Viewer, typed: TypedWish): Promise<Outcome<DecisionId>> {
  const wish = parseWish(typed)
  if (!wish.ok) return wish
  const id = ground.newId<DecisionId>()
  const decision = { ...wish.value, id, decidedBy: viewer.person, decidedAt: ground.now() }
  await ground.db.transact({ tenant: viewer.tenant }, (tx) => store.insertDecision(tx, viewer.tenant, decision))
  return accept(id)
}

/** Every decision that the organisation kept, the newest first. */
export function readDecisions(ground: Ground, tenant: TenantId): Promise<store.LevelDecision[]> {
  return ground.db.transact({ tenant }, (tx) => store.listDecisions(tx, tenant))
}

/** One kept decision; nothing where the organisation has none of that id. */
export function readDecision(ground: Ground, tenant: TenantId, id: DecisionId): Promise<store.LevelDecision | undefined> {
  return ground.db.transact({ tenant }, (tx) => store.findDecision(tx, tenant, id))
}
