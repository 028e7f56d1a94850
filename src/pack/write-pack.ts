import type { PackFile } from './contents.ts'
import { crc32, directoryOf, localHeader, type Part } from './layout.ts'

/** Opens stored content by its hash. */
type Open = (sha256: string) => AsyncIterable<Uint8Array>

/**
 * A pack piece by piece: the files in their order, then the directory. The CRC stands before a content, so each stored file is read
 * twice: `checkStored` first, which also finds a file whose content is no longer what its hash says, before anything goes out.
 */
export async function* writePack(
  files: readonly PackFile[],
  crcs: ReadonlyMap<string, number>,
  open: Open,
): AsyncGenerator<Uint8Array> {
  const parts: Part[] = []
  for (const file of files) {
    const text = 'text' in file ? new TextEncoder().encode(file.text) : undefined
    const crc = text ? crc32(text) : crcs.get(file.sha256)
    if (crc === undefined) throw new Error(`the CRC of ${file.path} is not known`)
    const part = { path: file.path, bytes: text ? text.length : bytesOf(file), crc }
    parts.push(part)
    yield localHeader(part)
    if (text) yield text
    else yield* open(file.sha256)
  }
  yield directoryOf(parts)
}

/** How large a pack is, in bytes. */
export function packBytes(files: readonly PackFile[]): number {
  const parts = files.map((file) => ({ path: file.path, bytes: bytesOf(file), crc: 0 }))
  const contents = parts.reduce((sum, part) => sum + localHeader(part).length + part.bytes, 0)
  return contents + directoryOf(parts).length
}

function bytesOf(file: PackFile): number {
  return 'text' in file ? new TextEncoder().encode(file.text).length : file.bytes
}
