import { writeDoubts } from '../assessment/actions.ts'
import type { Doubt } from '../assessment/index.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { EditionId } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { dutiesIn } from '../duties/actions.ts'
import { occurrencesOf } from '../duties/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { TenantId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { firstGaps } from './keeping.ts'
import { criterionOf, holding } from './record.ts'
import * as store from './store.ts'

/** What is older speaks against no answer any more; what is further ahead cannot be late before this is looked at again. In months. */
const LOOKS_BACK = 12
const LOOKS_AHEAD = 13

/**
 * Publishes what speaks against the answers of an organisation: for each duty the first occurrence of the last year or to come that no
 * record proves. It holds from the day after that is due, without anybody doing anything that day. In the transaction of whatever
 * changes records; nine statements.
 */
export async function publishDoubts(tx: Tx, context: CatalogueContext, tenant: TenantId): Promise<void> {
  const today = dayInJapan(context.now())
  const found = await dutiesIn(tx, context, tenant)
  const doubts = found ? await doubtsFrom(tx, tenant, found, today) : []
  for (const edition of EditionId.options) await writeDoubts(tx, tenant, edition, edition === found?.aim.edition ? doubts : [])
}

/** The same for every organisation, as days pass and duties are moved; called by the server. Gives how many there are. */
export async function publishAllDoubts(context: CatalogueContext, stopping?: AbortSignal): Promise<{ organisations: number }> {
  const all = await context.db.read('admin', (tx) => store.listTenants(tx))
  for (const tenant of all) {
    if (stopping?.aborted) break
    await context.db.transact({ tenant }, (tx) => publishDoubts(tx, context, tenant))
  }
  return { organisations: all.length }
}

type Found = NonNullable<Awaited<ReturnType<typeof dutiesIn>>>

async function doubtsFrom(tx: Tx, tenant: TenantId, { aim, duties, years }: Found, today: Day): Promise<Doubt[]> {
  const span = { from: addMonths(today, -LOOKS_BACK), to: addMonths(today, LOOKS_AHEAD) }
  // A day may be moved by less than a period.
  const scheduled = { from: addMonths(span.from, -12), to: addMonths(span.to, 12) }
  const records = holding(await store.listRecords(tx, tenant, { edition: aim.edition, scheduled }))
  return firstGaps(occurrencesOf(duties, years, span), records).map(({ duty, due, kind }) => ({
    ...{ criterion: criterionOf(duty), duty: Number(duty.slice(duty.indexOf('/') + 1)) },
    ...{ kind, due },
  }))
}
