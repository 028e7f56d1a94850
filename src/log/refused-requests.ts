import { elapsed, HOUR } from '../kernel/calendar.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { networkOf } from '../kernel/network.ts'
import type { TurnedAway } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import type { Author } from './entry.ts'

/** A request that was turned away: why, whose it was, whose log it belongs to, from where, and what it asked for. */
export type RefusedRequest = { why: TurnedAway; by: Author; tenant: TenantId; from: Client; route: string }
/** Several of one kind by one somebody. `from` is that of the last; `clients` how many networks they came from, at least. */
export type RefusedRequests = RefusedRequest & {
  count: number
  clients: number
  routes: string[]
  since: Instant
  until: Instant
}

/** Counts requests that were turned away in memory, so that nothing is written for any of them. */
export type Tally = {
  note(request: RefusedRequest, now: Instant): void
  /** Takes out what is to be told: what was not told for an hour, or everything with `all`. */
  take(now: Instant, all?: boolean): RefusedRequests[]
}

/** So many networks of strangers and so many people are told apart in an hour; others of a kind are counted together. */
const MOST_STRANGERS = 200
const MOST_KNOWN = 2000
/** So many routes are named, and so many networks told apart. */
const MOST_ROUTES = 5
const MOST_CLIENTS = 1000
const TOLD_EVERY = HOUR

type Counting = Omit<RefusedRequests, 'clients'> & {
  networks: Set<string>
  toldAt: Instant | undefined
  kind: 'strangers' | 'known'
}

export function createTally(): Tally {
  const counting = new Map<string, Counting>()
  const room = { strangers: MOST_STRANGERS, known: MOST_KNOWN }
  return {
    note: (request, now) => {
      const kind = request.by.kind === 'unknown' ? 'strangers' : 'known'
      const own = keyOf(request)
      const key = counting.has(own) || room[kind] > 0 ? own : `${request.why} others`
      const before = counting.get(key)
      if (!before) room[kind] -= 1
      const entry = before ?? { ...emptied(request, now), kind, toldAt: undefined }
      if (entry.count === 0) Object.assign(entry, emptied(request, now))
      entry.count += 1
      entry.until = now
      entry.from = request.from
      if (entry.networks.size < MOST_CLIENTS) entry.networks.add(networkOf(request.from.address))
      if (entry.routes.length < MOST_ROUTES && !entry.routes.includes(request.route)) entry.routes.push(request.route)
      counting.set(key, entry)
    },
    take: (now, all = false) => {
      const told: RefusedRequests[] = []
      for (const [key, entry] of counting) {
        const due = all || entry.toldAt === undefined || Math.abs(elapsed(entry.toldAt, now)) >= TOLD_EVERY
        if (!due) continue
        if (entry.count === 0) {
          counting.delete(key)
          room[entry.kind] += 1
        } else {
          const { networks, toldAt: _, kind: __, ...requests } = entry
          told.push({ ...requests, clients: networks.size })
          Object.assign(entry, { count: 0, toldAt: now })
        }
      }
      return told
    },
  }
}

function keyOf({ why, by, tenant, from }: RefusedRequest): string {
  if (by.kind === 'person') return `${why} ${tenant} ${by.person}`
  return by.kind === 'account' ? `${why} ${by.account}` : `${why} ${networkOf(from.address)}`
}

function emptied(request: RefusedRequest, now: Instant) {
  return { ...request, count: 0, networks: new Set<string>(), routes: [] as string[], since: now, until: now }
}
