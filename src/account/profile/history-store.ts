import type { Tx } from '../../db/db.ts'
import type { TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** An entry of a log as its bytes are kept; without a body where its retention ended. */
type KeptEntry = { position: number; at: Instant; body: string | null }

/** What a log says about somebody, newest first, before a position. */
export async function listAbout(
  tx: Tx,
  tenant: TenantId,
  about: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<KeptEntry[]> {
  const all = tx
    .selectFrom('log_entry')
    .select(['position', 'at', 'body'])
    .where('tenant_id', '=', tenant)
    .where('about', '=', about)
    .orderBy('position', 'desc')
    .limit(limit)
  const rows = await (before === null ? all : all.where('position', '<', before)).execute()
  return rows
}
