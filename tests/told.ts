import type { Context } from '../src/context.ts'
import type { TenantId } from '../src/kernel/ids.ts'
import { readBody, type Told } from '../src/log/index.ts'
import { wording } from '../src/main/wording.ts'

/** The newest entry of a log, in words. */
export async function lastTold(context: Pick<Context, 'db'>, tenant: TenantId): Promise<Told> {
  const row = await context.db.read('admin', (tx) =>
    tx
      .selectFrom('log_entry')
      .select('body')
      .where('tenant_id', '=', tenant)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  return toldOf(row?.body)
}

/** What a stored entry tells, in words: made from the entry alone, as the pages make them. */
export function toldOf(body: string | null | undefined): Told {
  const entry = readBody(body ?? '')
  if (!entry) throw new Error(`no entry: ${body}`)
  return wording.tell(entry)
}
