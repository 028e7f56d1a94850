import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import type { Part } from './format.ts'

/** The files of a data folder that belong into a backup: the secret, and whatever lies below `files/`. Links are none of ours. */
export async function listFiles(data: string, withSecret: boolean): Promise<string[]> {
  const secret = withSecret && existsSync(join(data, 'secret')) ? ['secret'] : []
  return [...secret, ...(existsSync(join(data, 'files')) ? await below(data, 'files') : [])]
}

/**
 * The files of a data folder as parts of a backup. One that was removed since it was listed is left out: nothing but what no row needs
 * any more is removed from there, such as the pieces of an upload that has become whole.
 */
export async function* readFiles(data: string, files: readonly string[]): AsyncGenerator<Part & { kind: 'file' | 'piece' }> {
  for (const name of files) {
    const file = await open(join(data, name), 'r').catch((fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return undefined
      throw fault
    })
    if (!file) continue
    try {
      yield { kind: 'file', file: name }
      const piece = Buffer.alloc(PIECE)
      for (;;) {
        const { bytesRead } = await file.read(piece, 0, PIECE)
        if (bytesRead === 0) break
        yield { kind: 'piece', bytes: piece.subarray(0, bytesRead) }
      }
    } finally {
      await file.close()
    }
  }
}

/** Writes the files of a backup below a folder, each on the disk before the next one begins. `close` ends the last one. */
export function filesBelow(
  folder: string,
  withSecret: boolean,
): { take(part: Part & { kind: 'file' | 'piece' }): Promise<void>; close(): void } {
  let file: number | undefined
  const close = () => {
    if (file === undefined) return
    fsyncSync(file)
    closeSync(file)
    file = undefined
  }
  return {
    close,
    take: async (part) => {
      if (part.kind === 'piece') {
        if (file !== undefined) writeFileSync(file, part.bytes)
        return
      }
      close()
      if (part.file === 'secret' && !withSecret) return
      const path = join(folder, part.file)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      file = openSync(path, 'wx', 0o600)
    },
  }
}

async function below(data: string, folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(join(data, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await below(data, path)))
    else if (entry.isFile()) found.push(path)
  }
  return found.sort()
}

const PIECE = 192 * 1024
