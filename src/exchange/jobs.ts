import type { Context } from '../context.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import * as store from './store.ts'

/** A draft that nobody accepted is kept for a week. */
const DRAFT_KEPT_FOR = 7 * DAY

/** Forgets the drafts that nobody accepted, with the files that they hold, of every organisation. To be called once an hour. */
export async function forgetDrafts(context: Context): Promise<void> {
  await context.db.transact('admin', (tx) => store.deleteDraftsBefore(tx, earlier(context.now(), DRAFT_KEPT_FOR)))
}
