import type { Context } from '../context.ts'
import { logEventBy } from './append-actions.ts'
import { requestsRefused } from './event-words.ts'
import { createTally, type RefusedRequest, type Tally } from './refused-requests.ts'

/** Counts a request that was turned away. The log is told by `flushRefused`. */
export function noteRefused(context: Context, request: RefusedRequest): void {
  tallyOf(context).note(request, context.now())
}

/**
 * Tells the logs of requests that were turned away: the organisation's of what its people tried, the installation's of all others. What
 * goes on is told once an hour. To be called every minute, and with `all` when the server stops. Says how many entries it made.
 */
export async function flushRefused(context: Context, { all = false }: { all?: boolean } = {}): Promise<number> {
  const told = tallyOf(context).take(context.now(), all)
  for (const requests of told) {
    const { tenant, by, from } = requests
    await context.db.transact('signIn', (tx) => logEventBy(context, tx, tenant, by, from, requestsRefused(requests)))
  }
  return told.length
}

function tallyOf(context: Context): Tally {
  const tally = tallies.get(context) ?? createTally()
  tallies.set(context, tally)
  return tally
}

const tallies = new WeakMap<Context, Tally>()
