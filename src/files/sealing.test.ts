import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sealed, sealedBytes, sealedRange, unsealed, unsealedRange } from './sealing.ts'

const KEY = new Uint8Array(32).fill(3)
const CHUNK = 64 * 1024

async function* pieces(bytes: Uint8Array, size = 10_007): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of source) all.push(piece)
  return Buffer.concat(all)
}

describe('a sealed file', () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000])('of %d bytes is read as it was', async (size) => {
    const content = randomBytes(size)
    const bytes = await whole(sealed(KEY, pieces(content)))
    expect(bytes.length).toBe(sealedBytes(size))
    expect((await whole(unsealed(KEY, pieces(bytes)))).equals(content)).toBe(true)
  })

  test('whose chunks were altered, exchanged, cut off or doubled is not read', async () => {
    const bytes = await whole(sealed(KEY, pieces(randomBytes(3 * CHUNK + 5))))
    const chunk = CHUNK + 16
    const altered = Buffer.from(bytes)
    altered[chunk + 7] = (altered[chunk + 7] ?? 0) ^ 1
    const exchanged = Buffer.concat([bytes.subarray(chunk, 2 * chunk), bytes.subarray(0, chunk), bytes.subarray(2 * chunk)])
    for (const broken of [
      altered,
      exchanged,
      bytes.subarray(0, 3 * chunk),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, bytes.subarray(-21)]),
      Buffer.alloc(0),
    ])
      await expect(whole(unsealed(KEY, pieces(broken)))).rejects.toThrow()
    await expect(whole(unsealed(new Uint8Array(32), pieces(bytes)))).rejects.toThrow()
  })

  test('gives any part of itself without the rest', async () => {
    const content = randomBytes(3 * CHUNK + 5)
    const bytes = await whole(sealed(KEY, pieces(content)))
    for (const [from, to] of [
      [0, 1],
      [CHUNK - 1, CHUNK + 1],
      [CHUNK, 2 * CHUNK],
      [2 * CHUNK + 9, content.length],
      [0, content.length],
      [content.length - 1, content.length],
    ] as const) {
      const where = sealedRange(from, to, content.length)
      const part = bytes.subarray(where.from, where.to)
      const read = await whole(unsealedRange(KEY, { from, to, bytes: content.length }, pieces(part)))
      expect(read.equals(content.subarray(from, to))).toBe(true)
    }
  })
})
