import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../src/db/db.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { listMigrations, MIGRATIONS } from '../src/db/migrate.ts'
import { root } from '../src/root.ts'
import { end, startServer } from '../tests/flows/server.ts'
import type { Tally } from './main.ts'

/** What the oldest schema is filled with. */
const ASSESSMENTS = 200
const CRITERIA = 81

/**
 * `kill -9` at a random moment while a filled database of the first schema is upgraded, up to three times, then a start that is left
 * alone: all rows are there under the newest schema, and the copy from before the upgrade opens with the first.
 */
export async function killDuringUpgrade(folder: string, kills: number, ended: AbortSignal): Promise<Tally> {
  const [first = ''] = listMigrations()
  const oldest = join(folder, 'migrations')
  mkdirSync(oldest)
  writeFileSync(join(oldest, first), readFileSync(join(MIGRATIONS, first)))
  const filled = join(folder, 'filled')
  const db = await openEmbedded(filled, { folder: oldest })
  await db.transact('admin', (tx) => sql.raw(FILLING).execute(tx))
  const wanted = await rowsOf(db)
  await db.close()

  const tally: Tally = { done: 0, acknowledged: 0, repairedStarts: 0, slowestStart: 0, wrong: [] }
  const data = join(folder, 'data')
  while (tally.done < kills && !ended.aborted) {
    rmSync(data, { recursive: true, force: true })
    cpSync(filled, data, { recursive: true })
    for (let times = 1 + Math.floor(Math.random() * 3); times > 0 && tally.done < kills; times -= 1) {
      await killStart(data, Math.random() * Math.max(3000, tally.slowestStart))
      tally.done += 1
    }
    const began = performance.now()
    const server = await startServer(data)
    tally.slowestStart = Math.max(tally.slowestStart, performance.now() - began)
    tally.repairedStarts += 1
    await server.stop()
    await compare(data, undefined, wanted, tally)
    const [copy, ...more] = readdirSync(data).filter((name) => name.startsWith('before-'))
    if (more.length > 0) tally.wrong.push(`more than one copy: ${[copy, ...more].join(', ')}`)
    if (copy === undefined) tally.wrong.push('no copy from before the upgrade')
    else await compare(join(data, copy), oldest, wanted, tally)
  }
  return tally
}

async function killStart(data: string, after: number): Promise<void> {
  const env = { ...process.env, PORT: '0', HOSHITORI_DATA: data, DATABASE_URL: '' }
  const child = spawn(process.execPath, [join(root, 'dist/hoshitori.mjs'), 'serve'], { env, stdio: 'ignore' })
  await wait(after)
  await end(child, 'SIGKILL')
}

async function compare(folder: string, migrations: string | undefined, wanted: string, tally: Tally): Promise<void> {
  if (!existsSync(join(folder, 'database'))) return void tally.wrong.push(`no database in ${folder}`)
  try {
    const db = await openEmbedded(folder, migrations === undefined ? { wish: 'as it is' } : { folder: migrations })
    const found = await rowsOf(db)
    await db.close()
    if (found !== wanted) tally.wrong.push(`${folder} has ${found}, and ${wanted} was there before`)
  } catch (fault) {
    tally.wrong.push(`${folder}: ${fault}`)
  }
}

/** How many answers there are, and a sum over what they say: the same under every schema. */
async function rowsOf(db: Db): Promise<string> {
  const { rows } = await db.transact('admin', (tx) =>
    sql<{ told: string }>`
      select count(*) || ' answers ' || md5(string_agg(assessment_id || criterion || status || reason, ',' order by assessment_id, criterion))
        as told from answer`.execute(tx),
  )
  return rows[0]?.told ?? ''
}

const TENANT = '00000000-0000-7000-8000-00000000000a'
const PERSON = '00000000-0000-7000-8000-000000000001'
const AT = '2027-04-01T00:00:00.123456Z'
const FILLING = `
  insert into organisation values ('${TENANT}', '株式会社青山製作所', false, '${AT}');
  insert into person values ('${TENANT}', '${PERSON}', '青山 一郎', '情報システム', '${AT}');
  insert into assessment
    select '${TENANT}', ('00000000-0000-7000-8000-' || lpad(to_hex(1000 + n), 12, '0'))::uuid, '評価' || n, '2026-03-27', 4,
      repeat('m', 153), 1, '${PERSON}', '${AT}', '${AT}' from generate_series(1, ${ASSESSMENTS}) n;
  insert into answer
    (tenant_id, assessment_id, criterion, status, reason, revision, assessment_revision, changed_by, changed_at, stated_by)
    select tenant_id, id, '1-1-1-' || n, 'met', repeat('理由' || n, 10), 1, 1, '${PERSON}', '${AT}', '${PERSON}'
    from assessment, generate_series(1, ${CRITERIA}) n;
  insert into answer_version
    select tenant_id, assessment_id, criterion, 1, 'answer', 'met', '', reason, '', '', '', null, '[]', false, '${PERSON}', '${AT}'
    from answer;
`
