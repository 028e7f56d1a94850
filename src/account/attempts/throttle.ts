import { age, DAY, later, MINUTE } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** Wrong passwords in a row on one path: from one known browser, or from everywhere else together. */
export type Tries = {
  failures: number
  lastFailedAt: Instant
  /** Nothing is looked at before then. */
  lockedUntil: Instant | null
  /** How often it was locked lately: each lock lasts twice as long as the one before. */
  locks: number
}

/**
 * What becomes of an attempt. `try`: it may be looked at, and `after` is what is noted before it is, as if it were wrong, so that
 * many at once cannot slip through; `closes` when it is the one that locks if it is wrong. `wait`: it is not looked at before `until`.
 */
export type TryDecision = { kind: 'try'; after: Tries; closes: boolean } | { kind: 'wait'; until: Instant; locked: boolean }

/** @clause 4-1-5-1 The failure in a row at which the path is locked; what tells people of it takes the number from here. */
export const LOCK_AT = 10
const FIRST_LOCK = 15 * MINUTE
const LONGEST_LOCK = DAY
/** After so long without a failure the count begins anew; after so long the locks are forgotten, too. */
const COUNT_FORGOTTEN = DAY
const LOCKS_FORGOTTEN = 7 * DAY

/** Whether a password may be tried now, given what came before. */
export function decideTry(before: Tries | undefined, now: Instant): TryDecision {
  const tries = forget(before, now)
  if (tries.lockedUntil !== null) return { kind: 'wait', until: tries.lockedUntil, locked: true }
  const left = delayAfter(tries.failures) - age(tries.lastFailedAt, now)
  if (left > 0) return { kind: 'wait', until: later(now, left), locked: false }
  const failures = tries.failures + 1
  const closes = failures >= LOCK_AT
  const locks = closes ? tries.locks + 1 : tries.locks
  const lockedUntil = closes ? later(now, lockAfter(locks)) : null
  return { kind: 'try', closes, after: { failures, lastFailedAt: now, lockedUntil, locks } }
}

/** How long to wait after so many failures in a row, in milliseconds: nothing for three, then 5, 10, 20, 40 seconds, then a minute. */
export function delayAfter(failures: number): number {
  return failures < 3 ? 0 : Math.min(60, 5 * 2 ** (failures - 3)) * 1000
}

/** How long the n-th lock lasts, in milliseconds: 15 minutes, each time twice as long, a day at most. */
export function lockAfter(locks: number): number {
  return Math.min(LONGEST_LOCK, FIRST_LOCK * 2 ** (locks - 1))
}

/** Under which key a known browser's failures are counted. */
export function deviceKey(account: AccountId, device: string): string {
  return `device:${account}:${device}`
}

/** A lock that is over and failures of long ago count no more, nor does what a clock noted that went back since. */
function forget(tries: Tries | undefined, now: Instant): Tries {
  const none = { failures: 0, lastFailedAt: new Date(0).toISOString(), lockedUntil: null, locks: 0 }
  const quiet = tries ? age(tries.lastFailedAt, now) : Number.POSITIVE_INFINITY
  if (!tries || quiet > LOCKS_FORGOTTEN) return none
  if (tries.lockedUntil !== null) return tries.lockedUntil > now ? tries : { ...none, locks: tries.locks }
  return quiet > COUNT_FORGOTTEN ? { ...none, locks: tries.locks } : tries
}
