import { hkdfSync, randomBytes } from 'node:crypto'
import type { Secrets } from '../secrets.ts'
import type { FileKey } from './sealing.ts'
import { keyPurpose } from './store.ts'

/** A new key, and the same sealed for the row that keeps it. */
export function newKey(secrets: Secrets, id: string): { key: FileKey; sealedKey: string } {
  const key = randomBytes(32)
  return { key, sealedKey: secrets.seal(key.toString('base64'), keyPurpose(id)) }
}

export function openKey(secrets: Secrets, id: string, sealedKey: string): FileKey {
  return Buffer.from(secrets.unseal(sealedKey, keyPurpose(id)), 'base64')
}

/** The key of one piece of an upload: no two blobs are sealed with the same. */
export function partKey(key: FileKey, part: string): FileKey {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `hoshitori part ${part}`, 32))
}
