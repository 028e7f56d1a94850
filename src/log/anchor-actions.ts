import { readFileSync } from 'node:fs'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { writeDurably } from '../db/durable-file.ts'
import { elapsed, MINUTE } from '../kernel/calendar.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Kept, keptOf, MOST_IN_ENTRY, readLine, readNotes, type Standing, toPin } from './anchor.ts'
import * as anchorStore from './anchor-store.ts'
import { logEventBy } from './append-actions.ts'
import { originOf, toBase64 } from './checkpoint.ts'
import { anchorAccepted, anchorBegun, anchorBroken, anchored, logBegun, type OwnEvent } from './event-words.ts'
import { appendLeaf, type Hash, rootOf } from './merkle.ts'
import { signCheckpoint, treeHash } from './node-crypto.ts'
import type { Pin } from './pins.ts'
import * as store from './store.ts'

/** How long the logs of organisations that grew stand in the file alone, before the installation's log tells of them. */
const ENTRY_EVERY = 10 * MINUTE
/** How many leaves are read at once. */
const PART = 20_000

/** What this process knows of a log: where it stood, and the frontier of its tree where that was computed already. */
type Known = Standing & { frontier?: readonly Hash[] }
type Memory = {
  known: Map<TenantId, Known>
  /** Logs that grew since the installation's log told of them: what the file says of each. */
  waiting: Map<TenantId, Kept>
  broken: Set<TenantId>
  /** The newest checkpoint of the installation's log, and the file as it was written last. */
  own: string
  written: string
  toldAt: Instant
  /** The file that the installation's log does not continue; nothing is written over it. */
  refused: string | undefined
}

/** The anchor was not written: what stands outside the database is not what stands in it. `hoshitori log verify` tells more. */
export class AnchorBroken extends Error {}

/**
 * Writes outside the database where its logs stand: to the file the newest checkpoint of the installation's log with those of the
 * organisations' that grew, and every ten minutes, or with `all`, to the installation's log where these stand. To be called every few
 * seconds; writes nothing where nothing has grown. `first` runs before the file is begun for the first time. Says how many logs it told the installation's log of. A log that does not continue
 * what stood outside is told there once, and its anchor stays; throws AnchorBroken once where it is the installation's own.
 */
export async function keepAnchors<C extends Context>(
  context: C,
  { all = false, first }: { all?: boolean; first?: (context: C) => Promise<void> } = {},
): Promise<number> {
  const path = context.logAnchor
  if (path === undefined) return 0
  const memory = await remembered(context, path, first)
  if (memory.refused !== undefined) return 0
  await lookAtAll(context, memory)
  const due = all || memory.waiting.size >= MOST_IN_ENTRY || elapsed(memory.toldAt, context.now()) >= ENTRY_EVERY
  const told = due ? await tellOf(context, memory) : 0
  if (told > 0) await lookAtAll(context, memory)
  const text = [memory.own, ...[...memory.waiting.values()].map(({ note }) => note)].join('')
  if (text !== memory.written) writeDurably(path, text)
  memory.written = text
  return told
}

/**
 * What vouches for logs from outside of them: the anchor file, as it stands (`text`) and as it was read, and what the installation's log
 * said last of organisations.
 */
export type Anchors = {
  text: string | undefined
  file: readonly Kept[]
  told: readonly Standing[]
  state: 'none' | 'missing' | 'illegible' | 'read'
}

/** What there is of it: for all logs, or for one organisation's and that of the installation. The file is read before the database. */
export async function readAnchors(context: Pick<Context, 'db' | 'logAnchor'>, tenant?: TenantId): Promise<Anchors> {
  const text = context.logAnchor === undefined ? undefined : readFile(context.logAnchor)
  const { lines, begun } = await context.db.read('admin', (tx) => anchorStore.readTold(tx, tenant))
  const told = lines.flatMap((line) => readLine(line) ?? [])
  if (text === undefined) return { text, file: [], told, state: begun && context.logAnchor !== undefined ? 'missing' : 'none' }
  const file = readNotes(text)
  return { text, file: file ?? [], told, state: file ? 'read' : 'illegible' }
}

/** Those of a log, as a verification takes them. */
export function anchorsOf({ file, told, state }: Anchors, tenant: TenantId) {
  const kind = { missing: 'noAnchor', illegible: 'anchorIllegible', none: undefined, read: undefined } as const
  const wrong = tenant === INSTALLATION ? kind[state] : undefined
  return {
    anchors: file.filter((kept) => kept.tenant === tenant).map(({ note }) => note),
    pinned: told.filter((standing) => standing.tenant === tenant).map(toPin) as Pin[],
    unread: wrong ? [{ kind: wrong, position: 0 }] : [],
  }
}

/**
 * Whoever keeps the server answers for it that the database is an older copy than the file outside says: that is told to the
 * installation's log, with what the file said, and the file begins anew. Nothing where there is no file that could be read.
 */
export async function acceptAnchor(context: Context): Promise<Standing | undefined> {
  const path = context.logAnchor
  if (path === undefined) return undefined
  const until = ownIn(readNotes(readFile(path) ?? ''))
  if (!until) return undefined
  await tell(context, anchorAccepted(until))
  writeDurably(path, (await context.db.read('admin', (tx) => anchorStore.readNote(tx, INSTALLATION))) ?? '')
  memories.delete(context.db)
  return until
}

/** The same for a restore, inside its transaction and last of all. */
export async function restoreAnchor(context: Context, tx: Tx): Promise<void> {
  const path = context.logAnchor
  if (path === undefined) return
  const until = ownIn(readNotes(readFile(path) ?? ''))
  if (until)
    await logEventBy(context, tx, INSTALLATION, { kind: 'command', command: 'restore' }, undefined, anchorAccepted(until))
  writeDurably(path, (await anchorStore.readNote(tx, INSTALLATION)) ?? '')
}

type First<C> = ((context: C) => Promise<void>) | undefined

async function remembered<C extends Context>(context: C, path: string, first: First<C>): Promise<Memory> {
  const memory = memories.get(context.db)
  if (memory && (memory.refused === undefined || memory.refused === readFile(path))) return memory
  const begun = await begin(context, path, first)
  memories.set(context.db, begun)
  if (begun.refused === undefined) return begun
  await tell(context, anchorBroken(standingsOf(begun.refused)))
  throw new AnchorBroken(`the log of the installation does not continue ${path}: it was cut, or the database is an older copy`)
}

/** What was known when the process began: what the installation's log says of logs, and the file, which must fit. */
async function begin<C extends Context>(context: C, path: string, first: First<C>): Promise<Memory> {
  const { text, file, told, state } = await readAnchors(context)
  const known = new Map<TenantId, Known>(told.map((standing) => [standing.tenant, standing]))
  const memory: Memory = {
    known,
    waiting: new Map(),
    broken: new Set(),
    own: '',
    written: text ?? '',
    toldAt: context.now(),
    refused: undefined,
  }
  if (text === undefined) {
    // The file comes first: were the log to tell of a file that is not there yet, a crash between the two would look like a theft.
    writeDurably(path, await noteNow(context))
    if (state === 'none') await beginLogs(context)
    if (state === 'none') await first?.(context)
    await tell(context, anchorBegun(state === 'none'))
    return memory
  }
  const own = ownIn(file)
  if (!own || !(await lookAt(context, memory, own))) return { ...memory, refused: text }
  for (const kept of file) if (kept !== own) learn(memory, kept)
  return memory
}

/** Organisations of the days before there were logs get one, so that an empty log is a damage from here on. */
async function beginLogs(context: Context): Promise<void> {
  const without = await context.db.read('admin', (tx) => anchorStore.listWithoutLog(tx))
  for (const tenant of without) await tell(context, logBegun(tenant), tenant)
}

/** Looks at every log whose size is not what is known. */
async function lookAtAll(context: Context, memory: Memory): Promise<void> {
  const sizes = await context.db.read('admin', (tx) => anchorStore.listSizes(tx))
  const grown = sizes.filter(({ tenant, size }) => !memory.broken.has(tenant) && memory.known.get(tenant)?.size !== size)
  for (const { tenant } of grown) {
    const before = memory.known.get(tenant)
    if (!before) await take(context, memory, tenant)
    else if (!(await lookAt(context, memory, before))) await giveUp(context, memory, before)
  }
}

async function giveUp(context: Context, memory: Memory, before: Known): Promise<void> {
  memory.broken.add(before.tenant)
  if (before.tenant === INSTALLATION) memory.refused = memory.written
  await tell(context, anchorBroken([before]))
  if (before.tenant === INSTALLATION) throw new AnchorBroken('the log of the installation does not continue what it was')
}

/** Whether a log as it is now continues what it was; if so, that is known from here on. */
async function lookAt(context: Context, memory: Memory, before: Known): Promise<boolean> {
  const { tenant } = before
  const now = await readStanding(context, tenant)
  if (!now || now.size < before.size) return false
  const old = before.frontier ?? (await grow(context, tenant, [], 0, before.size))
  if (toBase64(rootOf(treeHash, old)) !== before.root) return false
  const frontier = await grow(context, tenant, old, before.size, now.size)
  if (toBase64(rootOf(treeHash, frontier)) !== now.root) return false
  learn(memory, { ...now, frontier })
  return true
}

/** A log that is seen for the first time is believed: nothing vouches for it yet. */
async function take(context: Context, memory: Memory, tenant: TenantId): Promise<void> {
  const now = await readStanding(context, tenant)
  if (now) learn(memory, now)
}

function learn(memory: Memory, now: Kept & Known): void {
  const { tenant, size, root, note, frontier } = now
  memory.known.set(tenant, { tenant, size, root, ...(frontier && { frontier }) })
  if (tenant === INSTALLATION) memory.own = note
  else memory.waiting.set(tenant, { tenant, size, root, note })
}

/** Tells the installation's log where the logs stand that have grown. */
async function tellOf(context: Context, memory: Memory): Promise<number> {
  const waiting = [...memory.waiting.values()].sort((one, other) => (one.tenant < other.tenant ? -1 : 1))
  for (let from = 0; from < waiting.length; from += MOST_IN_ENTRY) {
    const part = waiting.slice(from, from + MOST_IN_ENTRY)
    await tell(context, anchored(part))
    for (const { tenant } of part) memory.waiting.delete(tenant)
  }
  memory.toldAt = context.now()
  return waiting.length
}

function tell(context: Context, event: OwnEvent, tenant: TenantId = INSTALLATION): Promise<void> {
  const author = { kind: 'command', command: 'anchor' } as const
  return context.db.transact('signIn', (tx) => logEventBy(context, tx, tenant, author, undefined, event))
}

/** The newest checkpoint of the installation's log; a signed nothing before its first entry. */
async function noteNow(context: Context): Promise<string> {
  const note = await context.db.read('admin', (tx) => anchorStore.readNote(tx, INSTALLATION))
  return note ?? signCheckpoint(context.secrets, { origin: originOf(INSTALLATION), size: 0, root: toBase64(treeHash.empty) })
}

async function readStanding(context: Context, tenant: TenantId): Promise<Kept | undefined> {
  const note = await context.db.read('admin', (tx) => anchorStore.readNote(tx, tenant))
  return note === undefined ? undefined : keptOf(note)
}

async function grow(context: Context, tenant: TenantId, frontier: readonly Hash[], from: number, to: number): Promise<Hash[]> {
  let grown = [...frontier]
  for (let at = from; at < to; at += PART) {
    const range = { from: at, before: Math.min(at + PART, to) }
    const leaves = await context.db.read('admin', (tx) => store.listLeaves(tx, tenant, range))
    for (const [index, leaf] of leaves.entries()) grown = appendLeaf(treeHash, grown, at + index, Buffer.from(leaf, 'base64'))
  }
  return grown
}

/** What the anchor file says of the installation's own log. */
function ownIn(file: readonly Kept[] | undefined): Kept | undefined {
  return file?.find(({ tenant }) => tenant === INSTALLATION)
}

function standingsOf(text: string): Standing[] {
  return readNotes(text)?.slice(0, MOST_IN_ENTRY) ?? []
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault
    return undefined
  }
}

const memories = new WeakMap<Context['db'], Memory>()
