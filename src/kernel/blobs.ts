import type { Instant } from './instant.ts'

/**
 * Where the bytes of files lie: a folder of this machine, or an S3-compatible store that several servers share. A blob is written once,
 * under a name of its own, and never changed. What it holds is sealed before it comes here.
 */
export type Blobs = {
  /** Writes a new blob; when it resolves, its bytes survive a power cut. Where the source fails, nothing is left. Gives its size. */
  write(name: BlobName, source: AsyncIterable<Uint8Array>): Promise<number>
  /** The bytes from the first to before the last, or all. Throws `BlobGone` where there is no such blob. */
  read(name: BlobName, range?: { from: number; to: number }): AsyncIterable<Uint8Array>
  /** Does nothing where there is no such blob. */
  remove(name: BlobName): Promise<void>
  /** Every blob that is there, in no order. */
  list(): AsyncIterable<{ name: BlobName; at: Instant }>
}

/** `<organisation>/<identifier>`, both UUIDs: nothing that anybody typed is ever part of a name. */
export type BlobName = `${string}/${string}`

const BLOB_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function isBlobName(name: string): name is BlobName {
  return BLOB_NAME.test(name)
}

/** There is no such blob: it was removed, or the folder or store is another than the database belongs to. */
export class BlobGone extends Error {
  constructor(name: string, options?: ErrorOptions) {
    super(`the blob ${name} is not there`, options)
  }
}
