import type { Context } from '../context.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import { KEPT_FOR_DAYS } from './read-statement.ts'
import * as store from './store.ts'

/** Forgets the statements that were taken in so long ago, of every organisation. To be called once an hour. */
export async function forgetStatements(context: Context): Promise<void> {
  await context.db.transact('admin', (tx) => store.deleteStatementsBefore(tx, earlier(context.now(), KEPT_FOR_DAYS * DAY)))
}
