import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { noteBackup } from '../backup/actions.ts'
import type { CatalogueContext, CatalogueTerminal } from '../catalogue/index.ts'
import type { Command } from '../cli/command.ts'
import { Ask, controlPaths, LONGEST_SOCKET_PATH, linesFrom, sendLine } from '../cli/control-lines.ts'
import { writeDurably } from '../db/durable-file.ts'
import { version } from '../version.ts'
import { runCommand } from './main.ts'

/**
 * Lets commands reach a server that holds the embedded database: over a socket in the data folder that only the same user may
 * open. Command lines run one at a time, in the server, with its context; what they do wrong stays with them. Nothing with
 * PostgreSQL, which commands open by themselves.
 */
export async function openControl(
  context: CatalogueContext,
  commands: readonly Command<CatalogueTerminal>[],
  data: string,
): Promise<{ close(): Promise<void> }> {
  if (context.db.engine === 'postgres' || process.platform === 'win32') return { close: async () => {} }
  for (const name of readdirSync(data)) if (name.startsWith(COPY)) rmSync(join(data, name), { recursive: true, force: true })
  const here = commands.filter(({ name }) => !FROM_OUTSIDE.includes(name))
  const sockets = new Set<Socket>()
  let last: Promise<void> = Promise.resolve()
  /** A command waits for the one before it. */
  const inTurn = (work: () => Promise<void>) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    void serveOne(socket, context, here, data, inTurn).catch(() => socket.destroy())
  })
  const remove = await listen(server, data)
  return {
    close: async () => {
      server.close()
      remove()
      await last
      for (const socket of sockets) socket.end()
    },
  }
}

const COPY = 'copy-'
/** What works on a server's data from outside of it, and would wait for itself inside. */
const FROM_OUTSIDE = ['serve', 'backup', 'restore']
const LONGEST_ASK = 1024 * 1024

async function serveOne(
  socket: Socket,
  context: CatalogueContext,
  commands: readonly Command<CatalogueTerminal>[],
  data: string,
  inTurn: (work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  for await (const line of linesFrom(socket, LONGEST_ASK)) {
    const ask = Ask.safeParse(line)
    if (!ask.success || ask.data.hoshitori !== version) {
      sendLine(socket, { err: otherVersion(ask.success ? ask.data.hoshitori : '?') })
      sendLine(socket, { code: 1 })
    } else if ('line' in ask.data) {
      const { line: words, folder } = ask.data
      await inTurn(() => runHere(socket, context, commands, words, folder))
    } else {
      const { copyFor } = ask.data
      await inTurn(() => handCopy(socket, context, data, copyFor))
    }
  }
}

async function runHere(
  socket: Socket,
  context: CatalogueContext,
  commands: readonly Command<CatalogueTerminal>[],
  line: string[],
  folder: string,
): Promise<void> {
  const { now, edition, changes } = context
  const out = (text: string) => sendLine(socket, { out: text })
  const err = (text: string) => sendLine(socket, { err: text })
  try {
    const code = await runCommand(line, commands, version, { out, err, folder, now, edition, changes, context })
    sendLine(socket, { code })
  } catch (fault) {
    err(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))
    sendLine(socket, { code: 1 })
  }
}

/** The copy lives as long as whoever asked for it stays on the line. */
async function handCopy(socket: Socket, context: CatalogueContext, data: string, file: string): Promise<void> {
  const copy = join(data, `${COPY}${randomBytes(6).toString('hex')}`)
  const remove = () => rm(copy, { recursive: true, force: true })
  try {
    const missing = missingBytes(join(data, 'database'), data)
    if (missing > 0) throw new Error(noRoom(data, missing))
    await noteBackup(context, file)
    await context.db.copyTo?.(join(copy, 'database'))
    if (socket.destroyed) return await remove()
    socket.on('close', () => void remove().catch(() => {}))
    sendLine(socket, { copy })
  } catch (fault) {
    await remove()
    sendLine(socket, { err: fault instanceof Error ? fault.message : String(fault) })
    sendLine(socket, { code: 1 })
  }
}

/** A full disk would stop the server itself, so that room is looked for first, with a tenth to spare. */
function missingBytes(database: string, data: string): number {
  const needed = readdirSync(database, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(database, path), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)
  const { bavail, bsize } = statfsSync(data)
  return Math.max(0, Math.ceil(needed * 1.1) - bavail * bsize)
}

/** Listens where only this user comes; returns what takes the traces away again. The lock on the folder is ours: an old socket is dead. */
async function listen(server: Server, data: string): Promise<() => void> {
  const { socket, elsewhere } = controlPaths(data)
  rmSync(elsewhere, { force: true })
  const long = Buffer.byteLength(socket) > LONGEST_SOCKET_PATH
  const path = long ? join(mkdtempSync(join(tmpdir(), 'hoshitori-')), 'control.sock') : socket
  if (existsSync(path)) rmSync(path)
  await new Promise<void>((resolve, reject) => {
    const before = process.umask(0o177)
    server.once('error', reject).listen(path, resolve)
    process.umask(before)
  })
  chmodSync(path, 0o600)
  if (long) writeDurably(elsewhere, path)
  return () => {
    rmSync(path, { force: true })
    rmSync(elsewhere, { force: true })
    if (long) rmSync(dirname(path), { recursive: true, force: true })
  }
}

function otherVersion(asked: string): string {
  return `動いている星取は ${version}、この命令は ${asked} です。サーバーと同じ版の bin/hoshitori を使ってください。 / The server is ${version}, this command ${asked}: use the same version.`
}

function noRoom(data: string, missing: number): string {
  const mb = Math.ceil(missing / 2 ** 20)
  return `${data} のあるディスクに、データベースの写しを置く空きがありません (あと ${mb} MB)。空けてから、もう一度実行してください。 / Free ${mb} MB on the disk of ${data} first.`
}
