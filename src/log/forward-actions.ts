import type { Context } from '../context.ts'
import { later, MINUTE } from '../kernel/calendar.ts'
import * as forward from './forward-store.ts'
import * as store from './store.ts'
import { checkpointMessage, entryMessage } from './syslog.ts'
import type { Collector } from './syslog-transport.ts'

/** How many logs and entries are handed on in one connection, and for how long a node has its turn. */
const MOST_LOGS = 20
const MOST_ENTRIES = 200
const TURN = MINUTE

/**
 * Hands every entry that was written since to a collector, each log in order, with the checkpoint that vouches for it. What was handed
 * on is kept in the database, after the collector took it: a crash between the two sends the last batch again, and leaves no gap. Of
 * several nodes one does it. To be called every few seconds; says how many entries it sent. Throws where the collector takes none.
 */
export async function forwardLogs(context: Context, collector: Collector, cut?: AbortSignal): Promise<number> {
  const node = nodeOf(context)
  let sent = 0
  while (!cut?.aborted) {
    const now = context.now()
    const mine = await context.db.transact('admin', (tx) => forward.takeTurn(tx, node, now, later(now, TURN)))
    const count = mine ? await forwardSome(context, collector, cut) : 0
    if (count === 0) return sent
    sent += count
  }
  return sent
}

async function forwardSome(context: Context, collector: Collector, cut: AbortSignal | undefined): Promise<number> {
  const host = new URL(context.settings.origin).hostname
  const logs = await context.db.read('admin', (tx) => forward.listWaiting(tx, MOST_LOGS))
  const messages: Buffer[] = []
  const reached: { tenant: (typeof logs)[number]['tenant']; sent: number }[] = []
  let room = MOST_ENTRIES
  for (const { tenant, from, size, note } of logs) {
    if (room <= 0) break
    const before = Math.min(size, from + room)
    const entries = await context.db.read('admin', (tx) => store.listEntries(tx, tenant, { from, before }))
    for (const entry of entries) if (entry.body !== null) messages.push(entryMessage(host, { ...entry, body: entry.body }))
    if (before === size) messages.push(checkpointMessage(host, context.now(), note))
    reached.push({ tenant, sent: before })
    room -= before - from
  }
  if (reached.length === 0) return 0
  await collector.send(messages, cut)
  await context.db.transact('admin', async (tx) => {
    for (const { tenant, sent } of reached) await forward.keepSent(tx, tenant, sent)
  })
  return MOST_ENTRIES - room
}

/** Which node this process is, among those that share a database. */
function nodeOf(context: Context): string {
  const known = nodes.get(context.db) ?? context.newId<string>()
  nodes.set(context.db, known)
  return known
}

const nodes = new WeakMap<Context['db'], string>()
