import { age } from '../../kernel/calendar.ts'
import type { Instant } from '../../kernel/instant.ts'

/** A bound in memory on how often something may happen per key within a window of time. It forgets the oldest keys beyond `keys`. */
export type Bound = {
  /** How long that key still has to wait, in milliseconds; 0 when it may. */
  wait(key: string, now: Instant): number
  note(key: string, now: Instant): void
}

/** `limit` times per `window` milliseconds, counted from the first; at most `keys` keys are remembered. */
export function createBound({ limit, window, keys }: { limit: number; window: number; keys: number }): Bound {
  const counts = new Map<string, { count: number; since: Instant }>()
  const current = (key: string, now: Instant) => {
    const entry = counts.get(key)
    return entry && age(entry.since, now) < window ? entry : undefined
  }
  return {
    wait: (key, now) => {
      const entry = current(key, now)
      return entry && entry.count >= limit ? window - age(entry.since, now) : 0
    },
    note: (key, now) => {
      const entry = current(key, now) ?? { count: 0, since: now }
      entry.count += 1
      counts.delete(key)
      counts.set(key, entry)
      if (counts.size > keys) for (const oldest of counts.keys()) return void counts.delete(oldest)
    },
  }
}
