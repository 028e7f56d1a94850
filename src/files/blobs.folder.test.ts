import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BlobGone, type BlobName, type Blobs } from '../kernel/blobs.ts'
import { localBlobs, s3Blobs } from './actions.ts'
import type { S3Address } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'hoshitori-blobs-'))
const TENANT = '00000000-0000-7000-8000-00000000000a'
const name: BlobName = `${TENANT}/00000000-0000-7000-8000-000000000001`
const other: BlobName = `${TENANT}/00000000-0000-7000-8000-000000000002`
let blobs: Blobs
let inStore: S3Address

const store = new S3rver({
  port: 0,
  silent: true,
  directory: join(folder, 'store'),
  // It signs the path of a list without its last stroke, unlike S3 itself: no signature is checked here, only which key is used.
  allowMismatchedSignatures: true,
  configureBuckets: [{ name: 'bucket' }],
})

beforeAll(async () => {
  const { port } = await store.run()
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' }
  inStore = { ...keys, endpoint: `http://localhost:${port}`, bucket: 'bucket', prefix: 'files/' }
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}
async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const piece of source) text += Buffer.from(piece)
  return text
}
const names = async () => {
  const all: string[] = []
  for await (const { name: one } of blobs.list()) all.push(one)
  return all
}

describe.each([
  ['a folder', () => localBlobs(join(folder, 'files'))],
  ['an S3-compatible store', () => s3Blobs(inStore)],
] as const)('blobs in %s', (_, open) => {
  beforeAll(() => {
    blobs = open()
  })

  test('are written whole, and read whole or in part', async () => {
    expect(await names()).toEqual([])
    expect(await blobs.write(name, bytes('封を', 'した'))).toBe(12)
    expect(await textOf(blobs.read(name))).toBe('封をした')
    expect(await textOf(blobs.read(name, { from: 3, to: 6 }))).toBe('を')
    expect(await textOf(blobs.read(name, { from: 3, to: 3 }))).toBe('')
    expect(await names()).toEqual([name])
  })

  test('are not there where their source failed, nor once they are removed', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(9 * 1024 * 1024)
      throw new Error('broken off')
    }
    await expect(blobs.write(other, failing())).rejects.toThrow('broken off')
    await expect(textOf(blobs.read(other))).rejects.toThrow(BlobGone)
    await blobs.write(other, bytes('gone soon'))
    await blobs.remove(other)
    await blobs.remove(other)
    await expect(textOf(blobs.read(other))).rejects.toThrow(BlobGone)
    expect(await names()).toEqual([name])
  })

  test('are the same where they have more bytes than are sent at a time', async () => {
    const large = Buffer.alloc(17 * 1024 * 1024 + 5, 'star')
    expect(await blobs.write(other, Readable.from([large.subarray(0, 5), large.subarray(5)]))).toBe(large.length)
    const hash = createHash('sha256')
    for await (const piece of blobs.read(other)) hash.update(piece)
    expect(hash.digest('hex')).toBe(createHash('sha256').update(large).digest('hex'))
    await blobs.remove(other)
  })

  test('a name that is none leads nowhere', async () => {
    await expect(blobs.write('../x' as BlobName, bytes('x'))).rejects.toThrow('no name')
    await expect(textOf(blobs.read(`${TENANT}/../secret` as BlobName))).rejects.toThrow('no name')
  })
})

test('a folder of blobs is readable by this user alone; what a crash left half-written is listed, so that it can be removed', async () => {
  blobs = localBlobs(join(folder, 'files'))
  expect(statSync(join(folder, 'files', name)).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'files', TENANT)).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'files', TENANT))).toHaveLength(1)
  const draft = '00000000-0000-7000-8000-000000000003'
  writeFileSync(join(folder, 'files', TENANT, `${draft}.part`), 'half')
  expect(await names()).toContain(`${TENANT}/${draft}`)
  await blobs.remove(`${TENANT}/${draft}`)
  expect(await names()).toEqual([name])
})

test('a store that does not know the key is no empty store', async () => {
  blobs = s3Blobs({ ...inStore, accessKeyId: 'another' })
  await expect(names()).rejects.toThrow('403')
})
