import { createHash } from 'node:crypto'

/** The SHA-256 of a file, in hexadecimal digits. */
export function toFactDigest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A short mark of what a finding is about, by which it is known again in a later scan: 16 hexadecimal digits. */
export function toFindingId(parts: readonly (string | null | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
