import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, type Environment, readConfig } from '../config.ts'
import { type Context, realClock } from '../context.ts'
import type { Db } from '../db/db.ts'
import { FolderInUse } from '../db/folder-lock.ts'
import { type MigrationSettings, WrongSchema } from '../db/migrate.ts'
import { openDb } from '../db/open.ts'
import { localBlobs, s3Blobs } from '../files/actions.ts'
import type { Blobs } from '../kernel/blobs.ts'
import type { Words } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { loadSecrets } from '../secrets.ts'
import { accepted, BadInput, type Terminal } from './command.ts'
import { NoAnswer, runInServer, withCopy } from './control-client.ts'

/**
 * Runs a command that needs the database, and gives its exit code. With PostgreSQL the command opens it itself. The embedded
 * database it opens itself, too, unless a server runs on the folder: then the whole command line runs in the server.
 */
export async function withContext(
  env: Environment,
  terminal: Terminal,
  work: (context: Context) => Promise<number>,
): Promise<number> {
  if (terminal.context) return work(terminal.context)
  const config = configOf(env)
  return told(terminal, config, async () => {
    const db = await open(config, { wish: 'only when new' })
    if (db === undefined) return runInServer(config.data, terminal)
    return using(db, async () => work(await contextOf(config, db)))
  })
}

/**
 * Works with a database that nobody changes meanwhile or that can show itself as at one moment, whatever its schema: for backups.
 * Where a server runs on the embedded one, that is a copy which the server makes of it.
 */
export async function withStillDatabase(
  config: Config,
  terminal: Terminal,
  purpose: string,
  work: (db: Db, isCopy: boolean) => Promise<number>,
): Promise<number> {
  return told(terminal, config, async () => {
    const db = await open(config, { wish: 'as it is' })
    if (db) return using(db, () => work(db, false))
    return withCopy(config.data, purpose, terminal, async (copy) => {
      const { openEmbedded } = await import('../db/embedded.ts')
      const copied = await openEmbedded(copy, { wish: 'as it is' })
      // The server removes it, too, should this process die; but it is to be gone when the command ends.
      return using(copied, () => work(copied, true)).finally(() => rm(copy, { recursive: true, force: true }))
    })
  })
}

/** The settings; throws BadInput for those that cannot work. */
export function configOf(env: Environment): Config {
  return accepted(readConfig(env, root))
}

/** The context of a command that opened the database itself. Throws BadInput where the secret that the log is signed with is not at hand. */
export async function contextOf(config: Config, db: Db): Promise<Context> {
  if (config.secret === undefined && !existsSync(join(config.data, 'secret')) && (await hasLog(db))) {
    throw new BadInput(
      `この星取の秘密の鍵 (secret) が ${config.data} にありません。サーバーと同じ HOSHITORI_DATA か HOSHITORI_SECRET を指定してください。`,
      `The secret of this Hoshitori is not in ${config.data}. Give the HOSHITORI_DATA or HOSHITORI_SECRET of the server.`,
    )
  }
  return {
    db,
    ...realClock(),
    secrets: loadSecrets(config.secret, config.data),
    blobs: blobsOf(config),
    logAnchor: config.logAnchor ?? join(config.data, 'log-anchor'),
    settings: {
      origin: config.origin ?? `http://localhost:${config.port}`,
      local: config.local,
      registration: config.registration,
      mailShown: config.mail === undefined,
      proxies: config.proxies,
      fileLimits: config.fileLimits,
      scanner: config.scanner,
      destinations: config.destinations,
    },
  }
}

/** Where the files of this installation lie. */
export function blobsOf({ data, filesAt }: Pick<Config, 'data' | 'filesAt'>): Blobs {
  return filesAt ? s3Blobs(filesAt) : localBlobs(join(data, 'files'))
}

/**
 * Nothing where another process holds the folder, or another user owns it: files that their server could not read any more are not
 * made by us.
 */
async function open(config: Config, settings: MigrationSettings): Promise<Db | undefined> {
  if (otherOwner(config) !== undefined) return undefined
  try {
    return await openDb(config, settings)
  } catch (fault) {
    if (fault instanceof FolderInUse) return undefined
    throw fault
  }
}

function otherOwner({ databaseUrl, data }: Config): number | undefined {
  if (databaseUrl || !process.getuid) return undefined
  const owner = statSync(data, { throwIfNoEntry: false })?.uid
  return owner === process.getuid() ? undefined : owner
}

async function hasLog(db: Db): Promise<boolean> {
  const head = await db.transact('admin', (tx) => tx.selectFrom('log_head').select('tenant_id').limit(1).executeTakeFirst())
  return head !== undefined
}

async function using(db: Db, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } finally {
    await db.close()
  }
}

/** Expected ways of not working, in words. */
async function told(terminal: Terminal, config: Config, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof WrongSchema || fault instanceof NoAnswer)) throw fault
    const owner = fault instanceof NoAnswer ? otherOwner(config) : undefined
    const words = owner === undefined ? fault.words : ofAnother(config.data, owner)
    terminal.err(words[terminal.lang ?? 'ja'])
    return 1
  }
}

function ofAnother(data: string, owner: number): Words {
  const example = `sudo -u '#${owner}' bin/hoshitori …`
  return {
    ja: `${data} は別の利用者 (番号 ${owner}) のものです。その利用者で実行してください (例: ${example})。`,
    en: `${data} belongs to another user (number ${owner}). Run this as that user (such as: ${example}).`,
  }
}
