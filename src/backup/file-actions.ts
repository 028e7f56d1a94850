import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { writeDurably } from '../db/durable-file.ts'
import { BlobGone, type BlobName, type Blobs, isBlobName } from '../kernel/blobs.ts'
import type { Contents, Part } from './format.ts'

type FilePart = Part & { kind: 'file' | 'piece' }

/** Where the blobs of a backup stand among its files. */
const BLOBS = 'files/'

/** The name of a blob among the files of a backup. */
export function blobPath(name: BlobName): string {
  return `${BLOBS}${name}`
}

export function* secretOf(data: string): Generator<FilePart> {
  yield { kind: 'file', file: 'secret' }
  yield { kind: 'piece', bytes: readFileSync(join(data, 'secret')) }
}

/** A blob as it is, piece by piece. Nothing at all, after telling of it, where it is gone. */
export async function* blobParts(blobs: Blobs, name: BlobName, gone: (name: BlobName) => void): AsyncGenerator<FilePart> {
  let begun = false
  try {
    for await (const bytes of blobs.read(name)) {
      if (!begun) yield { kind: 'file', file: blobPath(name) }
      begun = true
      yield { kind: 'piece', bytes }
    }
  } catch (fault) {
    if (begun || !(fault instanceof BlobGone)) throw fault
  }
  if (!begun) gone(name)
}

/** Where the files of a backup go: the secret into a folder, the blobs to where blobs lie. Nothing else that it may hold is ours. */
export function filesTo(
  folder: string,
  blobs: Blobs,
  withSecret: boolean,
): { take(part: FilePart): Promise<void>; close(): Promise<void>; undo(): Promise<void> } {
  const written: BlobName[] = []
  let secret: Uint8Array[] | undefined
  let blob: { source: PassThrough; done: Promise<unknown> } | undefined
  const close = async () => {
    if (secret) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeDurably(join(folder, 'secret'), Buffer.concat(secret).toString())
    }
    secret = undefined
    blob?.source.end()
    await blob?.done
    blob = undefined
  }
  return {
    close,
    async take(part) {
      if (part.kind === 'file') {
        await close()
        if (part.file === 'secret' && withSecret) secret = []
        const name = blobNameOf(part.file)
        if (!name) return
        written.push(name)
        const source = new PassThrough()
        const done = blobs.write(name, source)
        // Whoever waits for it learns why it failed; until then nobody does.
        done.catch(() => {})
        blob = { source, done }
      } else if (secret) secret.push(Uint8Array.from(part.bytes))
      else if (blob && !blob.source.write(part.bytes)) await Promise.race([once(blob.source, 'drain'), blob.done])
    },
    async undo() {
      blob?.source.destroy(new Error('the restore was given up'))
      await blob?.done.catch(() => {})
      for (const name of written) await blobs.remove(name)
    },
  }
}

/** Reads every blob of a backup where it was written to. Throws where one does not read as it was in the backup. */
export async function requireSameBlobs(blobs: Blobs, { files }: Contents): Promise<void> {
  for (const [path, { sha256 }] of files) {
    const name = blobNameOf(path)
    if (!name) continue
    const hash = createHash('sha256')
    for await (const bytes of blobs.read(name)) hash.update(bytes)
    if (hash.digest('hex') !== sha256) throw new Error(`the blob ${name} does not read as it was written; everything was undone`)
  }
}

function blobNameOf(path: string): BlobName | undefined {
  const name = path.slice(BLOBS.length)
  return path.startsWith(BLOBS) && isBlobName(name) ? name : undefined
}
