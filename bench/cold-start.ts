import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../src/root.ts'
import { type Figure, measure } from './measure.ts'

/** From the command to its answer: a small command, a server on a new folder, and one on a folder that is there. */
export async function coldStarts(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-cold-'))
  try {
    return [
      await measure('cold start: hoshitori level', () => void spawnSync(program, [...LEVEL]), { times: 5, warm: 1 }),
      await measure('cold start: serve, first ever', () => serve(folder), { times: 1, warm: 0 }),
      await measure('cold start: serve, folder is there', () => serve(folder), { times: 5, warm: 1 }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const program = join(root, 'bin/hoshitori')
const LEVEL = ['level', '--confidential', 'no', '--continuity', 'no', '--access', 'no'] as const

function serve(folder: string): Promise<undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, ['serve'], { env: { ...process.env, PORT: '0', HOSHITORI_DATA: folder, DATABASE_URL: '' } })
    child.stdout.once('data', () => child.kill('SIGKILL'))
    child.once('exit', () => resolve(undefined))
  })
}
