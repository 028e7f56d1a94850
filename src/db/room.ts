import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Weakness } from './db.ts'

/** With less room than that, in bytes, somebody should make some: it is what a few weeks of one organisation need, and an upgrade's copy. */
const LITTLE = 300 * 1024 * 1024

/** What is wrong with the disk of a folder: found by asking the disk for its room, and by writing a page and taking it away again. */
export async function weaknessesOfDisk(folder: string, little = LITTLE): Promise<Weakness[]> {
  try {
    await tryWriting(join(folder, 'probe'))
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize < little ? ['disk-low'] : []
  } catch {
    // No room, a quota, a disk that the system has made read-only, a folder that is gone: nothing can be saved.
    return ['disk-full']
  }
}

async function tryWriting(path: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(Buffer.alloc(8192))
    await file.sync()
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}
