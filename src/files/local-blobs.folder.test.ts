import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BlobGone, type BlobName, type Blobs } from '../kernel/blobs.ts'
import { localBlobs } from './actions.ts'

const folder = mkdtempSync(join(tmpdir(), 'hoshitori-blobs-'))
const TENANT = '00000000-0000-7000-8000-00000000000a'
const name: BlobName = `${TENANT}/00000000-0000-7000-8000-000000000001`
let blobs: Blobs

beforeAll(() => {
  blobs = localBlobs(join(folder, 'files'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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

describe('blobs in a folder', () => {
  test('are written whole, for this user alone, and read whole or in part', async () => {
    expect(await names()).toEqual([])
    expect(await blobs.write(name, bytes('封を', 'した'))).toBe(12)
    expect(await textOf(blobs.read(name))).toBe('封をした')
    expect(await textOf(blobs.read(name, { from: 3, to: 6 }))).toBe('を')
    expect(await names()).toEqual([name])
    expect(statSync(join(folder, 'files', name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'files', TENANT)).mode & 0o777).toBe(0o700)
  })

  test('are not there where their source failed, nor written twice', async () => {
    const other: BlobName = `${TENANT}/00000000-0000-7000-8000-000000000002`
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('broken off')
    }
    await expect(blobs.write(other, failing())).rejects.toThrow('broken off')
    expect(readdirSync(join(folder, 'files', TENANT))).toHaveLength(1)
    await expect(textOf(blobs.read(other))).rejects.toThrow(BlobGone)
  })

  test('what a crash left half-written is listed, so that it can be removed', async () => {
    const draft = '00000000-0000-7000-8000-000000000003'
    writeFileSync(join(folder, 'files', TENANT, `${draft}.part`), 'half')
    expect(await names()).toContain(`${TENANT}/${draft}`)
    await blobs.remove(`${TENANT}/${draft}`)
    expect(await names()).toEqual([name])
  })

  test('a name that is none leads nowhere', async () => {
    await expect(blobs.write('../x' as BlobName, bytes('x'))).rejects.toThrow('no name')
    await expect(textOf(blobs.read(`${TENANT}/../secret` as BlobName))).rejects.toThrow('no name')
  })
})
