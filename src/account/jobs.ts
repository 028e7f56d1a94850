import type { Ground } from '../ground.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import { idleSince } from './session-actions.ts'
import { deleteOldSessions } from './session-store.ts'
import { deleteOldTries } from './throttle-store.ts'
import { deleteOldTickets } from './ticket-store.ts'

/** Removes what is over: sessions, links a week after they ended, and failures that no longer count. To be called every hour. */
export async function tidyAccounts(ground: Ground): Promise<void> {
  const weekAgo = earlier(ground.now(), 8 * DAY)
  await ground.db.transact('door', async (tx) => {
    await deleteOldSessions(tx, ground.now(), idleSince(ground))
    await deleteOldTickets(tx, weekAgo)
    await deleteOldTries(tx, weekAgo)
  })
}
