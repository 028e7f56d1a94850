import type { Context } from '../../context.ts'
import { DAY, earlier } from '../../kernel/calendar.ts'
import { deleteOldTries } from '../attempts/actions.ts'
import { deleteOldTickets } from '../credentials/actions.ts'
import { idleSince, saveSeen } from './session-actions.ts'
import { deleteOldSessions } from './session-store.ts'

export { saveSeen }

/** Removes what is over: sessions, links a week after they ended, and failures that no longer count. To be called every hour. */
export async function tidyAccounts(context: Context): Promise<void> {
  const weekAgo = earlier(context.now(), 8 * DAY)
  await saveSeen(context)
  await context.db.transact('signIn', async (tx) => {
    await deleteOldSessions(tx, context.now(), idleSince(context))
    await deleteOldTickets(tx, weekAgo)
    await deleteOldTries(tx, weekAgo)
  })
}
