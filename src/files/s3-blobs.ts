import { S3mini, S3ServiceError, type UploadPart } from 's3mini'
import { BlobGone, type BlobName, type Blobs, isBlobName } from '../kernel/blobs.ts'
import { inChunks } from './chunks.ts'
import type { S3Address } from './s3-address.ts'

/** What is in memory of a blob that is being written; ten thousand of them are the largest blob. */
const PART_BYTES = 8 * 1024 * 1024
const MEDIA_TYPE = 'application/octet-stream'

/** Blobs as objects of a bucket. The store answers once what it was given is durable; of a large blob nothing is there before its end. */
export function s3Blobs({ endpoint, bucket, prefix, region, accessKeyId, secretAccessKey }: S3Address): Blobs {
  const s3 = new S3mini({
    accessKeyId,
    secretAccessKey,
    region,
    endpoint: `${endpoint}/${bucket}`,
    fetch: (input, init) => fetch(input, { ...init, redirect: 'error' }),
  })
  const keyOf = (name: BlobName) => {
    if (!isBlobName(name)) throw new Error(`no name of a blob: ${name}`)
    return `${prefix}${name}`
  }

  async function writeLarge(key: string, first: Uint8Array, others: AsyncIterable<Uint8Array>): Promise<number> {
    const upload = await s3.getMultipartUploadId(key, MEDIA_TYPE)
    try {
      const parts: UploadPart[] = [await s3.uploadPart(key, upload, first, 1)]
      let bytes = first.length
      for await (const part of others) {
        parts.push(await s3.uploadPart(key, upload, part, parts.length + 1))
        bytes += part.length
      }
      await s3.completeMultipartUpload(key, upload, parts)
      return bytes
    } catch (fault) {
      // What failed is what is told; a store removes what is never completed by its own rule.
      await s3.abortMultipartUpload(key, upload).catch(() => {})
      throw fault
    }
  }

  return {
    async write(name, source) {
      const key = keyOf(name)
      const parts = inChunks(source, PART_BYTES)
      const { value: first } = await parts.next()
      if (first?.length === PART_BYTES) return writeLarge(key, first, parts)
      await s3.putObject(key, first ?? new Uint8Array(), MEDIA_TYPE)
      return first?.length ?? 0
    },

    async *read(name, range) {
      const key = keyOf(name)
      if (range && range.to <= range.from) return
      const response = await s3.getObjectRaw(key, range === undefined, range?.from, range?.to).catch((cause) => {
        throw cause instanceof S3ServiceError && cause.status === 404 ? new BlobGone(name, { cause }) : cause
      })
      if (response.body) yield* response.body as unknown as AsyncIterable<Uint8Array>
    },

    async remove(name) {
      await s3.deleteObject(keyOf(name))
    },

    async *list() {
      let token: string | undefined
      do {
        const page = await s3.listObjectsPaged('/', prefix, 1000, token)
        if (!page) throw new Error(`there is no bucket ${bucket}`)
        for (const { Key, LastModified } of page.objects ?? []) {
          const name = Key.slice(prefix.length)
          if (isBlobName(name)) yield { name, at: new Date(LastModified).toISOString() }
        }
        token = page.nextContinuationToken
      } while (token)
    },
  }
}
