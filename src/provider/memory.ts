import { isToCome, later, MINUTE, SECOND } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OidcClient, Spoken } from './client.ts'

/** How long a provider's description of itself is believed, in milliseconds. Its keys the library looks up anew after five minutes. */
const KNOWN_FOR = 10 * MINUTE
/** How long a failure is: whoever knocks again and again does not make us knock there as often. */
const FAILED_FOR = 20 * SECOND

/** `fresh`: it was asked just now, and not remembered. */
type Remembered<T> = { spoken: Spoken<T>; fresh: boolean }
export type Directory<T> = (client: OidcClient, now: Instant) => Promise<Remembered<T>>

/** Remembers what providers say of themselves; several who ask at once wait for one answer. Other credentials are another provider. */
export function remember<T>(ask: (client: OidcClient) => Promise<Spoken<T>>): Directory<T> {
  const memory = new Map<string, { until: Instant; answer: Promise<Spoken<T>> }>()
  return async (client, now) => {
    const key = JSON.stringify([client.issuer, client.clientId, client.clientSecret])
    const known = memory.get(key)
    if (known && isToCome(known.until, KNOWN_FOR, now)) return { spoken: await known.answer, fresh: false }
    for (const [old, { until }] of memory) if (!isToCome(until, KNOWN_FOR, now)) memory.delete(old)
    const entry = { until: later(now, KNOWN_FOR), answer: ask(client) }
    memory.set(key, entry)
    const spoken = await entry.answer
    if (!spoken.ok) entry.until = later(now, FAILED_FOR)
    return { spoken, fresh: true }
  }
}
