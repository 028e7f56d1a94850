import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Client, Seat } from '../kernel/seat.ts'
import { originOf, toBase64 } from './checkpoint.ts'
import { type Author, toBody, toEntry } from './entry.ts'
import type { AnyEvent } from './facts.ts'
import { appendLeaf, rootOf } from './merkle.ts'
import { leafOf, signCheckpoint, treeHash } from './node-crypto.ts'
import * as store from './store.ts'

/**
 * Adds an entry to the log of the seat's organisation, in the transaction of the event itself. The log stays locked until that
 * transaction ends, so that log as the last thing it does: whoever locked a log and then waits for another row may wait for ever.
 */
export async function logEvent(context: Context, tx: Tx, seat: Seat, event: AnyEvent): Promise<void> {
  const { tenant, person } = seat
  const { head, actor } = await lockLog(context, tx, tenant, person)
  await append(context, tx, tenant, head, toAuthor(person, actor), seat.from, event)
}

/** The same for somebody without a seat, or for another log: `INSTALLATION` for what belongs to no organisation. */
export async function logEventBy(
  context: Context,
  tx: Tx,
  tenant: TenantId,
  author: Author,
  from: Client | undefined,
  event: AnyEvent,
): Promise<void> {
  const { head } = await lockLog(context, tx, tenant, null)
  await append(context, tx, tenant, head, author, from, event)
}

async function lockLog(context: Context, tx: Tx, tenant: TenantId, person: PersonId | null) {
  const locked = await store.lockHead(tx, tenant, person)
  if (locked) return locked
  await store.beginLog(tx, tenant, context.now())
  const begun = await store.lockHead(tx, tenant, person)
  if (!begun) throw new Error(`this transaction cannot write the log of ${tenant}`)
  return begun
}

async function append(
  context: Context,
  tx: Tx,
  tenant: TenantId,
  head: store.Head,
  by: Author,
  from: Client | undefined,
  event: AnyEvent,
): Promise<void> {
  const at = context.now()
  const position = head.size
  const entry = toEntry({ position, tenant, at, by, from: from ?? null }, event)
  const body = toBody(entry)
  const leaf = leafOf(body)
  const before = head.frontier.map((hash) => Buffer.from(hash, 'base64'))
  const frontier = appendLeaf(treeHash, before, position, leaf)
  const size = position + 1
  const checkpoint = signCheckpoint(context.secrets, {
    origin: originOf(tenant),
    size,
    root: toBase64(rootOf(treeHash, frontier)),
  })
  const newDay = position > 0 && dayInJapan(head.at) !== dayInJapan(at)
  await store.appendEntry(
    tx,
    tenant,
    { position, at, act: entry.act, about: entry.about, body, leaf: toBase64(leaf) },
    { size, frontier: frontier.map(toBase64), checkpoint, at },
    newDay ? { size: head.size, checkpoint: head.checkpoint } : undefined,
  )
}

/** An expert acts as engaged, whatever roles the row has. Somebody unknown to the organisation is told by their identifier alone. */
function toAuthor(person: PersonId, actor: store.Actor | undefined): Author {
  if (!actor) return { kind: 'person', person, name: '', roles: [], engagement: null }
  const { name, engagement } = actor
  if (engagement === null) return { kind: 'person', person, name, roles: actor.roles, engagement }
  return { kind: 'person', person, name, roles: ['engaged'], engagement, firm: actor.firm ?? undefined }
}
