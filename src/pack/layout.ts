/**
 * How a pack is laid out as a ZIP file (APPNOTE 6.3.10): parts in the order given, stored without compression, names in UTF-8, all
 * dated 1980-01-01. There is one way to write the same parts, so that a pack made again elsewhere is the same byte for byte, and
 * whatever stands between the contents can be compared with what ought to stand there.
 */

/** One file of a pack: where it lies in it, how many bytes it has, and its CRC-32. */
export type Part = { path: string; bytes: number; crc: number }

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
/** The record that says where the directory is; a pack has no comment, so it is the last of the file. */
const END_BYTES = 22
const END_64_BYTES = 56
const LOCATOR_BYTES = 20
const UTF8 = 0x0800
const FIRST_OF_1980 = 0x21
const UNIX = 3 << 8
const PLAIN_FILE = (0o100644 << 16) >>> 0
const MOST_32 = 0xffffffff
const MOST_16 = 0xffff

/** What stands before the content of a part. */
export function localHeader(part: Part): Uint8Array {
  const name = new TextEncoder().encode(part.path)
  const large = part.bytes >= MOST_32
  const size = large ? MOST_32 : part.bytes
  return fields([
    [4, LOCAL],
    ...shared(part, large, size, name.length),
    [2, large ? 20 : 0],
    name,
    ...(large
      ? ([
          [2, 1],
          [2, 16],
          [8, part.bytes],
          [8, part.bytes],
        ] as const)
      : []),
  ])
}

/** What stands after the last content: the directory, and where it is. */
export function directoryOf(parts: readonly Part[]): Uint8Array {
  let offset = 0
  const entries = parts.map((part) => {
    const entry = entryOf(part, offset)
    offset += localHeader(part).length + part.bytes
    return entry
  })
  const length = entries.reduce((sum, entry) => sum + entry.length, 0)
  const large = parts.length >= MOST_16 || offset >= MOST_32 || length >= MOST_32
  const end64 = [
    [4, END_64],
    [8, END_64_BYTES - 12],
    [2, UNIX | 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, parts.length],
    [8, parts.length],
    [8, length],
    [8, offset],
    [4, LOCATOR_64],
    [4, 0],
    [8, offset + length],
    [4, 1],
  ] as const
  const count = large ? MOST_16 : parts.length
  return fields([
    ...entries,
    ...(large ? end64 : []),
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, large ? MOST_32 : length],
    [4, large ? MOST_32 : offset],
    [2, 0],
  ])
}

function entryOf(part: Part, offset: number): Uint8Array {
  const name = new TextEncoder().encode(part.path)
  const large = part.bytes >= MOST_32 || offset >= MOST_32
  const size = large ? MOST_32 : part.bytes
  return fields([
    [4, CENTRAL],
    [2, UNIX | 45],
    ...shared(part, large, size, name.length),
    [2, large ? 28 : 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, PLAIN_FILE],
    [4, large ? MOST_32 : offset],
    name,
    ...(large
      ? ([
          [2, 1],
          [2, 24],
          [8, part.bytes],
          [8, part.bytes],
          [8, offset],
        ] as const)
      : []),
  ])
}

/** The fields that the header before a content and its entry in the directory have in common. */
function shared({ crc }: Part, large: boolean, size: number, nameLength: number): readonly Field[] {
  return [
    [2, large ? 45 : 20],
    [2, UTF8],
    [2, 0],
    [2, 0],
    [2, FIRST_OF_1980],
    [4, crc],
    [4, size],
    [4, size],
    [2, nameLength],
  ]
}

/** Where the directory of a file lies and how many parts it names, from the last bytes of the file; undefined where that is not said. */
export function directoryIn(tail: Uint8Array, fileBytes: number): { from: number; bytes: number; parts: number } | undefined {
  const at = tail.length - END_BYTES
  if (at < 0) return undefined
  const end = new DataView(tail.buffer, tail.byteOffset + at)
  if (end.getUint32(0, true) !== END) return undefined
  const short = { from: end.getUint32(16, true), bytes: end.getUint32(12, true), parts: end.getUint16(10, true) }
  const found = short.from === MOST_32 ? longForm(tail.subarray(0, at)) : short
  const after = fileBytes - END_BYTES - (short.from === MOST_32 ? END_64_BYTES + LOCATOR_BYTES : 0)
  return found && found.from + found.bytes === after ? found : undefined
}

/** How many bytes at the end of a file say where its directory is, at most. */
export const TAIL_BYTES = END_BYTES + END_64_BYTES + LOCATOR_BYTES

function longForm(tail: Uint8Array): { from: number; bytes: number; parts: number } | undefined {
  const at = tail.length - END_64_BYTES - LOCATOR_BYTES
  if (at < 0) return undefined
  const end = new DataView(tail.buffer, tail.byteOffset + at)
  if (end.getUint32(0, true) !== END_64) return undefined
  return { from: whole(end, 48), bytes: whole(end, 40), parts: whole(end, 32) }
}

/** The parts that a directory names, in its order; undefined where it is not one that this layout could have written. */
export function readDirectory(directory: Uint8Array, parts: number): Part[] | undefined {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const found: Part[] = []
  let at = 0
  while (found.length < parts) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const extra = at + 46 + nameLength
    at = extra + extraLength + view.getUint16(at + 32, true)
    if (at > view.byteLength) return undefined
    const short = view.getUint32(extra - nameLength - 46 + 24, true)
    const bytes = short === MOST_32 && extraLength === 28 ? whole(view, extra + 4) : short
    const crc = view.getUint32(extra - nameLength - 46 + 16, true)
    found.push({ path: new TextDecoder().decode(directory.subarray(extra - nameLength, extra)), bytes, crc })
  }
  return at === view.byteLength ? found : undefined
}

/** A number of so many bytes, smallest first; or bytes as they are. */
type Field = readonly [size: 2 | 4 | 8, value: number] | Uint8Array

function fields(list: readonly Field[]): Uint8Array {
  const whole = new Uint8Array(list.reduce((sum, field) => sum + (field instanceof Uint8Array ? field.length : field[0]), 0))
  const view = new DataView(whole.buffer)
  let at = 0
  for (const field of list) {
    if (field instanceof Uint8Array) {
      whole.set(field, at)
      at += field.length
      continue
    }
    const [size, value] = field
    if (size === 2) view.setUint16(at, value, true)
    else if (size === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += size
  }
  return whole
}

function whole(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** CRC-32 (ISO 3309) of what came before, `so far`, and of these bytes. */
export function crc32(bytes: Uint8Array, soFar = 0): number {
  let value = ~soFar
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return ~value >>> 0
}
