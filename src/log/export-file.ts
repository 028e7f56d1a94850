import { z } from 'zod'
import type { TenantId } from '../kernel/ids.ts'
import { parseId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { originOf } from './checkpoint.ts'
import type { Damage } from './damage.ts'
import type { Claims, StoredEntry } from './verify-log.ts'

/**
 * The first line of an exported log. What follows is one line per entry; together they can be verified without this program
 * (`packages/verify`).
 */
type ExportHeader = {
  format: 'hoshitori-log'
  version: 1
  origin: string
  organisation: string
  exportedAt: Instant
  /** The Ed25519 public key of the signatures: 32 bytes in base64. */
  publicKey: string
  /** The newest signed checkpoint; null for a log without entries. */
  checkpoint: string | null
  /** Those that were kept, oldest first: one per day with entries. */
  checkpoints: string[]
}

export function toHeaderLine(header: ExportHeader): string {
  return `${JSON.stringify(header)}\n`
}

/** Entries as lines, each with exactly the body that was hashed. */
export function toEntryLines(entries: readonly StoredEntry[]): string {
  return entries.map(({ position, leaf, body }) => `${JSON.stringify({ position, leaf, body })}\n`).join('')
}

/** What an exported file says, ready to be verified. */
type ExportedLog = { header: ExportHeader; claims: Claims; entries: StoredEntry[] }

/** Reads an exported file. Refuses what is no such file; what is wrong within it is for the verification to say. */
export function readExport(text: string): Outcome<ExportedLog> {
  const [first = '', ...lines] = text.replace(/^\ufeff/, '').split('\n')
  const header = Header.safeParse(parsed(first))
  const tenant = header.success ? parseId<TenantId>(header.data.origin.split('/')[1]) : undefined
  if (!header.success || !tenant || originOf(tenant) !== header.data.origin) return refuse('log-file.header', NO_EXPORT)
  const entries: StoredEntry[] = []
  const unread: Damage[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) break
    const entry = Line.safeParse(parsed(line))
    if (entry.success) entries.push(entry.data)
    else unread.push({ kind: 'line', position: index + 2 })
  }
  const { checkpoint, checkpoints } = header.data
  const head = checkpoint === null ? undefined : { size: sizeOf(checkpoint), checkpoint }
  const kept = checkpoints.map((note) => ({ size: sizeOf(note), checkpoint: note }))
  return accept({ header: header.data, claims: { tenant, head, kept, unread }, entries })
}

function sizeOf(note: string): number {
  const size = Number(note.split('\n')[1])
  return Number.isSafeInteger(size) && size >= 0 ? size : 0
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    return undefined
  }
}

const Header = z.object({
  format: z.literal('hoshitori-log'),
  version: z.literal(1),
  origin: z.string(),
  organisation: z.string(),
  exportedAt: z.string(),
  publicKey: z.string(),
  checkpoint: z.string().nullable(),
  checkpoints: z.array(z.string()),
})
const Line = z.object({ position: z.int().nonnegative(), leaf: z.string(), body: z.string().nullable() })

const NO_EXPORT = {
  ja: '星取が書き出した記録のファイルではないか、1行目が壊れています。',
  en: 'This is no log exported by Hoshitori, or its first line is broken.',
}
