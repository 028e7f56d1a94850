import type { PGlite } from '@electric-sql/pglite'
import { type Answered, type Columns, NO_COLUMNS, readAnswer, toMessages, toScript } from './pglite-wire.ts'
import { statementNames } from './statement-names.ts'

/**
 * PGlite's one connection, spoken to in PostgreSQL's protocol: a statement that comes again is parsed and planned no more, and what
 * begins a transaction goes with its first statement in one round trip, and what ends one that only read with the next.
 PGlite's own `query` parses and plans each time, in five.
 */
export class PgliteSession {
  readonly #pglite: PGlite
  readonly #counted: { roundTrips: number }
  readonly #names = statementNames()
  readonly #prepared = new Map<string, { prepared: boolean; columns: Columns | undefined }>()
  /** What begins a transaction that has not asked anything yet. */
  #begin: string | undefined
  /** Whether the present transaction only reads: its end can wait, for nobody else is connected. */
  #reading = false
  /** What ends a transaction that only read, and goes with the next question. */
  #end: string | undefined

  constructor(pglite: PGlite, counted: { roundTrips: number }) {
    this.#pglite = pglite
    this.#counted = counted
  }

  /** Without parameters a text may hold several statements; the last one's answer comes back, as from `pg`. */
  ask(sql: string, parameters: readonly unknown[]): Promise<Answered> {
    return parameters.length > 0 ? this.#statement(sql, parameters) : this.#script(sql)
  }

  close(): Promise<void> {
    return this.#pglite.close()
  }

  async #script(sql: string): Promise<Answered> {
    if (BEGINS.test(sql)) {
      this.#begin = sql
      this.#reading = READS.test(sql)
      return NOTHING
    }
    if (this.#begin !== undefined && ENDS.test(sql)) {
      this.#begin = undefined
      return NOTHING
    }
    if (this.#reading && COMMITS.test(sql)) {
      this.#reading = false
      this.#end = sql
      return NOTHING
    }
    return readAnswer(await this.#send([toScript(sql)]), NO_COLUMNS, this.#pglite.parsers, UNSEEN)
  }

  async #statement(sql: string, parameters: readonly unknown[]): Promise<Answered> {
    const name = this.#names.nameOf(sql)
    if (name === undefined) {
      const sent = toMessages(sql, parameters, { prepared: false, described: false })
      return readAnswer(await this.#send(sent), NO_COLUMNS, this.#pglite.parsers, UNSEEN)
    }
    const known = this.#prepared.get(name) ?? { prepared: false, columns: undefined }
    this.#prepared.set(name, known)
    const sent = toMessages(sql, parameters, { name, prepared: known.prepared, described: known.columns !== undefined })
    const answer = await this.#send(sent)
    try {
      return readAnswer(answer, known.columns ?? NO_COLUMNS, this.#pglite.parsers, {
        prepared: () => {
          known.prepared = true
        },
        described: (columns) => {
          known.columns = columns
        },
      })
    } catch (fault) {
      this.#names.afterFault(sql, fault)
      throw fault
    }
  }

  async #send(sent: readonly Uint8Array[]): Promise<Buffer> {
    const before = [this.#end, this.#begin].filter((script) => script !== undefined)
    this.#end = undefined
    this.#begin = undefined
    const chunks: Uint8Array[] = []
    this.#counted.roundTrips += 1
    await this.#pglite.execProtocolRawStream(Buffer.concat([...before.map(toScript), ...sent]), {
      syncToFs: false,
      // The engine writes over its memory afterwards.
      onRawData: (bytes) => void chunks.push(bytes.slice()),
    })
    return Buffer.concat(chunks)
  }
}

const BEGINS = /^begin\b[^;]*(;\s*(set local [^;]*)?)*$/i
const ENDS = /^\s*(commit|rollback)(\s*;)?\s*$/i
const READS = /^begin read only\b/i
const COMMITS = /^\s*commit(\s*;)?\s*$/i
const NOTHING: Answered = { rows: [], affected: 0 }
const UNSEEN = { prepared: () => {}, described: () => {} }
