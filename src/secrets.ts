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
import { sameSecret } from './kernel/same-secret.ts'

/**
 * What the installation's secret gives it, each key derived for its purpose (HKDF-SHA-256, RFC 5869): sealing what must be read again,
 * marking what goes out and comes back, and signing the log. The secret can be changed: what is made is made with the newest version,
 * and carries it; what was made with an older one is read as long as that is kept.
 */
export type Secrets = {
  /** The version with which everything is made now, and every one that is kept. */
  readonly version: number
  readonly ring: Ring
  /** Keeps another ring and goes on with it; not there where the secret is given from outside. */
  replace?(ring: Ring): void
  /** The key that signs the log's checkpoints: Ed25519. */
  readonly signingKey: KeyObject
  readonly publicKey: KeyObject
  /** The public keys of every version there was, the newest first: what an older one signed stays verifiable. */
  readonly publicKeys: readonly KeyObject[]
  /** Encrypts, bound to what it is for: `s1.<version>.<nonce, AES-256-GCM, tag>`, base64url. */
  seal(text: string, purpose: string): string
  /** Reads a seal. Throws for a seal that was altered, or made for something else or by a secret that is not kept. */
  unseal(sealed: string, purpose: string): string
  /** A keyed mark of a text: `m1.<version>.<HMAC-SHA-256>`, base64url. */
  mark(text: string, purpose: string): string
  /** Every mark that the text may have, from whatever version is kept: to look one up. */
  marks(text: string, purpose: string): string[]
  /** Whether a mark is one of the text. Takes as long for any. */
  isMark(mark: string, text: string, purpose: string): boolean
  /** Unguessable words for links and cookies: 32 random bytes, base64url. */
  newToken(): string
}

/**
 * The versions of the secret: everything is made with the first, the others are read. Of one that was forgotten only the public key is
 * left.
 */
export type Ring = readonly [Version, ...(Version | Forgotten)[]]
type Version = { version: number; master: Uint8Array }
type Forgotten = { version: number; publicKey: string }

/** Where a ring is kept. Without `write` it is given from outside, and changed there. */
type Place = { read(): Ring; write?(ring: Ring): void }

/** Secrets of one secret alone, of 32 bytes, which are kept nowhere. */
export function toSecrets(master: Uint8Array): Secrets {
  let ring: Ring = [{ version: 1, master }]
  return keepSecrets({
    read: () => ring,
    write: (next) => {
      ring = next
    },
  })
}

/** The installation's secrets: those given, as `readRing` reads them, or the file `secret` of the data folder, made when missing. */
export function loadSecrets(given: string | undefined, data: string): Secrets {
  if (given) return keepSecrets({ read: () => ringOf(given) })
  const path = join(data, 'secret')
  const write = (ring: Ring) => writeDurably(path, writeRing(ring))
  if (!existsSync(path)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    write([{ version: 1, master: randomBytes(32) }])
  }
  chmodSync(path, 0o600)
  return keepSecrets({ read: () => ringOf(readFileSync(path, 'utf8')), write })
}

function keepSecrets({ read, write }: Place): Secrets {
  let ring = read()
  let keys = keysOf(ring)
  const newest = () => keys[0] as Keys
  const use = (next: Ring) => {
    keys = keysOf(next)
    ring = next
  }
  const keyFor = (version: number) => keys.find((one): one is Keys => one.version === version && 'derive' in one)
  return {
    get ring() {
      return ring
    },
    ...(write && {
      replace: (next: Ring) => {
        write(next)
        use(next)
      },
    }),
    get version() {
      return newest().version
    },
    get signingKey() {
      return newest().signingKey
    },
    get publicKey() {
      return newest().publicKey
    },
    get publicKeys() {
      return keys.map(({ publicKey }) => publicKey)
    },
    seal: (text, purpose) => {
      const { version, derive } = newest()
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derive('seal'), nonce).setAAD(Buffer.from(purpose))
      const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `s1.${version}.${bytes.toString('base64url')}`
    },
    unseal: (sealed, purpose) => {
      const { version, data } = partsOf(sealed, 's1')
      // A command beside this program may have changed the secret meanwhile.
      if (!keyFor(version)) use(read())
      const key = keyFor(version)
      if (!key) throw new Error(`sealed with version ${version} of the secret, which is not kept`)
      const bytes = Buffer.from(data, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key.derive('seal'), bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    mark: (text, purpose) => markBy(newest(), text, purpose),
    marks: (text, purpose) => marksOf(keys, text, purpose),
    isMark: (mark, text, purpose) => marksOf(keys, text, purpose).filter((one) => sameSecret(one, mark)).length > 0,
    newToken: () => randomBytes(32).toString('base64url'),
  }
}

/** The version of the secret with which something was sealed or marked. What carries none is of before there were several. */
export function versionOf(sealedOrMarked: string): number {
  return partsOf(sealedOrMarked, sealedOrMarked.slice(0, 2)).version
}

/**
 * Reads a ring as it stands in the file `secret` or in HOSHITORI_SECRET: `2:<base64 of 32 bytes> 1:<…>`, of a version that was forgotten
 * `1:public:<base64>`. A secret alone is version 1. Nothing where it is none.
 */
export function readRing(text: string): Ring | undefined {
  const [first, ...others] = text.trim().split(/\s+/).map(readVersion)
  const kept = others.filter((one) => one !== undefined)
  if (!first || !('master' in first) || kept.length < others.length) return undefined
  const versions = new Set([first, ...kept].map(({ version }) => version))
  return versions.size === others.length + 1 ? [first, ...kept] : undefined
}

function ringOf(text: string): Ring {
  const ring = readRing(text)
  if (!ring) throw new Error('the secret is not the base64 of 32 bytes, or of several as `2:… 1:…`')
  return ring
}

/** As `readRing` reads it. */
function writeRing(ring: Ring): string {
  const line = (one: Version | Forgotten) =>
    `${one.version}:${'master' in one ? Buffer.from(one.master).toString('base64') : `public:${one.publicKey}`}\n`
  return ring.map(line).join('')
}

/** The ring with another secret before it. */
export function withNewSecret(ring: Ring): Ring {
  return [{ version: Math.max(...ring.map(({ version }) => version)) + 1, master: randomBytes(32) }, ...ring]
}

/** The ring with its newest secret alone: of the others only what verifies their signatures is left. */
export function withoutOldSecrets([newest, ...others]: Ring): Ring {
  const forgotten = others.map((one) =>
    'master' in one ? { version: one.version, publicKey: rawOf(keyOf(one).publicKey) } : one,
  )
  return [newest, ...forgotten]
}

type Derive = (purpose: string) => Buffer
type Keys = { version: number; derive: Derive; signingKey: KeyObject; publicKey: KeyObject }
type OldKeys = { version: number; publicKey: KeyObject }

function keysOf(ring: Ring): (Keys | OldKeys)[] {
  return ring.map((one) => ('master' in one ? keyOf(one) : { version: one.version, publicKey: fromRaw(one.publicKey) }))
}

function keyOf({ version, master }: Version): Keys {
  if (master.length !== 32) throw new Error(`the secret has ${master.length} bytes instead of 32`)
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `hoshitori ${purpose}`, 32))
  const signingKey = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8, derive('log signature')]),
    format: 'der',
    type: 'pkcs8',
  })
  return { version, derive, signingKey, publicKey: createPublicKey(signingKey) }
}

function markBy({ version, derive }: Keys, text: string, purpose: string): string {
  return `m1.${version}.${bareMark(derive, text, purpose)}`
}

function bareMark(derive: Derive, text: string, purpose: string): string {
  return createHmac('sha256', derive(`mark ${purpose}`))
    .update(text)
    .digest('base64url')
}

/** Version 1 made marks without a version, too, before there were several. */
function marksOf(keys: readonly (Keys | OldKeys)[], text: string, purpose: string): string[] {
  const kept = keys.filter((one) => 'derive' in one)
  const first = kept.find(({ version }) => version === 1)
  return [...kept.map((key) => markBy(key, text, purpose)), ...(first ? [bareMark(first.derive, text, purpose)] : [])]
}

/** An algorithm that is not known here throws: it is of a newer program. */
function partsOf(text: string, algorithm: string): { version: number; data: string } {
  if (!text.includes('.')) return { version: 1, data: text }
  const [, named, version, data] = /^([a-z]\d+)\.([1-9]\d{0,5})\.([\w-]+)$/.exec(text) ?? []
  if (named !== algorithm || data === undefined) throw new Error('sealed or marked in a way that is not known here')
  return { version: Number(version), data }
}

function readVersion(text: string): Version | Forgotten | undefined {
  const [, number, kind, data = ''] = /^(?:([1-9]\d{0,5}):)?(public:)?([A-Za-z0-9+/]{43}=)$/.exec(text) ?? []
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length !== 32 || bytes.toString('base64') !== data) return undefined
  const version = Number(number ?? 1)
  return kind ? { version, publicKey: data } : { version, master: bytes }
}

function rawOf(publicKey: KeyObject): string {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
}

function fromRaw(base64: string): KeyObject {
  const x = Buffer.from(base64, 'base64').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** The fixed beginning of an Ed25519 private key in PKCS #8 (RFC 8410); the 32 bytes of the seed follow. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
