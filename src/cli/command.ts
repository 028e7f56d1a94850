import type { Context } from '../context.ts'
import type { Instant } from '../kernel/instant.ts'

/** What a command may touch: the terminal and the clock. One that needs a database asks `withContext` for it. */
export type Terminal = {
  out(text: string): void
  err(text: string): void
  /** The folder in which the command was called. */
  folder: string
  now(): Instant
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
  about: string
  /** Returns the exit code: 0 done, 2 bad input. Throws BadInput for the latter. */
  run(args: string[], terminal: T): Promise<number>
}

/** The caller wrote something that cannot work. The message says what to do; the exit code is 2. */
export class BadInput extends Error {}
/** The command line was right, and what it names was refused: no usage helps. */
export class RefusedInput extends BadInput {}
