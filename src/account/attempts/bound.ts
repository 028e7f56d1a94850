import type { Instant } from '../../kernel/instant.ts'

/** A bound in memory on how often something may happen per key within a window of time. It forgets the oldest keys beyond `keys`. */
export type Bound = {
  /** How long that key still has to wait, in milliseconds; 0 when it may. */
  wait(key: string, now: Instant): number
  note(key: string, now: Instant): void
}

/** `limit` times per `window` milliseconds, counted from the first; at most `keys` keys are remembered. */
export function createBound({ limit, window, keys }: { limit: number; window: number; keys: number }): Bound {
  const counts = new Map<string, { count: number; since: number }>()
  const current = (key: string, at: number) => {
    const entry = counts.get(key)
    return entry && at < entry.since + window ? entry : undefined
  }
  return {
    wait: (key, now) => {
      const entry = current(key, Date.parse(now))
      return entry && entry.count >= limit ? entry.since + window - Date.parse(now) : 0
    },
    note: (key, now) => {
      const at = Date.parse(now)
      const entry = current(key, at) ?? { count: 0, since: at }
      entry.count += 1
      counts.delete(key)
      counts.set(key, entry)
      if (counts.size > keys) for (const oldest of counts.keys()) return void counts.delete(oldest)
    },
  }
}

/** Whom an address belongs to, as far as it tells: all of an IPv4 address, the first 64 bits of an IPv6 address. */
export function clientOf(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (!bare.includes(':')) return bare
  const [head = '', tail] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...gap, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${groups.join(':')}::/64`
}
