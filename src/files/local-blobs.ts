import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from '../db/durable-file.ts'
import { BlobGone, type BlobName, type Blobs, isBlobName } from '../kernel/blobs.ts'

/** Ends the name of what is still being written; one that a crash left is removed with the orphans. */
const DRAFT = '.part'

/**
 * Blobs as files of a folder, readable by this user alone. A blob is written under another name, put on the disk, then named; and the
 * name is put on the disk, too.
 */
export function localBlobs(folder: string): Blobs {
  const pathOf = (name: BlobName) => {
    if (!isBlobName(name)) throw new Error(`no name of a blob: ${name}`)
    return join(folder, name)
  }
  return {
    async write(name, source) {
      const path = pathOf(name)
      await makeFolder(dirname(path))
      const draft = `${path}${DRAFT}`
      const file = await open(draft, 'wx', 0o600)
      let bytes = 0
      try {
        for await (const piece of source) {
          await file.writeFile(piece)
          bytes += piece.length
        }
        await file.sync()
      } catch (fault) {
        await file.close()
        await rm(draft, { force: true })
        throw fault
      }
      await file.close()
      await rename(draft, path)
      syncFolder(dirname(path))
      return bytes
    },

    async *read(name, range) {
      const path = pathOf(name)
      if (range && range.to <= range.from) return
      const options = range ? { start: range.from, end: range.to - 1 } : {}
      try {
        yield* createReadStream(path, options) as AsyncIterable<Uint8Array>
      } catch (cause) {
        throw isMissing(cause) ? new BlobGone(name, { cause }) : cause
      }
    },

    async remove(name) {
      const path = pathOf(name)
      await rm(path, { force: true })
      await rm(`${path}${DRAFT}`, { force: true })
    },

    async *list() {
      for await (const tenant of entriesOf(folder)) {
        for await (const entry of entriesOf(join(folder, tenant))) {
          const name = `${tenant}/${entry.endsWith(DRAFT) ? entry.slice(0, -DRAFT.length) : entry}`
          const found = await stat(join(folder, tenant, entry)).catch(() => undefined)
          if (found && isBlobName(name)) yield { name, at: found.mtime.toISOString() }
        }
      }
    },
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first !== undefined) syncFolder(dirname(first))
}

async function* entriesOf(folder: string): AsyncIterable<string> {
  const entries = await opendir(folder).catch((cause) => {
    if (isMissing(cause)) return undefined
    throw cause
  })
  if (entries) for await (const { name } of entries) yield name
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}
