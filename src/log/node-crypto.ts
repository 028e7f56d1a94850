import { createPublicKey, hash as digest, type KeyObject, sign, verify } from 'node:crypto'
import type { Secrets } from '../secrets.ts'
import { type Checkpoint, type Note, toNote, toText } from './checkpoint.ts'
import type { TreeHash } from './merkle.ts'
import type { Tools } from './verify-log.ts'

/** SHA-256 in the manner of RFC 6962. */
export const treeHash: TreeHash = {
  empty: digest('sha256', '', 'buffer'),
  leaf: (entry) => digest('sha256', Buffer.concat([LEAF, entry]), 'buffer'),
  node: (left, right) => digest('sha256', Buffer.concat([NODE, left, right]), 'buffer'),
}

/** The hash of the leaf that an entry's body becomes. */
export function leafOf(body: string): Uint8Array {
  return treeHash.leaf(Buffer.from(body, 'utf8'))
}

/** A short mark of a text, to tell whether another is the same: 16 bytes of its SHA-256, base64url. */
export function markOf(text: string): string {
  return digest('sha256', text, 'buffer').subarray(0, 16).toString('base64url')
}

/** A signed checkpoint, as it is kept and handed out. */
export function signCheckpoint(secrets: Pick<Secrets, 'signingKey' | 'publicKey'>, checkpoint: Checkpoint): string {
  const text = toText(checkpoint)
  const name = checkpoint.origin
  const bytes = sign(null, Buffer.from(text), secrets.signingKey)
  return toNote({ text, signatures: [{ name, keyId: keyIdOf(name, rawKey(secrets.publicKey)), bytes }] })
}

/** What a signature under this name is worth: sound, made by this key and not fitting, or made by another key. */
type Worth = 'sound' | 'altered' | 'foreign'

/** What a verification needs, for logs that any of these public keys signed. */
export function toolsOf(publicKeys: KeyObject | readonly KeyObject[]): Tools {
  return { hash: treeHash, leafOf, judge: judgeOf(publicKeys) }
}

/** How to judge a note by public keys, any of which will do. Signatures of others are ignored, as the format asks. */
export function judgeOf(publicKeys: KeyObject | readonly KeyObject[]): (note: Note, name: string) => Worth {
  const keys = [publicKeys].flat().map((key) => ({ key, raw: rawKey(key) }))
  return ({ text, signatures }, name) => {
    const own = keys.flatMap(({ key, raw }) => {
      const keyId = keyIdOf(name, raw)
      const signed = signatures.filter((signature) => signature.name === name && signature.keyId === keyId)
      return signed.map(({ bytes }) => verify(null, Buffer.from(text), key, bytes))
    })
    if (own.length === 0) return 'foreign'
    return own.every(Boolean) ? 'sound' : 'altered'
  }
}

/** The 32 bytes of an Ed25519 public key in base64: what is written into an export, and told on the telephone. */
export function toKeyText(publicKey: KeyObject): string {
  return rawKey(publicKey).toString('base64')
}

/** Reads such a text. Nothing where it is no key. */
export function fromKeyText(text: string): KeyObject | undefined {
  const raw = Buffer.from(text, 'base64')
  if (raw.length !== 32 || raw.toString('base64') !== text) return undefined
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
}

function keyIdOf(name: string, raw: Buffer): string {
  return digest('sha256', Buffer.concat([Buffer.from(`${name}\n`), ED25519, raw]), 'hex').slice(0, 8)
}

function rawKey(publicKey: KeyObject): Buffer {
  const known = raws.get(publicKey)
  if (known) return known
  const { x } = publicKey.export({ format: 'jwk' })
  const raw = Buffer.from(x ?? '', 'base64url')
  raws.set(publicKey, raw)
  return raw
}

const raws = new WeakMap<KeyObject, Buffer>()
/** The type of signature that a key id counts in (C2SP signed-note). */
const ED25519 = Buffer.of(1)
const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)
