import { inflateRawSync } from 'node:zlib'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { bomb, damaged, encrypted } from './file-refusals.ts'
import { MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_RATIO, MAX_XML_BYTES, RATIO_FROM_BYTES } from './limits.ts'

/** The names of all entries, and the content of those that were asked for. */
export type Unpacked = { names: string[]; parts: Map<string, Uint8Array> }

/**
 * Unpacks the entries that `wanted` names, in memory. Refuses what would inflate beyond the limits: judged by the directory
 * first, and again while inflating, so that a directory that lies about sizes is caught too. Refuses encrypted and broken files.
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Outcome<Unpacked> {
  const entries = readDirectory(bytes)
  if (entries === undefined) return damaged()
  if (entries.some((entry) => entry.encrypted)) return encrypted()
  if (entries.length > MAX_ENTRIES || tooLarge(entries)) return bomb()
  const parts = new Map<string, Uint8Array>()
  let left = MAX_XML_BYTES
  for (const entry of entries.filter(({ name }) => wanted(name))) {
    const part = inflate(bytes, entry, left)
    if (part === 'bomb') return bomb()
    if (part === 'damaged' || parts.has(entry.name)) return damaged()
    left -= part.length
    parts.set(entry.name, part)
  }
  return accept({ names: entries.map(({ name }) => name), parts })
}

/** Packs parts without compression and without checksums: what our own parser gets instead of the stranger's file. */
export function packStored(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(LOCAL, 0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(CENTRAL, 0)
    central.writeUInt32LE(offset, 42)
    for (const [header, at] of [[local, 18] as const, [central, 20] as const]) {
      header.writeUInt32LE(content.length, at)
      header.writeUInt32LE(content.length, at + 4)
      header.writeUInt16LE(Buffer.byteLength(name), at + 8)
    }
    files.push(local, Buffer.from(name), Buffer.from(content))
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + content.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...files, list, end]))
}

type Entry = { name: string; method: number; encrypted: boolean; packed: number; size: number; offset: number }

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const FULL_16 = 0xffff
const FULL_32 = 0xffffffff

/** The central directory; nothing when the file has none that can be read. */
function readDirectory(bytes: Uint8Array): Entry[] | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const place = findDirectory(file)
    if (!place || place.count > MAX_ENTRIES * 10) return undefined
    const entries: Entry[] = []
    let at = place.offset
    for (let index = 0; index < place.count; index++) {
      if (file.readUInt32LE(at) !== CENTRAL) return undefined
      const nameLength = file.readUInt16LE(at + 28)
      const extraLength = file.readUInt16LE(at + 30)
      const extra = file.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
      entries.push({
        name: file.toString('utf8', at + 46, at + 46 + nameLength),
        method: file.readUInt16LE(at + 10),
        encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
        ...sizesOf(file, at, extra),
      })
      at += 46 + nameLength + extraLength + file.readUInt16LE(at + 32)
    }
    return entries
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

function findDirectory(file: Buffer): { offset: number; count: number } | undefined {
  const from = Math.max(0, file.length - 22 - FULL_16)
  for (let at = file.length - 22; at >= from; at--) {
    if (file.readUInt32LE(at) !== END) continue
    const [count, offset] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 16)]
    if (count !== FULL_16 && offset !== FULL_32) return { offset, count }
    const far = Number(file.readBigUInt64LE(at - 20 + 8))
    if (file.readUInt32LE(far) !== END_64) return undefined
    return { offset: Number(file.readBigUInt64LE(far + 48)), count: Number(file.readBigUInt64LE(far + 32)) }
  }
  return undefined
}

/** Sizes that do not fit 32 bits, or that the packer chose not to put there, follow in the extra field with id 1. */
function sizesOf(file: Buffer, at: number, extra: Buffer): Pick<Entry, 'packed' | 'size' | 'offset'> {
  const long: number[] = []
  for (let x = 0; x + 4 <= extra.length; x += 4 + extra.readUInt16LE(x + 2)) {
    if (extra.readUInt16LE(x) !== 1) continue
    for (let y = x + 4; y + 8 <= x + 4 + extra.readUInt16LE(x + 2); y += 8) long.push(Number(extra.readBigUInt64LE(y)))
  }
  const take = (short: number) => (short === FULL_32 ? (long.shift() ?? FULL_32) : short)
  const size = take(file.readUInt32LE(at + 24))
  const packed = take(file.readUInt32LE(at + 20))
  return { size, packed, offset: take(file.readUInt32LE(at + 42)) }
}

function tooLarge(entries: readonly Entry[]): boolean {
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  return total > MAX_INFLATED_BYTES || entries.some(({ size, packed }) => size > RATIO_FROM_BYTES && size > packed * MAX_RATIO)
}

function inflate(bytes: Uint8Array, entry: Entry, left: number): Uint8Array | 'bomb' | 'damaged' {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.size > left) return 'bomb'
  if (entry.offset + 30 > file.length || file.readUInt32LE(entry.offset) !== LOCAL) return 'damaged'
  const start = entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28)
  const packed = file.subarray(start, start + entry.packed)
  if (packed.length !== entry.packed) return 'damaged'
  if (entry.method === 0) return packed.length === entry.size ? packed : 'damaged'
  if (entry.method !== 8) return 'damaged'
  try {
    const part = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    return part.length === entry.size ? part : 'damaged'
  } catch (cause) {
    return cause instanceof RangeError ? 'bomb' : 'damaged'
  }
}
