import { messages, protocol } from '@electric-sql/pglite'
import { TIMESTAMPTZ, toInstant } from './instant-text.ts'

/** What came back for the last statement of a message. */
export type Answered = { rows: Record<string, unknown>[]; affected: number }
/** The columns of a statement as the engine describes them, and a row without values, of which each row is a copy. */
export type Columns = { each: { name: string; decode: Decoder }[]; blank: Record<string, unknown> }
type Decoder = (bytes: Buffer, start: number, end: number) => unknown

const { bind, describe, execute, parse, query, sync } = protocol.serialize

/** A script of one or more statements without parameters. */
export function toScript(sql: string): Uint8Array {
  return query(sql)
}

/** One statement with its parameters: prepared first under its name (unless that is done), described (unless that is known), run. */
export function toMessages(
  sql: string,
  parameters: readonly unknown[],
  { name = '', prepared, described }: { name?: string | undefined; prepared: boolean; described: boolean },
): Uint8Array[] {
  return [
    ...(prepared ? [] : [parse({ name, text: sql })]),
    bind({ statement: name, values: parameters.map(toText) }),
    ...(described ? [] : [describe({ type: 'P' })]),
    execute({}),
    sync(),
  ]
}

/** A value as PostgreSQL reads it as text, whatever the type of the parameter: as `pg` sends it, so that both engines take alike. */
function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(toElement).join(',')}}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function toElement(value: unknown): string {
  if (Array.isArray(value)) return toText(value) ?? ''
  const text = toText(value)
  return text === null ? 'NULL' : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

/** Parsers of types that are rare here, by their number: the engine's own, arrays among them. */
type Parsers = Record<number, (text: string) => unknown>

/**
 * Reads all messages of one answer. `columns` are those of a statement that was described before. Throws the first error that the
 * engine tells of; `seen` hears before that what the answer tells of the statement.
 */
export function readAnswer(
  bytes: Buffer,
  columns: Columns,
  parsers: Parsers,
  seen: { prepared(): void; described(columns: Columns): void },
): Answered {
  let described = columns
  let rows: Record<string, unknown>[] = []
  let answered: Answered = { rows, affected: 0 }
  let fault: Error | undefined
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at]
    const start = at + 5
    at += 1 + bytes.readInt32BE(at + 1)
    if (kind === DATA_ROW) rows.push(readRow(bytes, start, described))
    else if (kind === ROW_DESCRIPTION) {
      const read = readColumns(bytes, start, parsers)
      described = read
      seen.described(read)
    } else if (kind === NO_DATA) seen.described(NO_COLUMNS)
    else if (kind === PARSE_COMPLETE) seen.prepared()
    else if (kind === COMMAND_COMPLETE) {
      answered = { rows, affected: affectedBy(bytes.toString('latin1', start, at - 1)) }
      rows = []
    } else if (kind === ERROR) fault ??= toFault(bytes, start)
  }
  if (fault) throw fault
  return answered
}

const DATA_ROW = 0x44
const ROW_DESCRIPTION = 0x54
const NO_DATA = 0x6e
const PARSE_COMPLETE = 0x31
const COMMAND_COMPLETE = 0x43
const ERROR = 0x45

export const NO_COLUMNS: Columns = { each: [], blank: {} }

function readRow(bytes: Buffer, start: number, { each, blank }: Columns): Record<string, unknown> {
  const row = { ...blank }
  let at = start + 2
  for (const { name, decode } of each) {
    const length = bytes.readInt32BE(at)
    at += 4
    if (length >= 0) {
      row[name] = decode(bytes, at, at + length)
      at += length
    }
  }
  return row
}

/** Of each column: name, table, number in it, type, and how it is kept and sent. */
function readColumns(bytes: Buffer, start: number, parsers: Parsers): Columns {
  const each: Columns['each'] = []
  let at = start + 2
  for (let left = bytes.readInt16BE(start); left > 0; left -= 1) {
    const end = bytes.indexOf(0, at)
    each.push({ name: bytes.toString('utf8', at, end), decode: decoderOf(bytes.readInt32BE(end + 7), parsers) })
    at = end + 19
  }
  // JSON.parse makes an object that is quick to copy and to read; one grown by computed names turns into a slow table.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(each.map(({ name }) => [name, null]))))
  return { each, blank }
}

function decoderOf(type: number, parsers: Parsers): Decoder {
  const own = DECODERS[type]
  if (own) return own
  const parser = parsers[type]
  return parser ? (bytes, start, end) => parser(bytes.toString('utf8', start, end)) : decodeText
}

const decodeText: Decoder = (bytes, start, end) => (start === end ? '' : bytes.toString('utf8', start, end))
const decodeAscii: Decoder = (bytes, start, end) => bytes.toString('latin1', start, end)
const decodeNumber: Decoder = (bytes, start, end) => Number(bytes.toString('latin1', start, end))
const decodeJson: Decoder = (bytes, start, end) => JSON.parse(bytes.toString('utf8', start, end))
const decodeTruth: Decoder = (bytes, start) => bytes[start] === 0x74
const decodeInstant: Decoder = (bytes, start, end) => toInstant(bytes.toString('latin1', start, end))

/** By the numbers that PostgreSQL gives its types. */
const DECODERS: Record<number, Decoder> = {
  16: decodeTruth,
  21: decodeNumber,
  23: decodeNumber,
  25: decodeText,
  114: decodeJson,
  1043: decodeText,
  [TIMESTAMPTZ]: decodeInstant,
  2950: decodeAscii,
  3802: decodeJson,
}

/** `INSERT 0 5`, `UPDATE 3`; the others change nothing. */
function affectedBy(tag: string): number {
  return /^(INSERT|UPDATE|DELETE|MERGE) /.test(tag) ? Number(tag.slice(tag.lastIndexOf(' ') + 1)) : 0
}

/** The engine's own error, with the fields that the protocol marks by a letter. */
function toFault(bytes: Buffer, start: number): Error {
  const fields: Record<string, string> = {}
  for (let at = start; bytes[at]; ) {
    const end = bytes.indexOf(0, at + 1)
    fields[String.fromCharCode(bytes[at] ?? 0)] = bytes.toString('utf8', at + 1, end)
    at = end + 1
  }
  const fault = new messages.DatabaseError(fields.M ?? 'the database failed', bytes.length, 'error')
  fault.severity = fields.S
  fault.code = fields.C
  fault.detail = fields.D
  fault.hint = fields.H
  fault.position = fields.P
  fault.where = fields.W
  fault.schema = fields.s
  fault.table = fields.t
  fault.column = fields.c
  fault.constraint = fields.n
  return fault
}
