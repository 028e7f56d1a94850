import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../src/root.ts'
import { layDatabase } from '../templates.ts'

export type Server = { address: string; data: string; process: ChildProcess; stop(): Promise<void> }

/**
 * Starts the built product as a person would, on a free port, with the embedded database in `data`; without it in a new folder, in
 * which an empty database lies ready. `env` are more settings.
 */
export async function startServer(folder?: string, env: Record<string, string> = {}): Promise<Server> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'hoshitori-'))
  if (folder === undefined && !env.DATABASE_URL) await layDatabase(join(data, 'database'), 'migrated')
  const child = spawn(process.execPath, [join(root, 'dist/hoshitori.mjs'), 'serve'], {
    env: { ...process.env, PORT: '0', HOSHITORI_DATA: data, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const address = await new Promise<string>((resolve, reject) => {
    let words = ''
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk
      const found = /http:\/\/localhost:\d+|127\.0\.0\.1:\d+/.exec(words)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${errors}`)))
  })
  return { address, data, process: child, stop: () => end(child, 'SIGTERM') }
}

/** Ends a server in the given way and waits until it is gone. */
export function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
