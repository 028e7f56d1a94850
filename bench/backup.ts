import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { openEmbedded } from '../src/db/embedded.ts'
import type { Figure } from './measure.ts'
import { program, startServer } from './server.ts'

/**
 * A backup of a server on the embedded database with so many assessments: how long it takes, how long somebody who asks for a page
 * meanwhile waits, and how long the restore takes.
 */
export async function backups(sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const home = mkdtempSync(join(tmpdir(), 'hoshitori-bench-backup-'))
    try {
      await fill(join(home, 'data'), size)
      figures.push(...(await backupOf(home, size)))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }
  return figures
}

async function backupOf(home: string, size: number): Promise<Figure[]> {
  const env = { ...process.env, PORT: '0', HOSHITORI_DATA: join(home, 'data'), DATABASE_URL: '' }
  const file = join(home, 'backup')
  const server = await startServer(join(home, 'data'))
  try {
    const { address } = server
    const quiet = await waitsWhile(address, setTimeout(3000))
    let took = 0
    const busy = await waitsWhile(
      address,
      timed(run(env, 'backup', file), (ms) => {
        took = ms
      }),
    )
    const notes = `${Math.round(statSync(file).size / 2 ** 20)} MB`
    const restored = spawnRestore(env, file, join(home, 'restored'))
    return [
      { what: 'backup while serving', size, median: took, high: took, notes },
      {
        what: 'backup: a page meanwhile',
        size,
        ...middle(busy),
        notes: `longest ${busy.at(-1)?.toFixed(0)} ms, of ${busy.length}`,
      },
      {
        what: 'backup: a page otherwise',
        size,
        ...middle(quiet),
        notes: `longest ${quiet.at(-1)?.toFixed(0)} ms, of ${quiet.length}`,
      },
      { what: 'restore', size, median: restored, high: restored, notes },
    ]
  } finally {
    await server.stop()
  }
}

/** Asks for a page that looks into the database, one after the other, and gives how long each took, the longest last. */
async function waitsWhile(address: string, until: Promise<unknown>): Promise<number[]> {
  let running = true
  const done = until.finally(() => {
    running = false
  })
  const waits: number[] = []
  while (running) {
    const started = performance.now()
    const answer = await fetch(`${address}/sign-in`, { headers: { Cookie: 'session=nobody' } })
    await answer.text()
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    waits.push(performance.now() - started)
    await setTimeout(20)
  }
  await done
  return waits.sort((one, other) => one - other)
}

function middle(waits: readonly number[]): { median: number; high: number } {
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0
  return { median: at(0.5), high: at(0.95) }
}

async function timed(work: Promise<void>, tell: (ms: number) => void): Promise<void> {
  const started = performance.now()
  await work
  tell(performance.now() - started)
}

function run(env: NodeJS.ProcessEnv, ...line: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(program, line, { env, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${line[0]} ended with ${code}`)),
    )
  })
}

function spawnRestore(env: NodeJS.ProcessEnv, file: string, folder: string): number {
  const started = performance.now()
  const { status } = spawnSync(program, ['restore', file, '--data', folder], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`restore ended with ${status}`)
  return performance.now() - started
}

/** Assessments with all their criteria answered, and a version of each answer. */
async function fill(folder: string, size: number): Promise<void> {
  const db = await openEmbedded(folder)
  const by = '00000000-0000-7000-8000-000000000001'
  const tenant = '00000000-0000-7000-8000-00000000000a'
  await db.transact('admin', async (tx) => {
    await sql
      .raw(`
        insert into organisation (id, name, created_at) values ('${tenant}', '測定', now());
        insert into person (tenant_id, id, name, created_at) values ('${tenant}', '${by}', '測定 太郎', now());
        insert into assessment
          select '${tenant}', gen_random_uuid(), '測定 ' || g, '2026-03-27', 4, repeat('m', 153), 153, '${by}', now(), now()
          from generate_series(1, ${size}) g;
        insert into answer
          (tenant_id, assessment_id, criterion, status, state, reason, evidence, plan, revision, assessment_revision,
           changed_by, changed_at, stated_by)
          select '${tenant}', id, 'c' || c, 'met', '台帳はあるが、更新の記録が残っていない部署がある。',
            '規程はあるが、運用の記録が足りないと考えた。' || md5(id::text || c), '情報セキュリティ規程 第3章、共有フォルダの台帳',
            '2027年3月までに記録の様式を決める。', 1, c, '${by}', now(), '${by}'
          from assessment, generate_series(1, 153) c;
        insert into answer_version
          select tenant_id, assessment_id, criterion, revision, 'answer', status, state, reason, evidence, plan, note, assignee, ticked,
            false, changed_by, changed_at
          from answer`)
      .execute(tx)
  })
  await db.close()
}
