import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Logs of which something was not handed on yet: from which position, and where they stand. In the admin scope, as all here. */
export async function listWaiting(
  tx: Tx,
  limit: number,
): Promise<{ tenant: TenantId; from: number; size: number; note: string }[]> {
  const { rows } = await sql<{ tenant: TenantId; from: number; size: number; note: string }>`
    select log_head.tenant_id as tenant, coalesce(log_forward.sent, 0) as from, log_head.size, log_head.checkpoint as note
    from log_head left join log_forward on log_forward.tenant_id = log_head.tenant_id
    where log_head.size > coalesce(log_forward.sent, 0)
    order by log_head.at limit ${limit}`.execute(tx)
  return rows
}

/** Keeps up to where a log was handed on. */
export async function keepSent(tx: Tx, tenant: TenantId, sent: number): Promise<void> {
  await tx
    .insertInto('log_forward')
    .values({ tenant_id: tenant, sent })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ sent }))
    .execute()
}

/** Whether this node hands on until then: it did before, or the one that did has not been heard of since. */
export async function takeTurn(tx: Tx, node: string, now: Instant, until: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into log_forwarder (node, until) values (${node}, ${until}::timestamptz)
    on conflict (one) do update set node = excluded.node, until = excluded.until
    where log_forwarder.node = excluded.node or log_forwarder.until < ${now}::timestamptz
    returning node`.execute(tx)
  return rows.length > 0
}
