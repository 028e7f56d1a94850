import type { Context } from '../context.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Lang, Outcome, Words } from '../kernel/refusal.ts'

/** What a command may touch: the terminal and the clock. One that needs a database asks `withContext` for it. */
export type Terminal = {
  out(text: string): void
  err(text: string): void
  /** Writes a file to whatever the output leads to; not there where that is a screen. */
  outBytes?(bytes: Uint8Array): void
  /** The folder in which the command was called. */
  folder: string
  now(): Instant
  /** Of what is said to people: Japanese where the line asked for nothing. What machines read (JSON, CSV) keeps its names. */
  lang?: Lang
  /** The whole command line, to hand on to the server that holds the database. */
  line?: readonly string[]
  /** There where the command runs in that server. */
  context?: Context
}

/** One word of `hoshitori`. */
export type Command<T extends Terminal = Terminal> = {
  name: string
  /** One line per form of the call, without `hoshitori`. */
  usage: string[]
  about: Words
  /** Returns the exit code: 0 done, 2 bad input. Throws BadInput for the latter. */
  run(args: string[], terminal: T): Promise<number>
}

/** The caller wrote something that cannot work. The words say what to do; the exit code is 2. */
export class BadInput extends Error {
  readonly words: Words
  constructor(ja: string, en: string, options?: ErrorOptions) {
    super(ja, options)
    this.words = { ja, en }
  }
}
/** The command line was right, and what it names was refused: no usage helps. */
export class RefusedInput extends BadInput {}

/** What was accepted. Throws BadInput with the words of what was refused. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  const { refusals } = outcome
  throw new BadInput(refusals.map(({ words }) => words.ja).join('\n'), refusals.map(({ words }) => words.en).join('\n'))
}
