import { setImmediate } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Scope } from '../db/db.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import { type Anchors, anchorsOf, readAnchors } from './anchor-actions.ts'
import { toBase64 } from './checkpoint.ts'
import { readBody } from './entry.ts'
import type { AnyEvent } from './facts.ts'
import { type Hash, inclusionProof, rootByInclusion } from './merkle.ts'
import { judgeOf, leafOf, treeHash } from './node-crypto.ts'
import { isBy, mayTellOf, type Search, tellsOf } from './search.ts'
import * as search from './search-store.ts'
import * as store from './store.ts'
import {
  type Claims,
  type StateVerdict,
  type StoredEntry,
  startVerification,
  type Tools,
  type VerificationResult,
} from './verify-log.ts'
import type { Told, Wording } from './wording.ts'

/** An entry as it is listed: without an entry where its content ended by retention. */
export type Listed = { stored: StoredEntry; entry: Told | undefined }
/** A page of what was found, newest first. `next` is where to go on from: there may be more before it. */
export type FoundEntries = { entries: Listed[]; next: number | null; scanned: number }

/** How many entries are read at once; a query of that size takes well under 100 ms. */
const PART = 2000
/** How many entries one request looks through for a word, at most. */
const MOST_SCANNED = 10_000

/** Finds entries of an organisation's log before a position, newest first, until `limit` are found or enough was looked through. */
export async function findEntries(
  context: Context,
  wording: Wording,
  tenant: TenantId,
  wanted: Search,
  page: { before: number | null; limit: number },
): Promise<FoundEntries> {
  const entries: Listed[] = []
  const plain = wanted.words.length === 0
  const part = plain ? page.limit + 1 : PART
  let before = page.before
  let scanned = 0
  for (;;) {
    const from = before
    const rows = await context.db.read({ tenant }, (tx) => search.listBefore(tx, tenant, wanted, { before: from, limit: part }))
    for (const stored of rows) {
      if (entries.length === page.limit) return { entries, next: entries.at(-1)?.stored.position ?? 0, scanned }
      scanned += 1
      before = stored.position
      const listed = toListed(stored, wanted, wording)
      if (listed) entries.push(listed)
    }
    if (rows.length < part) return { entries, next: null, scanned }
    if (scanned >= MOST_SCANNED) return { entries, next: before, scanned }
  }
}

/** An entry as it is listed, where it is what was looked for. One whose content ended tells of no word, and was done by nobody. */
function toListed(stored: StoredEntry, { words, who }: Search, wording: Wording): Listed | undefined {
  if (stored.body === null) return words.length === 0 && who === '' ? { stored, entry: undefined } : undefined
  if (words.length > 0 && !mayTellOf(stored.body, words)) return undefined
  const read = readBody(stored.body)
  if (!read) return words.length === 0 ? { stored, entry: undefined } : undefined
  const entry = wording.tell(read)
  return tellsOf(entry, words) && isBy(entry.by, who) ? { stored, entry } : undefined
}

/** What the search form offers, and what there is to say of the log as a whole. */
export function readLogFacts(context: Context, tenant: TenantId) {
  return context.db.read({ tenant }, async (tx) => {
    const { head } = await store.readHead(tx, tenant)
    return {
      size: head?.size ?? 0,
      months: await search.readMonths(tx, tenant),
      people: await search.listPeople(tx, tenant),
      acts: await search.listActs(tx, tenant),
    }
  })
}

/** One entry with the proof that the newest checkpoint counts it. Nothing where there is none at that position. */
export async function readLogEntry(context: Context, wording: Wording, tenant: TenantId, position: number) {
  const { head, stored } = await context.db.read({ tenant }, async (tx) => ({
    head: (await store.readHead(tx, tenant)).head,
    stored: (await store.listEntries(tx, tenant, { from: position, before: position + 1 }))[0],
  }))
  if (!head || !stored) return undefined
  const leaves = await readLeaves(context, tenant, head.size)
  const read = stored.body === null ? undefined : readBody(stored.body)
  const proof = inclusionProof(treeHash, leaves, position)
  const leaf = stored.body === null ? Buffer.from(stored.leaf, 'base64') : leafOf(stored.body)
  const led = rootByInclusion(treeHash, { index: position, size: head.size }, leaf, proof)
  return {
    stored,
    entry: read && wording.tell(read),
    size: head.size,
    checkpoint: head.checkpoint,
    proof: proof.map(toBase64),
    included: led !== undefined && toBase64(led) === head.checkpoint.split('\n')[2],
  }
}

/** Verifies a whole log now, part by part, so that others are served meanwhile. `anchors` are read before. */
export async function verifyStored(
  context: Pick<Context, 'db'>,
  scope: Scope,
  tenant: TenantId,
  judge: Tools['judge'],
  { outside = [], anchors }: { outside?: readonly string[]; anchors?: Anchors } = {},
): Promise<VerificationResult> {
  const vouching = { outside, ...(anchors && anchorsOf(anchors, tenant)) }
  const verdict = await verifyOnce(context, scope, tenant, judge, vouching)
  // Retention may have removed content while the log was read, and told so in an entry past the end that was read.
  return verdict.damages.some(({ kind }) => kind === 'ended') ? verifyOnce(context, scope, tenant, judge, vouching) : verdict
}

/** What there is to say to an organisation of its log: of the log itself, of its answers beside it, and of what vouches for it. */
export type Verdict = { verdict: VerificationResult; states: StateVerdict; vouched: boolean }

/**
 * The same for one's own organisation, with what is there beside it. The log of the installation, which vouches for it, is verified
 * too, and only whether it is sound is told. Who asks again while it runs gets the same answer.
 */
export function readVerdict(context: Context, tenant: TenantId, statesOf: () => Promise<StateVerdict>): Promise<Verdict> {
  const running = underway.get(context.db)?.get(tenant)
  if (running) return running
  const mine = underway.get(context.db) ?? new Map<TenantId, Promise<Verdict>>()
  underway.set(context.db, mine)
  const verdict = verifyAll(context, tenant, statesOf).finally(() => mine.delete(tenant))
  mine.set(tenant, verdict)
  return verdict
}

async function verifyAll(context: Context, tenant: TenantId, statesOf: () => Promise<StateVerdict>): Promise<Verdict> {
  const judge = judgeOf(context.secrets.publicKeys)
  const anchors = await readAnchors(context, tenant)
  const verdict = await verifyStored(context, { tenant }, tenant, judge, { anchors })
  const { sound } = await verifyStored(context, 'admin', INSTALLATION, judge, { anchors })
  return { verdict, states: await statesOf(), vouched: sound }
}

/** Every log of the installation, for whoever keeps the server. */
export function readTraces(context: Pick<Context, 'db'>) {
  return context.db.read('admin', (tx) => store.listTraces(tx))
}

/** The organisations that are there and have a log. */
export async function listLogged(context: Pick<Context, 'db'>): Promise<TenantId[]> {
  const logs = await context.db.read('admin', (tx) => store.listLogs(tx))
  return logs.filter(({ months }) => months !== null).map(({ tenant }) => tenant)
}

/** Hands out every entry of some kinds that still says something, in order; says whether the content of any entry ended. */
export async function readEvents(
  context: Pick<Context, 'db'>,
  scope: Scope,
  tenant: TenantId,
  kinds: readonly string[],
  take: (entry: { act: string; about: string; facts: AnyEvent | undefined }) => void,
): Promise<{ ended: boolean }> {
  const { last } = await readClaims(context, scope, tenant)
  let ended = false
  await eachPart(context, scope, tenant, last + 1, (part) => {
    for (const { body, columns } of part) {
      if (body === null) ended = true
      const entry = body !== null && kinds.some((kind) => columns?.act.startsWith(`${kind}.`)) ? readBody(body) : undefined
      if (entry) take({ act: entry.act, about: entry.about, facts: 'facts' in entry ? entry.facts : undefined })
    }
  })
  return { ended }
}

async function verifyOnce(
  context: Pick<Context, 'db'>,
  scope: Scope,
  tenant: TenantId,
  judge: Tools['judge'],
  vouching: Partial<Claims>,
): Promise<VerificationResult> {
  const { head, kept, last, required } = await readClaims(context, scope, tenant)
  const claims: Claims = { ...vouching, tenant, head, kept, required }
  const verification = startVerification({ hash: treeHash, leafOf, judge }, claims)
  await eachPart(context, scope, tenant, Math.max(head?.size ?? 0, last + 1), verification.take)
  return verification.finish()
}

/** The checkpoints that were kept are read before the head: one that is kept meanwhile is never ahead of it. */
export function readClaims(context: Pick<Context, 'db'>, scope: Scope, tenant: TenantId) {
  return context.db.read(scope, async (tx) => {
    const kept = await store.listCheckpoints(tx, tenant)
    const { head, last } = await store.readHead(tx, tenant)
    return { head, kept, last: last ?? -1, required: last === null && (await store.isOrganisation(tx, tenant)) }
  })
}

/** Hands out the first entries of a log, so many at a time that others are served meanwhile. */
export async function eachPart(
  context: Pick<Context, 'db'>,
  scope: Scope,
  tenant: TenantId,
  size: number,
  take: (part: StoredEntry[]) => void,
): Promise<void> {
  for (let from = 0; from < size; from += PART) {
    const range = { from, before: Math.min(from + PART, size) }
    take(await context.db.read(scope, (tx) => store.listEntries(tx, tenant, range)))
    await setImmediate()
  }
}

async function readLeaves(context: Context, tenant: TenantId, size: number): Promise<Hash[]> {
  const leaves: Hash[] = []
  for (let from = 0; from < size; from += LEAVES) {
    const part = await context.db.read({ tenant }, (tx) =>
      store.listLeaves(tx, tenant, { from, before: Math.min(from + LEAVES, size) }),
    )
    leaves.push(...part.map((leaf) => Buffer.from(leaf, 'base64')))
  }
  return leaves
}

const LEAVES = 20_000
const underway = new WeakMap<Context['db'], Map<TenantId, Promise<Verdict>>>()
