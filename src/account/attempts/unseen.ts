import { age, HOUR, SECOND } from '../../kernel/calendar.ts'
import type { Instant } from '../../kernel/instant.ts'

/** Attempts that were refused unseen, of one address for mail: how many, when, and from how many addresses of the network. */
export type UnseenAttempts = {
  attempts: number
  /** From how many different clients; at least so many, when `more`. */
  clients: number
  more: boolean
  from: Instant
  to: Instant
}

/** Until when nothing is looked at: for a lock, or for the growing delay before it. */
export type Wait = { until: Instant; locked: boolean }

/** Counts refused attempts in memory, so that nothing is written for any of them. */
export type UnseenCounter = {
  /** One more. `wait` is for what it was refused, and until when; null when it was refused for another reason. */
  note(key: string, client: string, now: Instant, wait: Wait | null): void
  /** For what that key was made to wait a moment ago: whoever asks again and again need not trouble the database. */
  waiting(key: string, now: Instant): Wait | undefined
  /** Forgets that a key waits. */
  release(key: string): void
  /** Takes out what can be told: everything whose lock is over or that began an hour ago; everything at all with `all`. */
  take(now: Instant, all?: boolean): [key: string, refused: UnseenAttempts][]
}

/** Beyond so many keys, attempts are counted together under ''. */
const MOST_KEYS = 10_000
/** Beyond so many clients, per key and in all, they are no longer told apart. */
const MOST_CLIENTS = 100_000
const MOST_CLIENTS_IN_ALL = 200_000
const TOLD_EVERY = HOUR
/** For so long a lock is believed without asking the database, where another server may have lifted it. */
const BELIEVED_FOR = 30 * SECOND

type Counting = Omit<UnseenAttempts, 'clients'> & { clients: Set<string>; wait: Wait | null; seenAt: Instant }

export function countUnseen(): UnseenCounter {
  const counting = new Map<string, Counting>()
  let clientsInAll = 0
  return {
    note: (wanted, client, now, wait) => {
      const key = counting.has(wanted) || counting.size < MOST_KEYS ? wanted : ''
      const entry = counting.get(key) ?? {
        attempts: 0,
        clients: new Set(),
        more: false,
        from: now,
        to: now,
        wait: null,
        seenAt: now,
      }
      entry.attempts += 1
      entry.to = now
      if (wait !== null && (entry.wait?.until !== wait.until || age(entry.seenAt, now) > BELIEVED_FOR)) {
        entry.wait = wait
        entry.seenAt = now
      }
      if (!entry.clients.has(client)) {
        if (entry.clients.size < MOST_CLIENTS && clientsInAll < MOST_CLIENTS_IN_ALL) {
          entry.clients.add(client)
          clientsInAll += 1
        } else entry.more = true
      }
      counting.set(key, entry)
    },
    waiting: (key, now) => {
      const entry = key === '' ? undefined : counting.get(key)
      if (!entry?.wait || entry.wait.until <= now || age(entry.seenAt, now) > BELIEVED_FOR) return undefined
      return entry.wait
    },
    release: (key) => {
      const entry = counting.get(key)
      if (entry) entry.wait = null
    },
    take: (now, all = false) => {
      const over = [...counting].filter(
        ([, { from, wait }]) => all || age(from, now) >= TOLD_EVERY || (wait?.locked === true && wait.until <= now),
      )
      return over.map(([key, { attempts, clients, more, from, to }]) => {
        counting.delete(key)
        clientsInAll -= clients.size
        return [key, { attempts, clients: clients.size, more, from, to }]
      })
    },
  }
}
