import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../src/db/db.ts'
import { openDb } from '../src/db/open.ts'
import { backups } from './backup.ts'
import { loadOfCatalogue } from './catalogue.ts'
import { coldStarts } from './cold-start.ts'
import { evidenceAt } from './evidence.ts'
import { journeysAt, logsAt, removeBench } from './journeys.ts'
import type { Figure } from './measure.ts'
import { pageCosts } from './pages.ts'
import { printPageCosts, printWanted } from './print-pages.ts'
import { taskCosts } from './tasks.ts'

const SIZES = [1, 200, 2000]

/** What can be measured, each by itself: `npm run bench pages tasks`. Each prints its table when it has ended. */
const PARTS: Record<string, () => Promise<void>> = {
  pages: async () => {
    const pages = await pageCosts()
    printWanted(pages)
    printPageCosts(pages)
  },
  tasks: async () => printPageCosts({ costs: await taskCosts(), notes: [] }),
  starts: async () => print([...(await loadOfCatalogue()), ...(await coldStarts())]),
  backups: async () => print(await backups([200, 2000])),
  journeys: () =>
    onDatabase(async (db) => {
      const figures: Figure[] = []
      for (const size of SIZES) figures.push(...(await journeysAt(db, size)))
      await removeBench(db)
      return figures
    }),
  log: () => onDatabase(logsAt),
  evidence: () => onDatabase(evidenceAt),
}

sayWhere()
const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in PARTS))
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)
for (const [name, part] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const began = performance.now()
  await part()
  console.log(`\n${name}: ${Math.round((performance.now() - began) / 1000)} s\n`)
}
process.exit()

/** The figures of something on the embedded database in a folder of its own, or on the one that DATABASE_URL names. */
async function onDatabase(work: (db: Db) => Promise<Figure[]>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-bench-'))
  try {
    const db = await openDb({ data: folder, databaseUrl: process.env.DATABASE_URL })
    print(await work(db))
    await db.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sayWhere(): void {
  console.log(
    `\n${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  )
}

function print(all: Figure[]): void {
  console.log(`\nengine: ${process.env.DATABASE_URL ? 'PostgreSQL' : 'embedded (fsync on)'}\n`)
  console.log('| what | assessments | median | 95 % | notes |')
  console.log('|---|---:|---:|---:|---|')
  for (const { what, size, median, high, notes } of all) {
    console.log(`| ${what} | ${size ?? ''} | ${median.toFixed(1)} ms | ${high.toFixed(1)} ms | ${notes} |`)
  }
}
