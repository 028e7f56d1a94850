import { join } from 'node:path'
import { z } from 'zod'

/** `POST /commands`: a command line to run in the server, and the folder in which it was called. */
export const CommandWish = z.object({ line: z.array(z.string()), folder: z.string() }).strict()
export type CommandWish = z.infer<typeof CommandWish>

/** `POST /copies`: a copy of the database, for the file that it is made for. It is there as long as the answer is being read. */
export const CopyWish = z.object({ file: z.string() }).strict()
export type CopyWish = z.infer<typeof CopyWish>

/** What an answer says, a line of JSON each: texts for the terminal, the folder of a copy, at last the exit code. */
export const Said = z.union([
  z.object({ out: z.string() }).strict(),
  z.object({ err: z.string() }).strict(),
  z.object({ copy: z.string() }).strict(),
  z.object({ code: z.number().int() }).strict(),
])
export type Said = z.infer<typeof Said>

/** Command and server say their version in it: they must be the same. */
export const VERSION_HEADER = 'Hoshitori-Version'

/** Where the server listens; the second file names another place where the folder's path is too long for a socket. */
export function controlPaths(data: string): { socket: string; elsewhere: string } {
  return { socket: join(data, 'control.sock'), elsewhere: join(data, 'control.path') }
}

/** The longest path of a socket in bytes that every system takes. */
export const LONGEST_SOCKET_PATH = 100
