import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { bomb, damaged, encrypted } from './file-refusals.ts'
import { MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_RATIO, MAX_XML_BYTES, RATIO_FROM_BYTES } from './limits.ts'

/** The names of all entries, and a way to the content of each. Upper and lower case are the same, as OPC has it. */
export type Zip = {
  names: readonly string[]
  /** Nothing when there is no such entry. Refuses broken entries, and more than may be inflated in all. */
  read(name: string): Promise<Outcome<Uint8Array | undefined>>
}

/**
 * Opens a ZIP file in memory. Refuses what would inflate beyond the limits: judged by the directory first, and again while
 * inflating, so that a directory that lies about sizes is caught too. Refuses encrypted and broken files.
 */
export async function openZip(bytes: Uint8Array): Promise<Outcome<Zip>> {
  const listed = await listEntries(bytes)
  if (!listed) return damaged()
  const { file, entries } = listed
  if (entries.some((entry) => entry.isEncrypted())) return encrypted()
  if (file.entryCount > MAX_ENTRIES || tooLarge(entries)) return bomb()
  const byName = new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry]))
  if (byName.size < entries.length) return damaged()
  let left = MAX_XML_BYTES
  return accept({
    names: entries.map(({ fileName }) => fileName),
    read: async (name) => {
      const entry = byName.get(name.toLowerCase())
      if (!entry) return accept(undefined)
      const part = await inflate(file, entry, left)
      if (part === 'bomb') return bomb()
      if (part === 'damaged') return damaged()
      left -= part.length
      return accept(part)
    },
  })
}

/** Nothing when the file has no directory that can be read. Sizes are not checked by the library, which tells its refusals by words. */
async function listEntries(bytes: Uint8Array): Promise<{ file: ZipFile; entries: Entry[] } | undefined> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const file = await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: false })
    const entries: Entry[] = []
    if (file.entryCount <= MAX_ENTRIES) for await (const entry of file.eachEntry()) entries.push(entry)
    return { file, entries }
  } catch {
    return undefined
  }
}

function tooLarge(entries: readonly Entry[]): boolean {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  return (
    total > MAX_INFLATED_BYTES ||
    entries.some(({ uncompressedSize: size, compressedSize: packed }) => size > RATIO_FROM_BYTES && size > packed * MAX_RATIO)
  )
}

async function inflate(file: ZipFile, entry: Entry, left: number): Promise<Uint8Array | 'bomb' | 'damaged'> {
  if (entry.uncompressedSize > left) return 'bomb'
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of (await file.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > entry.uncompressedSize) return 'bomb'
      chunks.push(chunk)
    }
  } catch {
    return 'damaged'
  }
  return size === entry.uncompressedSize ? Buffer.concat(chunks) : 'damaged'
}
