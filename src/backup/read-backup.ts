import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import type { Words } from '../kernel/refusal.ts'
import { type Contents, FORMAT, Header, isFileOfData, Mark, type Part, type Tally } from './format.ts'

/** The file is no backup that can be trusted. The words say why. */
export class UnreadableBackup extends Error {
  readonly words: Words
  constructor(words: Words, cause?: unknown) {
    super(words.en, { cause })
    this.words = words
  }
}

/** The longest line in characters: a row of the database. The first line is far shorter. */
const LONGEST_LINE = 128 * 1024 * 1024
const LONGEST_HEADER = 1024 * 1024
const BATCH_CHARACTERS = 1_000_000

/**
 * Reads a backup from its first to its last byte and hands its parts on, in order. Every count and hash is checked; throws
 * UnreadableBackup for anything that is not as it was written. What was handed on before that must be thrown away.
 */
export async function readBackup(path: string, take: (part: Part) => Promise<void> = async () => {}): Promise<Contents> {
  const reading = new Reading()
  const packed = createReadStream(path)
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  packed.on('error', (fault) => unpacked.destroy(fault)).pipe(unpacked)
  try {
    const decoder = new StringDecoder('utf8')
    let rest = ''
    for await (const chunk of unpacked) {
      const text = decoder.write(chunk)
      // Splitting only where there is an end keeps a line of many chunks from being gone through again with each.
      const lines = text.includes('\n') ? `${rest}${text}`.split('\n') : [`${rest}${text}`]
      rest = lines.pop() ?? ''
      if (rest.length > (reading.begun ? LONGEST_LINE : LONGEST_HEADER))
        throw damaged('a line has no end', '終わりのない行があります')
      for (const line of lines) for (const part of reading.read(line)) await take(part)
    }
    if (rest + decoder.end() !== '') throw damaged('it ends in the middle of a line', '行の途中で終わっています')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && String(fault.code).startsWith('Z_')) {
      throw damaged('it cannot be unpacked', '展開できません', fault)
    }
    throw fault
  } finally {
    packed.destroy()
  }
  return reading.contents()
}

class Reading {
  readonly #marks = createHash('sha256')
  readonly #tables = new Map<string, Tally>()
  readonly #files = new Map<string, Tally>()
  #header: Header | undefined
  #section: { kind: 'table' | 'file'; name: string; columns: number; count: number; hash: Hash } | undefined
  #batch = { rows: 0, text: '' }
  #sha256: string | undefined

  get begun(): boolean {
    return this.#header !== undefined
  }

  *read(line: string): Generator<Part> {
    if (this.#sha256 !== undefined) throw damaged('something follows its end', '終わりのあとに続きがあります')
    if (!this.#header) {
      this.#header = toHeader(line)
      this.#marks.update(`${line}\n`)
      yield { kind: 'header', header: this.#header }
    } else if (line.startsWith('[')) {
      this.#row(line)
      if (this.#batch.text.length > BATCH_CHARACTERS) yield this.#flush()
    } else if (line.startsWith('"')) yield this.#piece(line)
    else {
      if (this.#batch.rows > 0) yield this.#flush()
      yield* this.#mark(line)
    }
  }

  contents(): Contents {
    if (!this.#header || this.#sha256 === undefined) throw damaged('its end is missing', '終わりがありません')
    const rows = [...this.#tables.values()].reduce((sum, { count }) => sum + count, 0)
    return { header: this.#header, tables: this.#tables, files: this.#files, rows, sha256: this.#sha256 }
  }

  #row(line: string): void {
    const values = parse(line)
    const sound =
      this.#section?.kind === 'table' &&
      Array.isArray(values) &&
      values.length === this.#section.columns &&
      values.every((value) => value === null || typeof value === 'string')
    if (!sound) throw damaged('a row is not where it belongs', '行の場所が合いません')
    this.#batch = { rows: this.#batch.rows + 1, text: `${this.#batch.text}${line}\n` }
  }

  #flush(): Part {
    const { rows, text } = this.#batch
    this.#batch = { rows: 0, text: '' }
    this.#section?.hash.update(text)
    if (this.#section) this.#section.count += rows
    return { kind: 'rows', rows, text }
  }

  #piece(line: string): Part {
    const text = parse(line)
    if (this.#section?.kind !== 'file' || typeof text !== 'string')
      throw damaged('a piece of a file is out of place', 'ファイルの場所が合いません')
    const bytes = Buffer.from(text, 'base64')
    this.#section.hash.update(bytes)
    this.#section.count += bytes.length
    return { kind: 'piece', bytes }
  }

  *#mark(line: string): Generator<Part> {
    const parsed = Mark.safeParse(parse(line))
    if (!parsed.success) throw damaged('a line says nothing known', '読み取れない行があります')
    const mark = parsed.data
    if ('complete' in mark) return this.#complete(mark)
    this.#marks.update(`${line}\n`)
    if ('end' in mark) this.#end('table', mark.end, { count: mark.rows, sha256: mark.sha256 })
    else if ('endFile' in mark) this.#end('file', mark.endFile, { count: mark.bytes, sha256: mark.sha256 })
    else if (this.#section) throw damaged(`${this.#section.name} has no end`, `${this.#section.name} の終わりがありません`)
    else if ('sequences' in mark) yield { kind: 'sequences', sequences: mark.sequences }
    else if ('table' in mark) {
      this.#begin('table', mark.table, mark.columns.length)
      yield { kind: 'table', table: mark.table, columns: mark.columns }
    } else {
      if (!isFileOfData(mark.file)) throw damaged('a file lies where none may', 'ファイルの名前が使えません')
      this.#begin('file', mark.file, 0)
      yield { kind: 'file', file: mark.file }
    }
  }

  #begin(kind: 'table' | 'file', name: string, columns: number): void {
    if ((kind === 'table' ? this.#tables : this.#files).has(name)) throw damaged(`${name} comes twice`, `${name} が2回あります`)
    this.#section = { kind, name, columns, count: 0, hash: createHash('sha256') }
  }

  #end(kind: 'table' | 'file', name: string, told: Tally): void {
    const section = this.#section
    if (section?.kind !== kind || section.name !== name)
      throw damaged(`${name} ends without a beginning`, `${name} の始まりがありません`)
    this.#section = undefined
    if (section.count !== told.count || section.hash.digest('hex') !== told.sha256) {
      throw damaged(`${name} is not what was written`, `${name} の中身が書いたときと違います`)
    }
    if (kind === 'table') this.#tables.set(name, told)
    else this.#files.set(name, told)
  }

  #complete(told: { tables: number; files: number; rows: number; sha256: string }): void {
    const rows = [...this.#tables.values()].reduce((sum, { count }) => sum + count, 0)
    const sha256 = this.#marks.digest('hex')
    const same =
      told.tables === this.#tables.size && told.files === this.#files.size && told.rows === rows && told.sha256 === sha256
    if (this.#section || !same) throw damaged('its end does not fit what came before', '終わりの数と中身が合いません')
    this.#sha256 = sha256
  }
}

function toHeader(line: string): Header {
  const content = parse(line)
  const header = Header.safeParse(content)
  if (header.success) return header.data
  const format = typeof content === 'object' && content !== null && 'format' in content ? content.format : undefined
  if (typeof format === 'number' && format > FORMAT) {
    throw new UnreadableBackup({
      ja: 'このバックアップは、新しい版の星取で作られています。新しい版で復元してください。',
      en: 'This backup was made by a newer Hoshitori. Restore it with that version.',
    })
  }
  throw damaged('it does not begin like one', '星取のバックアップの始まりではありません')
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw damaged('a line cannot be read', '読み取れない行があります', cause)
  }
}

function damaged(en: string, ja: string, cause?: unknown): UnreadableBackup {
  const words = {
    ja: `バックアップとして読めません: ${ja}。ファイルが壊れているか、星取のバックアップではありません。`,
    en: `This cannot be read as a backup: ${en}. The file is damaged, or is no backup of Hoshitori.`,
  }
  return new UnreadableBackup(words, cause)
}
