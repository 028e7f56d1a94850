import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Db, Tx } from '../db/db.ts'
import { syncFolder } from '../db/durable-file.ts'
import { openEmbedded } from '../db/embedded.ts'
import { lockFolder } from '../db/folder-lock.ts'
import { openPostgres } from '../db/postgres.ts'
import { localBlobs } from '../files/actions.ts'
import type { Blobs } from '../kernel/blobs.ts'
import { filesTo, requireSameBlobs } from './file-actions.ts'
import type { Contents } from './format.ts'
import { CannotRestore, restoreInto } from './restore-actions.ts'

type Wish = {
  path: string
  contents: Contents
  /** The data folder: of the embedded database, or of the files beside a server's. */
  folder: string
  /** Whether the backup's secret is put there. */
  writeSecret: boolean
  /** Where the files go, if not into the data folder; nothing may be there yet. */
  blobs?: Blobs | undefined
  /** Runs last, inside the transaction; `data` is where the secret is by then. Asks `db` for no transaction of its own. */
  finish?: ((tx: Tx, db: Db, data: string) => Promise<void>) | undefined
  migrations?: string
}

/** Restores into the database of a server, or else into the embedded one of the folder. Complete or not at all. */
export async function restoreTo(wish: Wish & { address?: string | undefined }): Promise<void> {
  const { address } = wish
  if (wish.blobs) await requireNoBlobs(wish.blobs)
  return address ? restoreIntoServer({ ...wish, address }) : restoreIntoFolder(wish)
}

/**
 * Restores into an empty data folder. Everything is made in a folder inside it and moved to its place at the very end, the database
 * last: until then there is nothing. Throws FolderInUse, and CannotRestore for a folder that is not empty.
 */
async function restoreIntoFolder(wish: Wish): Promise<void> {
  const { folder } = wish
  const isNew = !existsSync(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  try {
    const allowed = [WORKSHOP, 'hoshitori.lock', 'lost+found', 'log-anchor', ...(wish.writeSecret ? [] : ['secret'])]
    requireNo(
      folder,
      readdirSync(folder).filter((name) => !allowed.includes(name)),
    )
    const workshop = makeWorkshop(folder)
    const db = await openEmbedded(workshop, { wish: 'as it is' })
    const files = filesIn(workshop, wish)
    try {
      await restoreInto(db, { ...wish, takeFile: files.take, finish: finishing(wish, db, files.finish) })
    } catch (fault) {
      await files.undo()
      throw fault
    } finally {
      await db.close()
    }
    moveIn(folder, ['secret', 'files', 'database'])
  } finally {
    rmSync(join(folder, WORKSHOP), { recursive: true, force: true })
    unlock()
    if (isNew && readdirSync(folder).length === 0) rmdirSync(folder)
  }
}

/** Restores into an empty database of a server, and the files into the data folder beside it. Throws CannotRestore. */
async function restoreIntoServer(wish: Wish & { address: string }): Promise<void> {
  const { folder } = wish
  requireNo(
    folder,
    ['files', ...(wish.writeSecret ? ['secret'] : [])].filter((name) => existsSync(join(folder, name))),
  )
  const workshop = makeWorkshop(folder)
  const files = filesIn(workshop, wish)
  let moved: string[] = []
  try {
    const db = await openPostgres(wish.address, { wish: 'as it is' })
    const finish = async (tx: Tx) => {
      await finishing(wish, db, files.finish)(tx)
      moved = moveIn(folder, ['secret', 'files'])
    }
    await restoreInto(db, { ...wish, finish, takeFile: files.take }).finally(() => db.close())
  } catch (fault) {
    await files.undo()
    for (const name of moved) rmSync(join(folder, name), { recursive: true, force: true })
    throw fault
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function filesIn(workshop: string, { contents, writeSecret, ...wish }: Wish) {
  const blobs = wish.blobs ?? localBlobs(join(workshop, 'files'))
  const { take, close, undo } = filesTo(workshop, blobs, writeSecret)
  const finish = async () => {
    await close()
    await requireSameBlobs(blobs, contents)
  }
  return { take, finish, undo }
}

function finishing(wish: Wish, db: Db, finishFiles: () => Promise<void>): (tx: Tx) => Promise<void> {
  return async (tx) => {
    await finishFiles()
    await wish.finish?.(tx, db, wish.writeSecret ? join(wish.folder, WORKSHOP) : wish.folder)
  }
}

/** Where things are made before they get their place; what an interrupted restore left there is thrown away. */
const WORKSHOP = 'restoring'

function makeWorkshop(folder: string): string {
  const workshop = join(folder, WORKSHOP)
  rmSync(workshop, { recursive: true, force: true })
  mkdirSync(workshop, { recursive: true, mode: 0o700 })
  return workshop
}

function moveIn(folder: string, names: readonly string[]): string[] {
  const made = names.filter((name) => existsSync(join(folder, WORKSHOP, name)))
  for (const name of made) {
    renameSync(join(folder, WORKSHOP, name), join(folder, name))
    syncFolder(folder)
  }
  return made
}

async function requireNoBlobs(blobs: Blobs): Promise<void> {
  for await (const _ of blobs.list()) {
    throw new CannotRestore({
      ja: 'HOSHITORI_FILES が指すところに、もうファイルがあります。復元は、空のところにだけできます。別のプレフィックスを指定してください。何も書き込んでいません。',
      en: 'There are files already where HOSHITORI_FILES points. A restore goes only to where nothing is: name another prefix. Nothing was written.',
    })
  }
}

function requireNo(folder: string, names: readonly string[]): void {
  if (names.length === 0) return
  const some = names.slice(0, 5).join('、')
  throw new CannotRestore({
    ja: `復元先のフォルダ ${folder} は空ではありません (${some})。いまのデータを別の場所に移すか、--data で新しいフォルダを指定してください。何も書き込んでいません。`,
    en: `The folder ${folder} is not empty (${some}). Move what is there elsewhere, or name a new folder with --data. Nothing was written.`,
  })
}
