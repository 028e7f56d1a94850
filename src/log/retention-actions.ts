import type { Context } from '../context.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { logEvent } from './append-actions.ts'
import { monthsChanged } from './event-words.ts'
import { decideMonths } from './retention.ts'
import * as search from './search-store.ts'

/** Changes for how many months the organisation keeps the content of its log. Refuses what decideMonths refuses. */
export async function changeMonths(context: Context, viewer: Actor, typed: string): Promise<Outcome<number>> {
  const forbidden = refuseUnlessMay(viewer, 'organisation.settings')
  if (forbidden) return forbidden
  const months = decideMonths(typed)
  if (!months.ok) return months
  const { tenant } = viewer
  await context.db.transact({ tenant }, async (tx) => {
    const before = await search.readMonths(tx, tenant)
    if (before === months.value) return
    await search.updateMonths(tx, tenant, months.value)
    await logEvent(context, tx, viewer, monthsChanged(tenant, before, months.value))
  })
  return accept(months.value)
}
