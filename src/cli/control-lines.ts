import type { Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'

/** What a command asks of the server that runs on its data folder: to run a command line, or for a copy of the database. */
export const Ask = z.union([
  z.object({ hoshitori: z.string(), line: z.array(z.string()), folder: z.string() }).strict(),
  z.object({ hoshitori: z.string(), copyFor: z.string() }).strict(),
])
export type Ask = z.infer<typeof Ask>

/** What the server says, a line each: texts for the terminal, the folder of a copy, at last the exit code. */
export const Said = z.union([
  z.object({ out: z.string() }).strict(),
  z.object({ err: z.string() }).strict(),
  z.object({ copy: z.string() }).strict(),
  z.object({ code: z.number().int() }).strict(),
])
export type Said = z.infer<typeof Said>

/** Where the server listens; the second file names another place where the folder's path is too long for a socket. */
export function controlPaths(data: string): { socket: string; elsewhere: string } {
  return { socket: join(data, 'control.sock'), elsewhere: join(data, 'control.path') }
}

/** The longest path of a socket in bytes that every system takes. */
export const LONGEST_SOCKET_PATH = 100

/** The lines that come in, one JSON value each, until the other side has no more. Throws for a line over `longest` characters. */
export async function* linesFrom(socket: Socket, longest: number): AsyncGenerator<unknown> {
  let rest = ''
  socket.setEncoding('utf8')
  for await (const chunk of socket) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longest) throw new Error('a line is too long')
    for (const line of lines) yield JSON.parse(line)
  }
}

export function sendLine(socket: Socket, line: Ask | Said): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`)
}
