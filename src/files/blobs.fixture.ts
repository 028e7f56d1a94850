import { BlobGone, type BlobName, type Blobs } from '../kernel/blobs.ts'
import type { Instant } from '../kernel/instant.ts'

/** Blobs of a test, in memory: what is kept is compared by what comes out. The two real kinds pass the same tests of their own. */
export function memoryBlobs(at: () => Instant = () => '2027-04-01T00:00:00.000Z'): Blobs & { readonly size: number } {
  const blobs = new Map<BlobName, { bytes: Uint8Array; at: Instant }>()
  return {
    get size() {
      return blobs.size
    },
    async write(name, source) {
      const pieces: Uint8Array[] = []
      for await (const piece of source) pieces.push(Uint8Array.from(piece))
      const bytes = Buffer.concat(pieces)
      blobs.set(name, { bytes, at: at() })
      return bytes.length
    },
    async *read(name, range) {
      const found = blobs.get(name)
      if (!found) throw new BlobGone(name)
      yield range ? found.bytes.subarray(range.from, range.to) : found.bytes
    },
    async remove(name) {
      blobs.delete(name)
    },
    async *list() {
      for (const [name, blob] of [...blobs]) yield { name, at: blob.at }
    },
  }
}
