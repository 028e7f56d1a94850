import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The folder is in use by another process that still runs. */
export class FolderInUse extends Error {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(`${folder} is in use by process ${pid}`)
    this.pid = pid
  }
}

/**
 * Takes a data folder for this process alone; returns the function that gives it back. A lock left by a process that died
 * (a power cut, `kill -9`) is taken over. Throws FolderInUse.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'hoshitori.lock')
  const mine = `${process.pid} ${startOf(process.pid)}`
  try {
    create(path, mine)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
    const holder = readFileSync(path, 'utf8')
    const pid = Number(holder.split(' ')[0])
    if (isRunning(pid) && holder === `${pid} ${startOf(pid)}`) throw new FolderInUse(folder, pid)
    rmSync(path, { force: true })
    create(path, mine)
  }
  return () => rmSync(path, { force: true })
}

function create(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, text)
  closeSync(file)
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
}

/**
 * When the process began, in clock ticks since boot, so that a recycled process number is not taken for the old holder. Nothing
 * for a process that has ended and only waits for its parent to notice.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
