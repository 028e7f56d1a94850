import { age, DAY, HOUR, MINUTE } from '../../kernel/calendar.ts'
import type { Instant } from '../../kernel/instant.ts'

/** How long a session lasts at most, and how long without being used, in milliseconds. */
export const SESSION_LASTS = 7 * DAY
export const SESSION_IDLES = 12 * HOUR
/** How exactly is noted when a session was last used: no request writes more often than that. */
const NOTED_EVERY = MINUTE

/** Whether a session is still good, and whether it is time to note that it is used. */
export function sessionState(seenAt: Instant, now: Instant): 'over' | 'fresh' | 'to-note' {
  const quiet = age(seenAt, now)
  if (quiet > SESSION_IDLES) return 'over'
  return quiet >= NOTED_EVERY ? 'to-note' : 'fresh'
}
