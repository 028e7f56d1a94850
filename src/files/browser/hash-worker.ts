import { sha256 } from '@noble/hashes/sha2.js'

/** So much of a file is in memory at a time. */
const SLICE_BYTES = 4 * 1024 * 1024

/** What this worker answers: how many bytes are done; in the end the hash in hexadecimal, or that the file cannot be read. */
export type HashAnswer = { done: number } | { sha256: string } | { unreadable: true }

/** The thread that computes the SHA-256 of a file that it is told, slice by slice. */
addEventListener('message', ({ data }: MessageEvent<File>) => {
  hash(data).then(answer, () => answer({ unreadable: true }))
})

async function hash(file: File): Promise<HashAnswer> {
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer()))
    answer({ done: Math.min(file.size, at + SLICE_BYTES) })
  }
  return { sha256: [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

function answer(words: HashAnswer): void {
  postMessage(words)
}
