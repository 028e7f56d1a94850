import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { openDb } from '../src/db/open.ts'
import { backups } from './backup.ts'
import { loadOfCatalogue } from './catalogue.ts'
import { coldStarts } from './cold-start.ts'
import { journeysAt, logsAt, removeBench } from './journeys.ts'
import type { Figure } from './measure.ts'
import { pageCosts } from './pages.ts'
import { printPageCosts, printWanted } from './print-pages.ts'

/**
 * `npm run bench`: what a page costs the server, and what a person waits for, with 1, 200 and 2,000 assessments in the database;
 * printed as tables with the machine. `npm run bench pages` measures the pages alone.
 */
const SIZES = [1, 200, 2000]
sayWhere()
const pages = await pageCosts()
printWanted(pages)
printPageCosts(pages)
if (process.argv[2] === 'pages') process.exit()

const figures: Figure[] = [...(await loadOfCatalogue()), ...(await coldStarts()), ...(await backups([200, 2000]))]
const folder = mkdtempSync(join(tmpdir(), 'hoshitori-bench-'))
try {
  const db = await openDb({ data: folder, databaseUrl: process.env.DATABASE_URL })
  for (const size of SIZES) figures.push(...(await journeysAt(db, size)))
  figures.push(...(await logsAt(db)))
  await removeBench(db)
  await db.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
print(figures)

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
