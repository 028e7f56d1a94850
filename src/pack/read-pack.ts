import { directoryIn, directoryOf, localHeader, type Part, readDirectory, TAIL_BYTES } from './layout.ts'
import { type Finding, type Found, SPEAKING } from './verify-pack.ts'

/** A file to be read by pieces, however large it is. */
export type Source = { bytes: number; read(from: number, bytes: number): Promise<Uint8Array> }

/** Hashes what it is fed. */
type Hasher = { update(bytes: Uint8Array): unknown; digest(): string }

const PIECE_BYTES = 1024 * 1024
/** The longest directory and text that are taken into memory: some 100,000 files. */
const MOST_BYTES = 64 * 1024 * 1024

/** Every file of a pack with its hash, and every place at which the bytes between them are not as a pack has them. */
export async function readPack(source: Source, sha256: () => Hasher): Promise<{ found: Found[]; findings: Finding[] }> {
  const parts = await partsOf(source)
  if (!parts) return { found: [], findings: [{ kind: 'unreadable' }] }
  const findings: Finding[] = []
  const found: Found[] = []
  let at = 0
  for (const part of parts) {
    const header = localHeader(part)
    if (!same(await source.read(at, header.length), header)) findings.push({ kind: 'container', path: part.path })
    at += header.length
    if (at + part.bytes > source.bytes) return { found: [], findings: [{ kind: 'unreadable' }] }
    found.push(await readPart(source, part, at, sha256()))
    at += part.bytes
  }
  const directory = directoryOf(parts)
  if (source.bytes !== at + directory.length || !same(await source.read(at, directory.length), directory))
    findings.push({ kind: 'container', path: null })
  return { found, findings }
}

async function partsOf(source: Source): Promise<Part[] | undefined> {
  const tail = Math.min(TAIL_BYTES, source.bytes)
  const where = directoryIn(await source.read(source.bytes - tail, tail), source.bytes)
  if (!where || where.bytes > MOST_BYTES) return undefined
  return readDirectory(await source.read(where.from, where.bytes), where.parts)
}

/** One file by itself, as it lies in the folder that a pack was unpacked into. */
export function readWhole(source: Source, path: string, hasher: Hasher): Promise<Found> {
  return readPart(source, { path, bytes: source.bytes, crc: 0 }, 0, hasher)
}

async function readPart(source: Source, { path, bytes }: Part, from: number, hasher: Hasher): Promise<Found> {
  const texts: Uint8Array[] = []
  const speaks = SPEAKING.includes(path) && bytes <= MOST_BYTES
  for (let at = 0; at < bytes; at += PIECE_BYTES) {
    const piece = await source.read(from + at, Math.min(PIECE_BYTES, bytes - at))
    hasher.update(piece)
    if (speaks) texts.push(piece)
  }
  return { path, sha256: hasher.digest(), ...(speaks ? { text: textOf(texts) } : {}) }
}

function textOf(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
