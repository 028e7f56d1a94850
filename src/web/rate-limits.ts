import { createHash, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../kernel/network.ts'

/** How many requests a minute may come: from one address, with one session, and from one address by somebody who is not signed in. */
export type Limits = { address: number; session: number; stranger: number }

/** Room for an office behind one address, whose lists ask for changes every four seconds; for one person; for signing in. */
export const LIMITS: Limits = { address: 3000, session: 600, stranger: 60 }

/** Who asks: the address (none where there is no connection), the token of the session, and whether this is a form of a stranger. */
type Asking = { address: string; session: string | undefined; strangersForm: boolean }

/** Counts requests in the memory of this node. Answers with the seconds to wait when there were too many. */
export function rateLimits(limits: Limits): (asking: Asking) => Promise<number | undefined> {
  const salt = randomBytes(16)
  const counter = (points: number) => new RateLimiterMemory({ points, duration: 60 })
  const byAddress = counter(limits.address)
  const bySession = counter(limits.session)
  const byStranger = counter(limits.stranger)
  return async ({ address, session, strangersForm }) => {
    const place = bucketOf(salt, networkOf(address))
    const waits = [
      address === '' ? undefined : await waitOf(byAddress, place),
      address === '' || !strangersForm ? undefined : await waitOf(byStranger, place),
      session === undefined ? undefined : await waitOf(bySession, bucketOf(salt, session)),
    ].filter((wait) => wait !== undefined)
    return waits.length > 0 ? Math.max(...waits) : undefined
  }
}

/** Bounds the memory: however many addresses there are, they share this many counters, in a way that nobody outside can foresee. */
const BUCKETS = 2 ** 15

function bucketOf(salt: Uint8Array, key: string): number {
  return createHash('sha256').update(salt).update(key).digest().readUInt32BE(0) % BUCKETS
}

async function waitOf(limiter: RateLimiterMemory, key: number): Promise<number | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw refused
  }
}
