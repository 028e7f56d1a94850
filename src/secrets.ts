import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './db/durable-file.ts'

/**
 * What one secret of 32 bytes gives the installation, each key derived for its purpose (HKDF-SHA-256, RFC 5869): sealing what must
 * be read again, marking what goes out and comes back, and signing the log.
 */
export type Secrets = {
  /** The key that signs the log's checkpoints: Ed25519. */
  signingKey: KeyObject
  publicKey: KeyObject
  /** Encrypts with AES-256-GCM, bound to what it is for. */
  seal(text: string, purpose: string): string
  /** Reads a seal. Throws for a seal that was altered, or made for something else or by another secret. */
  unseal(sealed: string, purpose: string): string
  /** A keyed mark of a text, base64url: HMAC-SHA-256. */
  mark(text: string, purpose: string): string
  /** Unguessable words for links and cookies: 32 random bytes, base64url. */
  newToken(): string
}

export function toSecrets(master: Uint8Array): Secrets {
  if (master.length !== 32) throw new Error(`the secret has ${master.length} bytes instead of 32`)
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `hoshitori ${purpose}`, 32))
  const signingKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8, derive('log signature')]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    signingKey,
    publicKey: createPublicKey(signingKey),
    seal: (text, purpose) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derive('seal'), nonce).setAAD(Buffer.from(purpose))
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    unseal: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', derive('seal'), bytes.subarray(0, 12))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    mark: (text, purpose) =>
      createHmac('sha256', derive(`mark ${purpose}`))
        .update(text)
        .digest('base64url'),
    newToken: () => randomBytes(32).toString('base64url'),
  }
}

/** The installation's secret: the one given (base64 of 32 bytes), or the file `secret` of the data folder, made when missing. */
export function loadSecrets(given: string | undefined, data: string): Secrets {
  if (given) return toSecrets(Buffer.from(given, 'base64'))
  const path = join(data, 'secret')
  if (!existsSync(path)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeDurably(path, `${randomBytes(32).toString('base64')}\n`)
  }
  chmodSync(path, 0o600)
  return toSecrets(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'))
}

/** The fixed beginning of an Ed25519 private key in PKCS #8 (RFC 8410); the 32 bytes of the seed follow. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
