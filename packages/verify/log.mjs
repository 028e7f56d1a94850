import { fromBase64, same } from './bytes.mjs'
import { keyFrom, readCheckpoint } from './note.mjs'
import { leafOf, levelsOf, rootAt } from './tree.mjs'

/**
 * Verifies a log that Hoshitori exported, with nothing but the file: every entry against its hash, all hashes against the signed
 * checkpoints. `key` is the public key (base64) where one knows it from elsewhere; `checkpoints` are signed checkpoints that one
 * kept oneself. Runs wherever there is WebCrypto with Ed25519: Node 20 and browsers of today.
 */
export async function verifyExport(file, { key: given, checkpoints = [] } = {}) {
  const [first, ...lines] = file.replace(/^\ufeff/, '').split('\n')
  const header = headerFrom(first)
  if (!header) return { readable: false, reason: 'header' }
  const keyText = given ?? header.publicKey
  const key = await keyFrom(keyText)
  if (!key) return { readable: false, reason: 'key' }
  const findings = []
  const entries = readLines(lines, findings)
  const pins = await readPins(header, checkpoints, key, findings)
  const walk = await walkThrough(entries, header.origin.slice('hoshitori.log/'.length), findings)
  await compare(walk, pins, findings)
  judgeEnds(header, walk, pins, findings)
  return {
    readable: true,
    sound: findings.length === 0,
    header,
    key: keyText,
    keyFits: given === undefined || given === header.publicKey,
    entries: entries.length,
    ended: walk.gone.filter((position) => position <= walk.allowed).length,
    from: walk.from,
    to: walk.to,
    checkpoint: pins.find(({ holder }) => holder === 'newest') ?? null,
    findings: findings.sort((one, other) => one.position - other.position),
  }
}

function headerFrom(line) {
  const header = parsed(line)
  if (typeof header !== 'object' || header === null) return undefined
  const { format, version, origin, organisation, exportedAt, publicKey, checkpoint, checkpoints } = header
  if (format !== 'hoshitori-log' || version !== 1) return undefined
  if (![origin, organisation, exportedAt, publicKey].every((field) => typeof field === 'string')) return undefined
  if (!/^hoshitori\.log\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(origin)) return undefined
  if (checkpoint !== null && typeof checkpoint !== 'string') return undefined
  if (!Array.isArray(checkpoints) || !checkpoints.every((one) => typeof one === 'string')) return undefined
  return { origin, organisation, exportedAt, publicKey, checkpoint, checkpoints }
}

function readLines(lines, findings) {
  const rows = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  return rows.flatMap((line, index) => {
    const entry = parsed(line)
    const isEntry =
      typeof entry === 'object' &&
      entry !== null &&
      Number.isSafeInteger(entry.position) &&
      entry.position >= 0 &&
      typeof entry.leaf === 'string' &&
      (entry.body === null || typeof entry.body === 'string')
    if (isEntry) return entry
    findings.push({ kind: 'line', position: index + 2 })
    return []
  })
}

/** Checkpoints with a sound signature, smallest first. */
async function readPins(header, given, key, findings) {
  const notes = [
    ...(header.checkpoint === null ? [] : [{ holder: 'newest', note: header.checkpoint }]),
    ...header.checkpoints.map((note) => ({ holder: 'kept', note })),
    ...given.map((note) => ({ holder: 'outside', note })),
  ]
  const pins = []
  for (const { holder, note } of notes) {
    const read = await readCheckpoint(note, header.origin, key)
    if (!read) findings.push({ kind: 'illegible', position: holder === 'outside' ? 0 : sizeIn(note), holder })
    else if (read.worth === 'altered') findings.push({ kind: 'signature', position: read.size, holder })
    else if (read.origin !== header.origin) findings.push({ kind: 'otherLog', position: read.size, holder })
    else if (read.worth === 'foreign') findings.push({ kind: 'key', position: read.size, holder })
    else pins.push({ holder, size: read.size, root: read.root })
  }
  return pins.sort((one, other) => one.size - other.size)
}

/** Looks at every entry by itself, and gathers the leaves of the tree for as long as none is missing. */
async function walkThrough(entries, tenant, findings) {
  const made = await leavesOf(entries)
  const walk = {
    stored: [],
    made: [],
    altered: [],
    strange: [],
    gone: [],
    gaps: [],
    next: 0,
    allowed: -1,
    from: null,
    to: null,
  }
  for (const [index, { position, leaf, body }] of entries.entries()) {
    if (position < walk.next) {
      walk.gaps = walk.gaps.flatMap((gap) => without(gap, position))
      findings.push({ kind: 'order', position })
      continue
    }
    if (position > walk.next) walk.gaps.push({ position: walk.next, through: position - 1 })
    walk.next = position + 1
    const stored = hashFrom(leaf)
    const own = body === null ? stored : made[index]
    const fits = same(stored, own)
    if (!fits) walk.altered.push(position)
    if (position === walk.stored.length) {
      walk.stored.push(stored ?? new Uint8Array(32))
      walk.made.push(own ?? new Uint8Array(32))
    }
    if (body === null) {
      walk.gone.push(position)
    } else if (fits) readBody(position, body, tenant, walk, findings)
  }
  return walk
}

function readBody(position, body, tenant, walk, findings) {
  const said = parsed(body)
  const texts = typeof said === 'object' && said !== null ? [said.tenant, said.at, said.act, said.about] : []
  if (typeof said?.position !== 'number' || texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    findings.push({ kind: 'unreadable', position })
  } else if (said.tenant !== tenant) {
    walk.strange.push(position)
    findings.push({ kind: 'stranger', position })
  } else if (said.position !== position) {
    walk.strange.push(position)
    findings.push({ kind: 'moved', position, says: said.position })
  } else {
    walk.from ??= said.at
    walk.to = said.at
    const through = said.act === 'log.retention' && /^\d{1,10}$/.test(said.about) ? Number(said.about) : -1
    walk.allowed = Math.max(walk.allowed, Math.min(through, position - 1))
  }
}

/** Compares the trees over the stored hashes and over the contents with every checkpoint that they reach. */
async function compare({ stored, made, altered, strange }, pins, findings) {
  const storedLevels = await levelsOf(stored)
  const madeLevels = altered.length === 0 ? storedLevels : await levelsOf(made)
  let pinned = 0
  let rest = altered
  const settle = (before, which) => {
    for (const position of rest.filter((one) => one < before)) findings.push({ kind: 'altered', position, which })
    rest = rest.filter((one) => one >= before)
  }
  for (const { holder, size, root } of pins) {
    if (size === 0 || size > stored.length) continue
    const body = same(await rootAt(storedLevels, size), root)
    const fits = body || same(await rootAt(madeLevels, size), root)
    const known = rest.some((one) => one < size) || strange.some((one) => one >= pinned && one < size)
    if (!fits && !known) findings.push({ kind: 'unlike', position: pinned, through: Math.max(pinned, size - 1), holder, size })
    settle(size, body ? 'body' : fits ? 'leaf' : 'either')
    if (!fits) break
    pinned = size
  }
  settle(Number.POSITIVE_INFINITY, 'either')
}

/** What is missing, at the end or in between, and what should not be there. */
function judgeEnds({ checkpoint }, { next, gaps, gone, allowed }, pins, findings) {
  const expected = pins.find(({ holder }) => holder === 'newest')?.size ?? sizeIn(checkpoint ?? '')
  for (const range of gaps) findings.push({ kind: 'missing', ...range })
  for (const range of rangesOf(gone.filter((position) => position > allowed))) findings.push({ kind: 'ended', ...range })
  if (checkpoint === null && next > 0) findings.push({ kind: 'noHead', position: 0 })
  if (checkpoint !== null && next < expected) findings.push({ kind: 'tail', position: next, through: expected - 1 })
  if (checkpoint !== null && next > expected) findings.push({ kind: 'beyond', position: expected, through: next - 1 })
  for (const { holder, size } of pins) {
    if (size > Math.max(next, expected)) findings.push({ kind: 'shorter', position: size, holder })
  }
}

async function leavesOf(entries) {
  const leaves = []
  for (let from = 0; from < entries.length; from += 2000) {
    const part = entries.slice(from, from + 2000)
    leaves.push(...(await Promise.all(part.map(({ body }) => (body === null ? undefined : leafOf(body))))))
  }
  return leaves
}

/** A position that turned up after all is not missing. */
function without(range, found) {
  if (found < range.position || found > range.through) return range
  const rest = [
    { position: range.position, through: found - 1 },
    { position: found + 1, through: range.through },
  ]
  return rest.filter(({ position, through }) => position <= through)
}

function rangesOf(positions) {
  const ranges = []
  for (const position of positions) {
    const last = ranges.at(-1)
    if (last?.through === position - 1) last.through = position
    else ranges.push({ position, through: position })
  }
  return ranges
}

function hashFrom(leaf) {
  const bytes = fromBase64(leaf)
  return bytes?.length === 32 ? bytes : undefined
}

function sizeIn(note) {
  const size = Number(note.split('\n')[1])
  return Number.isSafeInteger(size) && size >= 0 ? size : 0
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
