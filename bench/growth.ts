import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createAssessment, recordAnswer } from '../src/assessment/actions.ts'
import { EMPTY_ANSWER } from '../src/assessment/fields.ts'
import type { Db } from '../src/db/db.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { begin, done, testContext } from '../tests/context.ts'

const SAVES = Number(process.argv[2] ?? 10_000)
const PARTS = 5

/** What the embedded database grows by, and what a save takes, when one answer is saved again and again. */
const data = mkdtempSync(join(tmpdir(), 'hoshitori-growth-'))
const db = await openEmbedded(data)
const context = testContext(db)
const viewer = await begin(context, '青山精機', '青山 太郎')
const assessment = done(await createAssessment(context, viewer, { title: '本社', target: 4, edition: '2026-03-27' }))
console.log('saves, folder MB, of it WAL MB, a save in ms (median, 95 %), tables and indexes in kB')
console.log(`0, ${megabytes(data)}, ${megabytes(join(data, 'database/pg_wal'))}`)
let took: number[] = []
for (let save = 1; save <= SAVES; save += 1) {
  const content = { ...EMPTY_ANSWER, status: 'met' as const, reason: `理由 ${save} ${'規程のとおり。'.repeat(20)}` }
  const began = performance.now()
  const saved = await recordAnswer(context, viewer, { assessment, criterion: '1-2-1-1', from: save - 1, content })
  took.push(performance.now() - began)
  if (!saved?.ok) throw new Error(`save ${save}: ${JSON.stringify(saved)}`)
  if (save % Math.ceil(SAVES / PARTS) !== 0) continue
  took.sort((one, other) => one - other)
  const [median, high] = [0.5, 0.95].map((share) => took[Math.floor(took.length * share)]?.toFixed(1))
  const all = await tables(db)
  console.log(`${save}, ${megabytes(data)}, ${megabytes(join(data, 'database/pg_wal'))}, ${median}, ${high}, ${all.join(', ')}`)
  took = []
}
await db.close()
rmSync(data, { recursive: true, force: true })

function megabytes(folder: string): string {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => statSync(join(folder, path)))
  return (sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0) / 2 ** 20).toFixed(1)
}

/** The tables of more than 100 kB, the largest first. */
async function tables({ transact }: Db): Promise<string[]> {
  const { rows } = await transact('admin', (tx) =>
    sql<{ name: string; rows: string; indexes: string }>`
      select relname as name, pg_relation_size(oid) / 1024 as rows, pg_indexes_size(oid) / 1024 as indexes
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_total_relation_size(oid) > 100 * 1024
      order by pg_total_relation_size(oid) desc`.execute(tx),
  )
  return rows.map(({ name, rows: own, indexes }) => `${name} ${own}+${indexes}`)
}
