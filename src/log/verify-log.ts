import type { TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import { type Note, originOf, parseCheckpoint, parseNote, toBase64 } from './checkpoint.ts'
import type { Damage, Holder } from './damage.ts'
import { readPlace } from './entry.ts'
import { appendLeaf, type Hash, rootOf, sameHash, type TreeHash } from './merkle.ts'
import { type Pin, readPins } from './pins.ts'
import { endedThrough } from './retention.ts'

/** An entry as it is stored or exported: its body (null where its retention ended), its leaf, and the columns to find it by. */
export type StoredEntry = {
  position: number
  body: string | null
  leaf: string
  columns?: { at: Instant; act: string; about: string } | undefined
}
/** What a log says of itself: its newest checkpoint, those kept, and those that somebody brings from outside. */
export type Claims = {
  tenant: TenantId
  head: { size: number; checkpoint: string; frontier?: readonly string[] } | undefined
  kept: readonly { size: number; checkpoint: string }[]
  outside?: readonly string[]
  /** Notes of the anchor file, and what the installation's log says. */
  anchors?: readonly string[]
  pinned?: readonly Pin[]
  /** What whoever read it found wrong before: lines of a file that are no entries, an anchor that is not there. */
  unread?: readonly Damage[]
  /** Whether the log must have entries: that of an organisation that is there. */
  required?: boolean
}
/** What cannot be computed without a library: hashes, and what a signature is worth. */
export type Tools = {
  hash: TreeHash
  leafOf(body: string): Hash
  judge(note: Note, name: string): 'sound' | 'altered' | 'foreign'
}
/** What came of it. `damages` are in the order of their places, at most MOST_DAMAGES of `count`. */
export type VerificationResult = {
  sound: boolean
  entries: number
  /** Entries whose content ended by retention. */
  ended: number
  /** From the first to the last entry that still says when. */
  from: Instant | null
  to: Instant | null
  checkpoint: { size: number; root: string; note: string } | null
  damages: Damage[]
  count: number
}
/**
 * What came of comparing what is there with what the log says of it: how many things fit, how many it says nothing to compare with, and
 * what does not fit.
 */
export type StateVerdict = { same: number; unknown: number; damages: readonly Words[] }
export type Verification = { take(entries: readonly StoredEntry[]): void; finish(): VerificationResult }

export const MOST_DAMAGES = 200

/** Recomputes a whole log and compares it with all that it says of itself. */
export function verifyLog(tools: Tools, claims: Claims, entries: readonly StoredEntry[]): VerificationResult {
  const verification = startVerification(tools, claims)
  verification.take(entries)
  return verification.finish()
}

/** The same for a log that comes in parts, in the order of positions. */
export function startVerification(tools: Tools, claims: Claims): Verification {
  const { head } = claims
  const notes: { holder: Holder; note: string; size: number }[] = [
    ...(head ? [{ holder: 'newest' as const, note: head.checkpoint, size: head.size }] : []),
    ...claims.kept.map(({ size, checkpoint }) => ({ holder: 'kept' as const, note: checkpoint, size })),
    ...(claims.outside ?? []).map((note) => ({ holder: 'outside' as const, note, size: sizeIn(note) })),
    ...(claims.anchors ?? []).map((note) => ({ holder: 'anchor' as const, note, size: sizeIn(note) })),
  ]
  const { pins, damages } = readPins(notes, originOf(claims.tenant), tools.judge, claims.pinned)
  damages.push(...(claims.unread ?? []))
  const newest = pins.find(({ holder }) => holder === 'newest')
  const expected = newest?.size ?? head?.size ?? 0
  if (head && newest && head.size !== newest.size) damages.push({ kind: 'size', position: head.size })

  const trees = twoTrees(tools.hash)
  let count = damages.length
  let next = 0
  let entries = 0
  let [from, to]: [Instant | null, Instant | null] = [null, null]
  // Up to where a checkpoint vouches; the last entry that is known not to belong where it is; whether the tree can still be computed.
  let [pinned, strange, broken] = [0, -1, false]
  let nextPin = 0
  let unlike = false
  let altered = false
  let waiting: Damage[] = []
  // Bodies that are not there, and columns that tell of such a body all the same; up to where an entry allows the former.
  const gone: { position: number; through: number }[] = []
  const telling: Damage[] = []
  let allowed = -1
  const gaps: { position: number; through: number }[] = []

  const report = (damage: Damage) => {
    count += 1
    if (damages.length < MOST_DAMAGES) damages.push(damage)
  }
  const reportWaiting = (which: 'body' | 'leaf' | 'either') => {
    for (const damage of waiting) report(damage.kind === 'altered' ? { ...damage, which } : damage)
    waiting = []
  }
  const checkPin = (pin: Pin | undefined) => {
    if (!pin || pin.size === 0 || unlike) return
    const { size, root, holder } = pin
    const fits = trees.fits(root)
    if (!fits && waiting.length === 0 && strange < pinned)
      report({ kind: 'unlike', position: pinned, through: Math.max(pinned, size - 1), holder, size })
    unlike = !fits
    reportWaiting(fits ?? 'either')
    pinned = size
  }

  const takeOne = (entry: StoredEntry) => {
    const { position, body } = entry
    entries += 1
    if (position < next) {
      takeFrom(gaps, position)
      return report({ kind: 'order', position })
    }
    if (position > next) {
      gaps.push({ position: next, through: position - 1 })
      broken = true
    }
    next = position + 1
    const leaf = hashFrom(entry.leaf)
    const own = body === null ? leaf : tools.leafOf(body)
    const fits = leaf !== undefined && own !== undefined && sameHash(leaf, own)
    if (!fits) {
      waiting.push({ kind: 'altered', position, which: 'either' })
      altered = true
    }
    if (!broken) trees.add(leaf ?? tools.hash.empty, own ?? tools.hash.empty)
    if (body === null) {
      extend(gone, position)
      const { act, about } = entry.columns ?? { act: '', about: '' }
      if (act !== '' || about !== '') telling.push({ kind: 'column', position, column: act === '' ? 'about' : 'act' })
    } else if (fits) readOne(position, body, entry.columns)
    for (; !broken && (pins[nextPin]?.size ?? Number.POSITIVE_INFINITY) <= next; nextPin += 1) checkPin(pins[nextPin])
  }
  const readOne = (position: number, body: string, columns: StoredEntry['columns']) => {
    const place = readPlace(body)
    if (!place) return report({ kind: 'unreadable', position })
    if (place.tenant !== claims.tenant || place.position !== position) {
      strange = position
      return report(
        place.tenant === claims.tenant ? { kind: 'moved', position, says: place.position } : { kind: 'stranger', position },
      )
    }
    for (const column of COLUMNS) if (columns && columns[column] !== place[column]) report({ kind: 'column', position, column })
    from ??= place.at
    to = place.at
    allowed = Math.max(allowed, Math.min(endedThrough(place) ?? -1, position - 1))
  }

  return {
    take: (part) => {
      for (const entry of part) takeOne(entry)
    },
    finish: () => {
      reportWaiting('either')
      for (const gap of gaps) report({ kind: 'missing', ...gap })
      for (const damage of telling) if (damage.position <= allowed) report(damage)
      for (const { position, through } of gone) {
        if (through > allowed) report({ kind: 'ended', position: Math.max(position, allowed + 1), through })
      }
      if (!head && next > 0) report({ kind: 'noHead', position: 0 })
      if (claims.required && next === 0 && expected === 0) report({ kind: 'noLog', position: 0 })
      if (head && next < expected) report({ kind: 'tail', position: next, through: expected - 1 })
      if (head && next > expected) report({ kind: 'beyond', position: expected, through: next - 1 })
      for (const { size, holder } of pins)
        if (size > Math.max(next, expected)) report({ kind: 'shorter', position: size, holder })
      const computed = !broken && !unlike && !altered && next === head?.size
      if (head?.frontier && computed && !trees.hasFrontier(head.frontier)) report({ kind: 'frontier', position: next })
      return {
        sound: count === 0,
        entries,
        ended: gone.reduce((sum, { position, through }) => sum + Math.max(0, Math.min(through, allowed) + 1 - position), 0),
        from,
        to,
        checkpoint: newest && head ? { size: newest.size, root: toBase64(newest.root), note: head.checkpoint } : null,
        damages: damages.toSorted((one, other) => one.position - other.position),
        count,
      }
    },
  }
}

/** One tree over the leaves that are stored, one over those that the bodies make: whichever fits a checkpoint tells which was altered. */
function twoTrees(hash: TreeHash) {
  let [size, stored, made]: [number, Hash[], Hash[] | undefined] = [0, [], undefined]
  return {
    add: (leaf: Hash, own: Hash) => {
      if (!made && !sameHash(leaf, own)) made = stored
      if (made) made = appendLeaf(hash, made, size, own)
      stored = appendLeaf(hash, stored, size, leaf)
      size += 1
    },
    fits: (root: Hash): 'body' | 'leaf' | undefined => {
      if (sameHash(rootOf(hash, stored), root)) return 'body'
      return made && sameHash(rootOf(hash, made), root) ? 'leaf' : undefined
    },
    hasFrontier: (frontier: readonly string[]) => stored.map(toBase64).join(' ') === frontier.join(' '),
  }
}

const COLUMNS = ['at', 'act', 'about'] as const

function hashFrom(leaf: string): Hash | undefined {
  const bytes = Buffer.from(leaf, 'base64')
  return bytes.length === 32 && bytes.toString('base64') === leaf ? bytes : undefined
}

function sizeIn(note: string): number {
  return parseCheckpoint(parseNote(note)?.text ?? '')?.size ?? 0
}

function extend(ranges: { position: number; through: number }[], position: number): void {
  const last = ranges.at(-1)
  if (last && last.through === position - 1) last.through = position
  else ranges.push({ position, through: position })
}

/** A position that turned up later was not missing after all. */
function takeFrom(ranges: { position: number; through: number }[], position: number): void {
  const index = ranges.findIndex((range) => range.position <= position && position <= range.through)
  const range = ranges[index]
  if (!range) return
  const rest = [
    { position: range.position, through: position - 1 },
    { position: position + 1, through: range.through },
  ]
  ranges.splice(index, 1, ...rest.filter(({ position: first, through }) => first <= through))
}
