import { createHash, type Hash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { syncFolder } from '../db/durable-file.ts'
import type { Contents, Part, Tally } from './format.ts'
import { readBackup } from './read-backup.ts'

/**
 * Writes the parts into a file that only its owner may read. It is complete, on the disk and read again to the last byte before it
 * gets its name; until then an older file of that name stays.
 */
export async function writeBackup(path: string, parts: AsyncIterable<Part>): Promise<Contents> {
  const draft = `${path}.${process.pid}.new`
  try {
    const file = await open(draft, 'wx', 0o600)
    let written: Counting
    try {
      written = new Counting()
      await pipeline(Readable.from(written.lines(parts)), createGzip({ level: 4 }), async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await file.appendFile(chunk)
      })
      await file.sync()
    } finally {
      await file.close()
    }
    const contents = await readBackup(draft)
    if (contents.sha256 !== written.sha256) throw new Error('what was read from the disk is not what was written to it')
    await rename(draft, path)
    syncFolder(dirname(path))
    return contents
  } catch (fault) {
    await rm(draft, { force: true })
    throw fault
  }
}

class Counting {
  sha256 = ''
  readonly #marks = createHash('sha256')
  readonly #tables: Tally[] = []
  readonly #files: Tally[] = []
  #section: { kind: 'table' | 'file'; name: string; count: number; hash: Hash } | undefined

  async *lines(parts: AsyncIterable<Part>): AsyncGenerator<string> {
    for await (const part of parts) {
      if (part.kind === 'rows') yield this.#count(part.rows, part.text)
      else if (part.kind === 'piece') yield `${JSON.stringify(this.#piece(part.bytes))}\n`
      else yield this.#end() + this.#begin(part)
    }
    yield this.#end()
    const rows = this.#tables.reduce((sum, { count }) => sum + count, 0)
    this.sha256 = this.#marks.digest('hex')
    const counts = { tables: this.#tables.length, files: this.#files.length, rows }
    yield `${JSON.stringify({ complete: true, ...counts, sha256: this.sha256 })}\n`
  }

  #begin(part: Exclude<Part, { kind: 'rows' | 'piece' }>): string {
    if (part.kind === 'header') return this.#mark(part.header)
    if (part.kind === 'sequences') return this.#mark({ sequences: part.sequences })
    const name = part.kind === 'table' ? part.table : part.file
    this.#section = { kind: part.kind, name, count: 0, hash: createHash('sha256') }
    return this.#mark(part.kind === 'table' ? { table: name, columns: part.columns } : { file: name })
  }

  #end(): string {
    const section = this.#section
    if (!section) return ''
    this.#section = undefined
    const { kind, name, count } = section
    const sha256 = section.hash.digest('hex')
    const tallies = kind === 'table' ? this.#tables : this.#files
    tallies.push({ count, sha256 })
    return this.#mark(kind === 'table' ? { end: name, rows: count, sha256 } : { endFile: name, bytes: count, sha256 })
  }

  #count(more: number, bytes: string | Uint8Array): string {
    if (!this.#section) throw new Error('a row outside a table')
    this.#section.count += more
    this.#section.hash.update(bytes)
    return typeof bytes === 'string' ? bytes : ''
  }

  #piece(bytes: Uint8Array): string {
    this.#count(bytes.length, bytes)
    return Buffer.from(bytes).toString('base64')
  }

  #mark(content: object): string {
    const line = `${JSON.stringify(content)}\n`
    this.#marks.update(line)
    return line
  }
}
