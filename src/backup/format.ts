import { z } from 'zod'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** The format that this program writes, and the newest that it reads. */
export const FORMAT = 1

/** The first line of a backup: what it is, of which schema, and which secret belongs to it. */
export const Header = z.object({
  hoshitori: z.literal('backup'),
  format: z.literal(FORMAT),
  version: z.string().max(100),
  migrations: z.array(z.string().max(200)).min(1).max(10_000),
  at: z.string().max(100),
  engine: z.enum(['embedded', 'postgres']),
  /** The public key that the installation's secret gives, SPKI in base64; null where the secret was not at hand. */
  key: z.string().max(1000).nullable(),
  /** Whether the file `secret` of the data folder is inside. */
  secret: z.boolean(),
})
export type Header = z.infer<typeof Header>

/** Where a counter of the database stands, and whether that number was given out. */
export type Sequence = { name: string; value: string; called: boolean }

/** What a backup is made of, in this order: header, tables with their rows, sequences, files with their pieces. */
export type Part =
  | { kind: 'header'; header: Header }
  | { kind: 'table'; table: string; columns: string[] }
  /** `text` is one line per row: a JSON array of texts and nulls, in the order of the columns. */
  | { kind: 'rows'; rows: number; text: string }
  | { kind: 'sequences'; sequences: Sequence[] }
  | { kind: 'file'; file: string }
  | { kind: 'piece'; bytes: Uint8Array }

/** What stands at the end of a table or a file: how much there was, and its SHA-256 in hex. */
export type Tally = { count: number; sha256: string }

/** Everything that was counted in a whole backup. */
export type Contents = {
  header: Header
  tables: Map<string, Tally>
  files: Map<string, Tally>
  rows: number
  /** SHA-256 of all lines before the last. */
  sha256: string
}

const Name = z.string().min(1).max(1000)
const Count = z.number().int().nonnegative()
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Sequences = z.array(z.object({ name: Name, value: z.string().max(30), called: z.boolean() }).strict()).max(10_000)

/** The lines between the rows: those that begin with a brace. */
export const Mark = z.union([
  z.object({ table: Name, columns: z.array(Name).min(1).max(2000) }).strict(),
  z.object({ end: Name, rows: Count, sha256: Sha256 }).strict(),
  z.object({ sequences: Sequences }).strict(),
  z.object({ file: Name }).strict(),
  z.object({ endFile: Name, bytes: Count, sha256: Sha256 }).strict(),
  z.object({ complete: z.literal(true), tables: Count, files: Count, rows: Count, sha256: Sha256 }).strict(),
])
export type Mark = z.infer<typeof Mark>

/** Whether a file of a backup lies where files of the data folder may: `secret`, or below `files/`, and nowhere above. */
export function isFileOfData(path: string): boolean {
  if (path === 'secret') return true
  const [first, ...names] = path.split('/')
  return (
    first === 'files' && names.length > 0 && names.every((name) => /^[^/\\\p{Cc}]{1,255}$/u.test(name) && !/^\.{1,2}$/.test(name))
  )
}

/** The public keys of the secret that a target has, the newest first, and those of versions of which no more than that is left. */
export type SecretsThere = { keys: readonly string[]; forgotten: readonly string[] }

/**
 * What becomes of the secret on a restore. A backup belongs to the version that made it: a secret that was changed since keeps it, and
 * will do until that version is forgotten. Refuses to put a backup beside a secret that is not its own, or without any, unless the
 * keeper says that they want it so.
 */
export function decideSecret(
  header: Header,
  { keys, forgotten }: SecretsThere,
  without: boolean,
): Outcome<'write' | 'keep' | 'make anew'> {
  const none = keys.length === 0
  if (header.key !== null && keys.includes(header.key) && !forgotten.includes(header.key)) return accept('keep')
  if (without) return accept(none ? 'make anew' : 'keep')
  if (none && header.secret) return accept('write')
  if (none) {
    return refuse('backup.secret.missing', {
      ja: 'このバックアップには秘密の鍵 (secret) が入っていません。別に保管した secret をデータのフォルダに置くか、HOSHITORI_SECRET に指定してください。鍵を失ったときは --without-secret を付けます(二要素認証などの登録がやり直しになります)。',
      en: 'This backup has no secret. Put the secret that you keep elsewhere into the data folder, or set HOSHITORI_SECRET. If it is lost, use --without-secret: second factors must then be set up again.',
    })
  }
  return refuse('backup.secret.other', {
    ja: '復元先にある秘密の鍵 (データのフォルダの secret か HOSHITORI_SECRET) は、このバックアップのものではありません。正しい鍵に替えるか、フォルダの secret を取り除いてください。',
    en: 'The secret at the target (the file secret of the data folder, or HOSHITORI_SECRET) is not the one of this backup. Set the right one, or take the file away.',
  })
}
