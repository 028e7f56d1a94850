import type { Context } from '../context.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { logEventBy } from './append-actions.ts'
import { keptSince, retentionEvent, USUAL_MONTHS } from './retention.ts'
import * as retention from './retention-store.ts'
import * as store from './store.ts'

/** How many entries lose their content in one transaction. */
const PART = 5000

/**
 * Removes the content of entries that are older than their organisation keeps them; hashes stay, and an entry of the log says up to
 * where. To be called once a day; called again it changes nothing. Gives back how many logs it shortened.
 */
export async function endRetention(context: Context): Promise<number> {
  const logs = await context.db.read('admin', (tx) => store.listLogs(tx))
  let shortened = 0
  for (const { tenant, months } of logs) {
    const kept = tenant === INSTALLATION ? USUAL_MONTHS : (months ?? USUAL_MONTHS)
    if (await endRetentionOf(context, tenant, kept)) shortened += 1
  }
  return shortened
}

async function endRetentionOf(context: Context, tenant: TenantId, months: number): Promise<boolean> {
  const since = keptSince(context.now(), months)
  // What the job writes itself is new, so that where to stop is settled before it begins.
  const before = await context.db.transact('admin', (tx) => retention.readKeptFrom(tx, tenant, since))
  for (let parts = 0; ; parts += 1) {
    const ended = await context.db.transact('admin', async (tx) => {
      const through = await retention.findLastWithContent(tx, tenant, before, PART)
      if (through === undefined) return false
      await retention.removeContent(tx, tenant, through)
      await logEventBy(context, tx, tenant, { kind: 'command', command: 'retention' }, undefined, retentionEvent(through, months))
      return true
    })
    if (!ended) return parts > 0
  }
}
