import { fromBase64, same, sha256, utf8 } from './bytes.mjs'

/** Ed25519 in the list of signature types of C2SP signed-note. */
const ED25519 = Uint8Array.of(1)

/** A public key of 32 bytes in base64, ready to judge by; nothing where it is none. */
export async function keyFrom(base64) {
  const raw = fromBase64(base64)
  if (raw?.length !== 32) return undefined
  return { raw, key: await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']) }
}

/**
 * Reads a signed checkpoint: origin, size and root of a log, and what its signature is worth under this key and the log's name:
 * `sound`, `altered`, or `foreign` where another key signed it. Nothing where it is no checkpoint.
 */
export async function readCheckpoint(note, origin, { raw, key }) {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || hasControl(note)) return undefined
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2, -1).split('\n')
  const signatures = lines.map(signatureFrom)
  const [name, size, root, ...more] = text.split('\n')
  const hash = fromBase64(root ?? '')
  if (signatures.includes(undefined) || !name || !/^(0|[1-9]\d{0,14})$/.test(size ?? '') || hash?.length !== 32) return undefined
  if (more.at(-1) !== '') return undefined
  const keyId = (await sha256(utf8(`${origin}\n`), ED25519, raw)).subarray(0, 4)
  const own = signatures.filter((signature) => signature.name === origin && same(signature.bytes.subarray(0, 4), keyId))
  const judged = await Promise.all(own.map(({ bytes }) => crypto.subtle.verify('Ed25519', key, bytes.subarray(4), utf8(text))))
  const worth = judged.length === 0 ? 'foreign' : judged.every(Boolean) ? 'sound' : 'altered'
  return { origin: name, size: Number(size), root: hash, worth }
}

function signatureFrom(line) {
  const [, name, base64] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? []
  const bytes = base64 === undefined ? undefined : fromBase64(base64)
  return bytes && bytes.length >= 5 ? { name, bytes } : undefined
}

/** A note has line ends and no other control character. */
function hasControl(note) {
  return Array.from(note).some((character) => character < ' ' && character !== '\n')
}
