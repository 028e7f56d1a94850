import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { utf8 } from './bytes.mjs'

const SUMS = 'SHA256SUMS'
const SUM_OF_SUMS = 'SHA256SUMS.sha256'
const RECORD = 'evidence.json'
const END = 22
const END_64 = 76
const PIECE = 1024 * 1024
const LONGEST = 64 * PIECE

/**
 * Verifies a pack of evidence: every file against the list of hashes, the list against its own hash, and every byte between the files
 * against the one way to lay a pack out. `told` is the SHA-256 of the list where one has it from elsewhere.
 */
export async function verifyPack(path, told) {
  const file = await open(path)
  try {
    return await verifySource(readerOf(file), (await file.stat()).size, told)
  } finally {
    await file.close()
  }
}

/** The same of anything that gives `size` bytes by pieces. */
export async function verifySource(read, size, told) {
  return judge(await readParts(read, size), told)
}

/** Whether a file begins like a pack. */
export async function isPack(path) {
  const file = await open(path)
  try {
    return Buffer.from(await readerOf(file)(0, 4)).equals(Buffer.from('PK\x03\x04', 'latin1'))
  } finally {
    await file.close()
  }
}

function readerOf(file) {
  return async (from, length) => {
    const buffer = Buffer.alloc(Math.max(0, length))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.max(0, from))
    return buffer.subarray(0, bytesRead)
  }
}

/** The files that the directory names, hashed, and what else is not as it ought to be. */
async function readParts(read, size) {
  const broken = { files: [], findings: [{ kind: 'unreadable' }] }
  const directory = await readDirectory(read, size)
  if (!directory) return broken
  const files = []
  const findings = []
  const again = []
  let at = 0
  for (const { name, bytes, crc } of directory) {
    const header = headerOf(name, bytes, crc)
    if (!(await read(at, header.length)).equals(header)) findings.push({ kind: 'container', path: name })
    again.push(entryOf(name, bytes, crc, at))
    at += header.length
    if (at + bytes > size) return broken
    files.push(await readFile(read, name, at, bytes))
    at += bytes
  }
  const expected = Buffer.concat([...again, endOf(again.length, Buffer.concat(again).length, at)])
  if (size !== at + expected.length || !(await read(at, expected.length)).equals(expected)) findings.push({ kind: 'container' })
  return { files, findings }
}

async function readFile(read, name, from, bytes) {
  const hash = createHash('sha256')
  const kept = []
  for (let at = 0; at < bytes; at += PIECE) {
    const piece = await read(from + at, Math.min(PIECE, bytes - at))
    hash.update(piece)
    if ([SUMS, SUM_OF_SUMS, RECORD].includes(name) && bytes <= LONGEST) kept.push(piece)
  }
  return { name, sha256: hash.digest('hex'), text: Buffer.concat(kept).toString('utf8') }
}

async function readDirectory(read, size) {
  const end = await read(size - END, END)
  if (end.length < END || end.readUInt32LE(0) !== 0x06054b50) return undefined
  const short = end.readUInt32LE(16)
  let [count, bytes, from] = [end.readUInt16LE(10), end.readUInt32LE(12), short]
  if (short === 0xffffffff) {
    const long = await read(size - END - END_64, END_64)
    if (long.length < END_64 || long.readUInt32LE(0) !== 0x06064b50) return undefined
    ;[count, bytes, from] = [32, 40, 48].map((at) => Number(long.readBigUInt64LE(at)))
  }
  if (bytes > LONGEST || from + bytes !== size - END - (short === 0xffffffff ? END_64 : 0)) return undefined
  const directory = await read(from, bytes)
  const entries = []
  let at = 0
  while (entries.length < count) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return undefined
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    const extra = at + 46 + nameBytes
    if (extra + extraBytes > directory.length) return undefined
    const size32 = directory.readUInt32LE(at + 24)
    entries.push({
      name: directory.toString('utf8', at + 46, extra),
      bytes: size32 === 0xffffffff && extraBytes === 28 ? Number(directory.readBigUInt64LE(extra + 4)) : size32,
      crc: directory.readUInt32LE(at + 16),
    })
    at = extra + extraBytes + commentBytes
  }
  return at === directory.length ? entries : undefined
}

function judge({ files, findings }, told) {
  const list = files.find(({ name }) => name === SUMS)
  const sums = list && readSums(list.text)
  if (!sums) return { sound: false, files: 0, kept: 0, list: list?.sha256, findings: [...findings, { kind: 'unreadable' }] }
  const away = keptBy(files.find(({ name }) => name === RECORD)?.text)
  if (files.find(({ name }) => name === SUM_OF_SUMS)?.text !== `${list.sha256}  ${SUMS}\n`) findings.push({ kind: 'list' })
  if (told !== undefined && told !== list.sha256) findings.push({ kind: 'other-list' })
  const here = new Map(files.map(({ name, sha256 }) => [name, sha256]))
  let [fit, kept] = [0, 0]
  for (const [path, sha256] of sums) {
    if (here.get(path) === sha256) fit += 1
    else if (here.has(path)) findings.push({ kind: 'changed', path })
    else if (away.get(path) === sha256) kept += 1
    else findings.push({ kind: 'missing', path })
  }
  for (const path of here.keys()) {
    if (!sums.has(path) && path !== SUMS && path !== SUM_OF_SUMS) findings.push({ kind: 'unlisted', path })
  }
  return { sound: findings.length === 0, files: fit, kept, list: list.sha256, findings }
}

function readSums(text) {
  const sums = new Map()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, path] = /^([0-9a-f]{64}) [ *]([^\\\r]+)$/.exec(line) ?? []
    if (sha256 === undefined || sums.has(path)) return undefined
    sums.set(path, sha256)
  }
  return text === '' || text.endsWith('\n') ? sums : undefined
}

function keptBy(text) {
  const pieces = parsed(text)?.pieces
  const contents = Array.isArray(pieces) ? pieces.map((piece) => piece?.content) : []
  return new Map(contents.filter((content) => content?.here === false).map(({ path, sha256 }) => [path, sha256]))
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Stored, UTF-8 names, dated 1980-01-01; sizes of 4 GiB and more in the long form. */
function common(name, bytes, crc, long) {
  const short = long ? 0xffffffff : bytes
  return [two(long ? 45 : 20, 0x0800, 0, 0, 0x21), four(crc, short, short), two(utf8(name).length)]
}

function headerOf(name, bytes, crc) {
  const long = bytes >= 0xffffffff
  const extra = long ? [two(1, 16), eight(bytes, bytes)] : []
  return Buffer.concat([four(0x04034b50), ...common(name, bytes, crc, long), two(long ? 20 : 0), utf8(name), ...extra])
}

function entryOf(name, bytes, crc, from) {
  const long = bytes >= 0xffffffff || from >= 0xffffffff
  const extra = long ? [two(1, 24), eight(bytes, bytes, from)] : []
  const tail = [two(long ? 28 : 0, 0, 0, 0), four(0x81a40000, long ? 0xffffffff : from), utf8(name), ...extra]
  return Buffer.concat([four(0x02014b50), two(0x032d), ...common(name, bytes, crc, long), ...tail])
}

function endOf(count, bytes, from) {
  const long = count >= 0xffff || from >= 0xffffffff || bytes >= 0xffffffff
  const record = [four(0x06064b50), eight(44), two(0x032d, 45), four(0, 0), eight(count, count, bytes, from)]
  const locator = [four(0x07064b50, 0), eight(from + bytes), four(1)]
  const shortCount = long ? 0xffff : count
  const short = [
    four(0x06054b50),
    two(0, 0, shortCount, shortCount),
    four(...(long ? [0xffffffff, 0xffffffff] : [bytes, from])),
    two(0),
  ]
  return Buffer.concat([...(long ? [...record, ...locator] : []), ...short])
}

function two(...values) {
  return packed(values, 2, (buffer, value, at) => buffer.writeUInt16LE(value, at))
}

function four(...values) {
  return packed(values, 4, (buffer, value, at) => buffer.writeUInt32LE(value, at))
}

function eight(...values) {
  return packed(values, 8, (buffer, value, at) => buffer.writeBigUInt64LE(BigInt(value), at))
}

function packed(values, size, write) {
  const buffer = Buffer.alloc(values.length * size)
  values.forEach((value, index) => {
    write(buffer, value, index * size)
  })
  return buffer
}
