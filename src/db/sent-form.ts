import { DAY, earlier } from '../kernel/calendar.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Tx } from './db.ts'

/** What was sent and when: the same words under the same one-time token have the same key, and nothing else has. */
export type SentForm = { key: string; at: Instant }

/**
 * Whether a form makes what it begins, or the same was sent before: `made` itself, or what the first one made. In the transaction that
 * makes it, after everything that may refuse; the second of two at one moment waits here for the first. What is sent without a token
 * (by a program, or from an older page) is always the first. What was sent a day ago is forgotten.
 */
export async function firstMade<Id extends string>(
  tx: Tx,
  tenant: TenantId | null,
  sent: SentForm | undefined,
  made: Id,
): Promise<Id> {
  if (!sent) return made
  const own = tenant ?? INSTALLATION
  const row = await tx
    .with('old', (db) => db.deleteFrom('sent_form').where('tenant_id', '=', own).where('sent_at', '<', earlier(sent.at, DAY)))
    .insertInto('sent_form')
    .values({ tenant_id: own, key: sent.key, made, sent_at: sent.at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet({ key: sent.key }))
    .returning('made')
    .executeTakeFirstOrThrow()
  return row.made as Id
}
