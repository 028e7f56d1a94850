import { createCipheriv, createDecipheriv } from 'node:crypto'
import { inChunks } from './chunks.ts'

/** How much is sealed at a time: what is in memory, and what has to be read for a single byte. */
const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES

/** The key of one file and of nothing else: 32 bytes. */
export type FileKey = Uint8Array

/**
 * Seals a file as it passes: chunks of 64 KiB by AES-256-GCM, each with its number and whether it is the last as its nonce (the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that a chunk that was moved, left out or cut off is found. A key is
 * used for one file only.
 */
export async function* sealed(key: FileKey, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let number = 0
  let waiting: Uint8Array | undefined
  for await (const chunk of inChunks(source, CHUNK_BYTES)) {
    if (waiting) yield sealChunk(key, number++, false, waiting)
    waiting = chunk
  }
  yield sealChunk(key, number, true, waiting ?? new Uint8Array())
}

/** Reads what was sealed, whole. Throws where anything of it was altered. */
export async function* unsealed(key: FileKey, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* unsealFrom(key, 0, source, true)
}

/** Where the sealed bytes lie that hold the bytes `from` to before `to` of a file of `bytes` bytes. */
export function sealedRange(from: number, to: number, bytes: number): { first: number; from: number; to: number; last: boolean } {
  const first = Math.floor(from / CHUNK_BYTES)
  const end = Math.ceil(to / CHUNK_BYTES)
  const last = end >= Math.max(1, Math.ceil(bytes / CHUNK_BYTES))
  return { first, from: first * SEALED_CHUNK_BYTES, to: last ? sealedBytes(bytes) : end * SEALED_CHUNK_BYTES, last }
}

/** How many bytes a file of so many has when it is sealed. */
export function sealedBytes(bytes: number): number {
  return bytes + Math.max(1, Math.ceil(bytes / CHUNK_BYTES)) * TAG_BYTES
}

/** The bytes `from` to before `to` of a file, of which `source` gives the sealed ones that `sealedRange` names. */
export async function* unsealedRange(
  key: FileKey,
  { from, to, bytes }: { from: number; to: number; bytes: number },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { first, last } = sealedRange(from, to, bytes)
  let at = first * CHUNK_BYTES
  for await (const chunk of unsealFrom(key, first, source, last)) {
    const begin = Math.max(0, from - at)
    const end = Math.min(chunk.length, to - at)
    if (end > begin) yield chunk.subarray(begin, end)
    at += chunk.length
  }
}

async function* unsealFrom(
  key: FileKey,
  first: number,
  source: AsyncIterable<Uint8Array>,
  toTheEnd: boolean,
): AsyncGenerator<Uint8Array> {
  let number = first
  let waiting: Uint8Array | undefined
  for await (const chunk of inChunks(source, SEALED_CHUNK_BYTES)) {
    if (waiting) yield unsealChunk(key, number++, false, waiting)
    waiting = chunk
  }
  if (waiting) yield unsealChunk(key, number, toTheEnd, waiting)
  else if (toTheEnd) throw new Error('a sealed file has no last chunk')
}

function sealChunk(key: FileKey, number: number, last: boolean, chunk: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last))
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
}

function unsealChunk(key: FileKey, number: number, last: boolean, chunk: Uint8Array): Uint8Array {
  if (chunk.length < TAG_BYTES) throw new Error('a sealed file breaks off')
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(chunk.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()])
}

function nonceOf(number: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(number, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}
