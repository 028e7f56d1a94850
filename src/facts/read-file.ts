import { isTooDeep } from '../kernel/json-depth.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { decodeText } from '../sheets/code-page.ts'
import { toFactDigest } from './digest.ts'
import type { Reading } from './fact.ts'
import { CSV_FORMATS, JSON_FORMATS, rootOf, settled, TEXT_FORMATS, unknownFormat, XML_FORMATS } from './format.ts'
import type { Read } from './formats/read.ts'
import { MAX_FACT_BYTES, MAX_FINDINGS } from './limits.ts'
import { createNotes, NOT_UNDERSTOOD, type Notes } from './notes.ts'
import { readTable } from './table.ts'

/** A file as it was brought; its name says nothing of its format. */
export type FactFile = { name: string; bytes: Uint8Array }
/** What was read of a file, and by what the file is known again: its SHA-256 in hexadecimal digits. */
export type ReadFactFile = Reading & { file: string; sha256: string }

/** Reads a file of whichever tool. Refuses what is empty, too large, of no known tool, or broken so that nothing can be read. */
export function readFactFile({ name, bytes }: FactFile): Outcome<ReadFactFile> {
  if (bytes.length === 0) return refuse('empty-file', EMPTY)
  if (bytes.length > MAX_FACT_BYTES) return tooLargeFacts(bytes.length)
  const notes = createNotes()
  const outcome = read(name, bytes, notes)
  if (!outcome.ok) return outcome
  const { format, read: found } = outcome.value
  if (found.findings.length > MAX_FINDINGS) {
    notes.add(found.findings[MAX_FINDINGS]?.at ?? null, '', NOT_UNDERSTOOD.many)
    found.findings = found.findings.slice(0, MAX_FINDINGS)
  }
  return accept({ file: name, sha256: toFactDigest(bytes), format, ...found, notUnderstood: notes.all() })
}

/** Refuses a file for its size, in bytes; for whoever sees the size before the content. */
export function tooLargeFacts(size: number): ReturnType<typeof refuse> {
  const [limit, own] = [MAX_FACT_BYTES, size].map((bytes) => Math.ceil(bytes / 1024 / 1024))
  return refuse('file-too-large', {
    ja: `ファイルが大きすぎます(約${own} MB、${limit} MBまで)。調べる範囲を分けて書き出してください。何も取り込んでいません。`,
    en: `The file is too large (about ${own} MB; at most ${limit} MB). Export it in several parts. Nothing was imported.`,
  })
}

type Known = { format: string; read: Read }

function read(name: string, bytes: Uint8Array, notes: Notes): Outcome<Known> {
  const root = rootOf(bytes)
  if (root !== undefined) {
    const format = XML_FORMATS.find(({ is }) => is(root))
    if (!format) return unknownFormat()
    return known(format.name, format.read(bytes, notes))
  }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const { text } = decoded.value
  const start = text.trimStart()
  // A log of osquery is JSON line by line, and no JSON as a whole.
  if (/^([{[]|null\s*$)/.test(start) && !(TEXT_FORMATS[0]?.is(text) ?? false)) return readJson(start, notes)
  const byHeader = readTable(text)
  if (byHeader.ok) {
    const format = CSV_FORMATS.find(({ is }) => is(byHeader.value.header))
    if (format) {
      if (byHeader.value.cut) notes.add(null, '', NOT_UNDERSTOOD.many)
      return known(format.name, format.read(byHeader.value, notes))
    }
  }
  const format = TEXT_FORMATS.find(({ is }) => is(text))
  if (format) return known(format.name, format.read(text, notes, name))
  return looksLikeCsv(text) && !byHeader.ok ? byHeader : unknownFormat()
}

function readJson(text: string, notes: Notes): Outcome<Known> {
  let value: unknown
  try {
    if (isTooDeep(text)) return refuse('damaged-file', DAMAGED_JSON)
    value = JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return refuse('damaged-file', DAMAGED_JSON)
  }
  const format = JSON_FORMATS.find(({ is }) => is(value))
  if (!format) return unknownFormat()
  return known(format.name, format.read({ value, at: '', notes }, notes))
}

function known(format: string, outcome: Read | Outcome<Read>): Outcome<Known> {
  const read = settled(outcome)
  return read.ok ? accept({ format, read: read.value }) : read
}

function looksLikeCsv(text: string): boolean {
  return CSV_FORMATS.some(({ is }) =>
    is((text.split(/\r\n|\r|\n/)[0] ?? '').split(/[,;\t]/).map((cell) => cell.replaceAll('"', '').trim())),
  )
}

const DAMAGED_JSON = {
  ja: 'JSON が壊れているか、途中で切れています。道具からもう一度書き出してください。何も取り込んでいません。',
  en: 'The JSON is damaged or breaks off. Export it from the tool again. Nothing was imported.',
}
const EMPTY = {
  ja: 'ファイルが空です。中身のあるファイルを選んでください。',
  en: 'The file is empty. Choose a file with content.',
}
