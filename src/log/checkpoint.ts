import type { TenantId } from '../kernel/ids.ts'

/** What a log says of itself at a moment (C2SP tlog-checkpoint): which log, how many entries, and the root over them, base64. */
export type Checkpoint = { origin: string; size: number; root: string }

/** A signed text (C2SP signed-note): the text with its last line end, and who signed it. */
export type Note = { text: string; signatures: Signature[] }
type Signature = { name: string; keyId: string; bytes: Uint8Array }

/** The name of a log, the same for ever, and the name of the key in its signatures. */
export function originOf(tenant: TenantId): string {
  return `hoshitori.log/${tenant}`
}

/** A hash as a checkpoint, a leaf and a proof are written. */
export function toBase64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64')
}

/** The text that is signed. */
export function toText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root}\n`
}

export function toNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, keyId, bytes }) => {
    const signed = Buffer.concat([Buffer.from(keyId, 'hex'), bytes])
    return `— ${name} ${signed.toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}

/** Takes a signed note apart. Nothing where it is none; lines that are no signature make it none. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || CONTROL.test(note)) return undefined
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature)
  const known = signatures.filter((signature) => signature !== undefined)
  return known.length > 0 && known.length === signatures.length ? { text: note.slice(0, end + 1), signatures: known } : undefined
}

/** Reads the text of a note as a checkpoint. Nothing where it is none. Lines after the third are of no concern here. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  if (origin === '' || !/^(0|[1-9]\d{0,14})$/.test(size) || !ROOT.test(root) || rest.at(-1) !== '') return undefined
  return { origin, size: Number(size), root }
}

function parseSignature(line: string): Signature | undefined {
  const [, name, base64 = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
  const signed = Buffer.from(base64, 'base64')
  if (!name || signed.length < 5 || signed.toString('base64') !== base64) return undefined
  return { name, keyId: signed.subarray(0, 4).toString('hex'), bytes: signed.subarray(4) }
}

/** 32 bytes in base64. */
const ROOT = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: a note has none of these
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/
