import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import { noteBackup } from '../backup/actions.ts'
import type { CatalogueContext, CatalogueTerminal } from '../catalogue/index.ts'
import type { Command } from '../cli/command.ts'
import { CommandWish, CopyWish, controlPaths, LONGEST_SOCKET_PATH, type Said, VERSION_HEADER } from '../cli/control-protocol.ts'
import { writeDurably } from '../db/durable-file.ts'
import type { Lang, Words } from '../kernel/refusal.ts'
import { version } from '../version.ts'
import { closeServer, createNodeServer } from '../web/node-server.ts'
import { runCommand } from './main.ts'

/**
 * Lets commands reach a server that holds the embedded database: by HTTP over a socket in the data folder that only the same user
 * may open. Command lines run one at a time, in the server, with its context; what they do wrong stays with them. Nothing with
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
  const turns = inTurns()
  const closing = new AbortController()
  const app = controlApp({ context, commands: here, data, turns, closing: closing.signal })
  const server = createNodeServer((request) => app.fetch(request))
  const remove = await listen(server, data)
  return {
    close: async () => {
      remove()
      const closed = closeServer(server, FINISH_WITHIN)
      await turns.end()
      closing.abort()
      await closed
    },
  }
}

const COPY = 'copy-'
/** What works on a server's data from outside of it, and would wait for itself inside. */
const FROM_OUTSIDE = ['serve', 'backup', 'restore']
const LONGEST_WISH = 1024 * 1024
/** How long an answer may take to reach its reader once the server stops, in milliseconds. */
const FINISH_WITHIN = 2000

type Turns = { take<T>(work: () => Promise<T>): Promise<T>; end(): Promise<unknown> }
type ControlContext = {
  context: CatalogueContext
  commands: readonly Command<CatalogueTerminal>[]
  data: string
  turns: Turns
  closing: AbortSignal
}

/** A command waits for the one before it. */
function inTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: (work) => {
      const mine = last.then(work)
      last = mine.catch(() => {})
      return mine
    },
    end: () => last,
  }
}

function controlApp(control: ControlContext): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: LONGEST_WISH }), async (c, next) => {
    const asked = c.req.header(VERSION_HEADER) ?? '?'
    return asked === version ? next() : c.text(otherVersion(asked)[langOf(c)], 409)
  })
  app.post('/commands', async (c) => {
    const wish = CommandWish.safeParse(await jsonOf(c))
    if (!wish.success) return c.text(NOT_UNDERSTOOD[langOf(c)], 400)
    return answer(c, (say) => control.turns.take(() => runHere(control, wish.data, say)))
  })
  app.post('/copies', async (c) => {
    const wish = CopyWish.safeParse(await jsonOf(c))
    if (!wish.success) return c.text(NOT_UNDERSTOOD[langOf(c)], 400)
    return answer(c, (say, gone) =>
      handCopy(control, wish.data, say, { gone: AbortSignal.any([gone, control.closing]), lang: langOf(c) }),
    )
  })
  return app
}

type Say = (said: Said) => void

/** Answers line by line while the work goes on. `gone` tells that nobody reads any more. */
function answer(c: Parameters<typeof stream>[0], work: (say: Say, gone: AbortSignal) => Promise<void>): Response {
  return stream(c, (lines) => {
    const gone = new AbortController()
    lines.onAbort(() => gone.abort())
    return work((said) => void lines.writeln(JSON.stringify(said)), gone.signal)
  })
}

async function runHere({ context, commands }: ControlContext, { line, folder }: CommandWish, say: Say): Promise<void> {
  const { now, edition, changes } = context
  const out = (text: string) => say({ out: text })
  const err = (text: string) => say({ err: text })
  try {
    const code = await runCommand(line, commands, version, { out, err, folder, now, edition, changes, context })
    say({ code })
  } catch (fault) {
    err(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))
    say({ code: 1 })
  }
}

/** The copy lives as long as whoever asked for it reads the answer. */
async function handCopy(
  { context, data, turns }: ControlContext,
  { file }: CopyWish,
  say: Say,
  { gone, lang }: { gone: AbortSignal; lang: Lang },
): Promise<void> {
  const copy = join(data, `${COPY}${randomBytes(6).toString('hex')}`)
  try {
    await turns.take(async () => {
      const missing = missingBytes(join(data, 'database'), data)
      if (missing > 0) throw new Error(noRoom(data, missing)[lang])
      await noteBackup(context, file)
      await context.db.copyTo?.(join(copy, 'database'))
    })
    say({ copy })
    if (!gone.aborted) await once(gone, 'abort')
  } catch (fault) {
    say({ err: fault instanceof Error ? fault.message : String(fault) })
    say({ code: 1 })
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** The language of the command that asks. */
function langOf(c: Parameters<typeof stream>[0]): Lang {
  return c.req.header('Accept-Language') === 'en' ? 'en' : 'ja'
}

function jsonOf(c: Parameters<typeof stream>[0]): Promise<unknown> {
  return c.req.json().catch(() => undefined)
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

const NOT_UNDERSTOOD: Words = {
  ja: 'この命令は、動いている星取に通じません。サーバーと同じ版の bin/hoshitori を使ってください。',
  en: 'The running Hoshitori does not understand this command. Use the bin/hoshitori of the same version.',
}

function otherVersion(asked: string): Words {
  return {
    ja: `動いている星取は ${version}、この命令は ${asked} です。サーバーと同じ版の bin/hoshitori を使ってください。`,
    en: `The running Hoshitori is ${version}, this command ${asked}. Use the bin/hoshitori of the same version.`,
  }
}

function noRoom(data: string, missing: number): Words {
  const mb = Math.ceil(missing / 2 ** 20)
  return {
    ja: `${data} のあるディスクに、データベースの写しを置く空きがありません (あと ${mb} MB)。空けてから、もう一度実行してください。`,
    en: `The disk of ${data} has no room for a copy of the database. Free ${mb} MB, then run this again.`,
  }
}
