import type { Context } from '../context.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import { deleteDraftsBefore } from './import-store.ts'

/** How many days a file waits to be taken into a register. */
const KEPT_FOR_DAYS = 7

/** Forgets files that nobody took in, of every organisation. To be called once an hour. */
export async function forgetRegisterImports(context: Context): Promise<void> {
  await context.db.transact('admin', (tx) => deleteDraftsBefore(tx, earlier(context.now(), KEPT_FOR_DAYS * DAY)))
}
