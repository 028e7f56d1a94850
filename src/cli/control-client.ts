import { existsSync, readFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { version } from '../version.ts'
import type { Terminal } from './command.ts'
import { type Ask, controlPaths, linesFrom, Said, sendLine } from './control-lines.ts'

/** Whoever holds the data folder does not answer. The message says what to do. */
export class NoAnswer extends Error {}

/** Runs the command line in the server that holds the data folder, and gives its exit code. Throws NoAnswer. */
export async function runInServer(data: string, terminal: Terminal): Promise<number> {
  const { line, folder } = terminal
  if (line === undefined) throw new Error('this command line cannot be handed on')
  const socket = await connect(data)
  try {
    return await follow(socket, { hoshitori: version, line: [...line], folder }, terminal, async () => undefined)
  } finally {
    socket.destroy()
  }
}

/** Has the server copy its database and works with the folder of the copy, which is gone afterwards. Throws NoAnswer. */
export async function withCopy(
  data: string,
  copyFor: string,
  terminal: Terminal,
  work: (copy: string) => Promise<number>,
): Promise<number> {
  const socket = await connect(data)
  try {
    return await follow(socket, { hoshitori: version, copyFor }, terminal, work)
  } finally {
    socket.destroy()
  }
}

async function follow(
  socket: Socket,
  ask: Ask,
  terminal: Terminal,
  withCopy: (copy: string) => Promise<number | undefined>,
): Promise<number> {
  sendLine(socket, ask)
  const lines = linesFrom(socket, Number.POSITIVE_INFINITY)
  for (;;) {
    const next = await lines.next().catch(hungUp)
    if (next.done) break
    const said = Said.parse(next.value)
    if ('out' in said) terminal.out(said.out)
    else if ('err' in said) terminal.err(said.err)
    else if ('code' in said) return said.code
    else {
      const code = await withCopy(said.copy)
      if (code !== undefined) return code
    }
  }
  terminal.err('サーバーが途中で止まりました。もう一度実行してください。 / The server stopped meanwhile.')
  return 1
}

/** A server that was killed cuts the line; one that was told to stop ends it. */
function hungUp(fault: NodeJS.ErrnoException): { done: true; value: undefined } {
  if (fault.code !== 'ECONNRESET' && fault.code !== 'EPIPE') throw fault
  return { done: true, value: undefined }
}

function connect(data: string): Promise<Socket> {
  const { socket: usual, elsewhere } = controlPaths(data)
  const path = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : usual
  return new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('error', (cause: NodeJS.ErrnoException) => reject(new NoAnswer(wordsOf(cause.code, data), { cause })))
    socket.once('connect', () => {
      socket.removeAllListeners('error').on('error', () => socket.destroy())
      resolve(socket)
    })
  })
}

function wordsOf(code: string | undefined, data: string): string {
  if (code === 'EACCES' || code === 'EPERM') {
    return `${data} で動いている星取は、別の利用者のものです。その利用者で実行してください (例: sudo -u hoshitori bin/hoshitori …)。 / Run this as the user of the server.`
  }
  return `${data} は、ほかの星取 (動き始めたばかりのサーバーか、別の命令) が使っています。少し待ってから、もう一度実行してください。 / The folder is in use; try again in a moment.`
}
