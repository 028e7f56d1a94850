import type { Context } from '../context.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { logEvent } from './append-actions.ts'
import { monthsChanged } from './event-words.ts'
import { RETENTION } from './retention.ts'
import * as search from './search-store.ts'

/** Changes for how many months the organisation keeps the content of its log. Refuses fewer than the scheme asks. */
export async function changeMonths(context: Context, viewer: Actor, typed: Typed<typeof RETENTION>): Promise<Outcome<number>> {
  const forbidden = refuseUnlessMay(viewer, 'organisation.settings')
  if (forbidden) return forbidden
  const decided = decideForm(RETENTION, typed)
  if (!decided.ok) return decided
  const { months } = decided.value
  const { tenant } = viewer
  await context.db.transact({ tenant }, async (tx) => {
    const before = await search.readMonths(tx, tenant)
    if (before === months) return
    await search.updateMonths(tx, tenant, months)
    await logEvent(context, tx, viewer, monthsChanged(tenant, before, months))
  })
  return accept(months)
}
