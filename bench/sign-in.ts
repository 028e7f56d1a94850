import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tellUnseen } from '../src/account/attempts/unseen-actions.ts'
import { browser } from '../src/account/factors/browser.fixture.ts'
import { linkTo, logOf, PASSWORD, register, seat } from '../src/account/sign-in/sign-in.fixture.ts'
import { loadChanges, loadEdition } from '../src/catalogue/load.ts'
import { realClock } from '../src/context.ts'
import { openDb } from '../src/db/open.ts'
import { memoryBlobs } from '../src/files/blobs.fixture.ts'
import { buildApp } from '../src/main/app.ts'
import { features } from '../src/main/features.ts'
import { type LibraryContext, library } from '../src/main/library.ts'
import { root } from '../src/root.ts'
import { toSecrets } from '../src/secrets.ts'

/**
 * `npx tsx bench/sign-in.ts [how many]`: wrong passwords for one account, 100,000 from one address and 100,000 from as many, ten a
 * second by the clock of the application, which does not wait. Then the owner signs in, from a browser used before and from a new
 * one by the letter, and the log is printed.
 */
const ATTEMPTS = Number(process.argv[2] ?? 100_000)
const OWNER = 'taro@aoyama.example'
const HOUR = 60 * 60 * 1000

const folder = mkdtempSync(join(tmpdir(), 'hoshitori-sign-in-'))
const db = await openDb({ data: folder, databaseUrl: undefined })
const catalogue = join(root, 'catalogue')
let clock = Date.parse('2027-04-01T00:00:00.000Z')
const context: LibraryContext = {
  ...library,
  db,
  edition: (id) => loadEdition(catalogue, id),
  changes: (from, to) => loadChanges(catalogue, from, to),
  secrets: toSecrets(new Uint8Array(32).fill(7)),
  blobs: memoryBlobs(),
  settings: {
    origin: 'http://localhost',
    local: true,
    registration: true,
    mailShown: true,
    proxies: 1,
    fileLimits: { file: 2 ** 31, organisation: 2 ** 34 },
  },
  ...realClock(),
  now: () => new Date(clock).toISOString(),
}
try {
  const app = buildApp(context, features, () => {})
  const account = await register(context, OWNER, '青山 太郎')
  const { tenant } = await seat(context, account, '青山精機')
  const known = browser(app, '192.0.2.1')
  say('the owner signs in for the first time', (await known.post('/sign-in', { email: OWNER, password: PASSWORD })).status)

  for (const [what, addressOf] of [
    ['one address', () => '198.51.100.9'],
    ['as many addresses', (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`],
  ] as const) {
    const started = performance.now()
    const statuses: Record<number, number> = {}
    let slowest = 0
    for (let n = 0; n < ATTEMPTS; n += 1) {
      const before = performance.now()
      const { status } = await browser(app, addressOf(n)).post('/sign-in', { email: OWNER, password: `guess-${n}` })
      slowest = Math.max(slowest, performance.now() - before)
      statuses[status] = (statuses[status] ?? 0) + 1
      clock += 100
      if (n % 600 === 0) await tellUnseen(context)
    }
    const seconds = (performance.now() - started) / 1000
    const each = `${((seconds / ATTEMPTS) * 1000).toFixed(2)} ms each, the slowest ${slowest.toFixed(0)} ms`
    console.log(`\n${ATTEMPTS.toLocaleString('en')} wrong passwords from ${what}: ${seconds.toFixed(1)} s, ${each}`)
    console.log(`  looked at: ${statuses[422] ?? 0}, refused: ${statuses[429] ?? 0}, anything else: ${rest(statuses)}`)
    known.cookies.delete('session')
    say('  the owner, from the browser used before', (await known.post('/sign-in', { email: OWNER, password: PASSWORD })).status)
    const stranger = await browser(app, '203.0.113.4').post('/sign-in', { email: OWNER, password: PASSWORD })
    say('  the owner, from a new browser', stranger.status)
  }
  const fresh = browser(app, '203.0.113.5')
  say('\nthe link of the letter, in a new browser', (await fresh.post(await linkTo(db, OWNER, '/sign-in/unlock/'))).status)
  say('the owner, from that browser', (await fresh.post('/sign-in', { email: OWNER, password: PASSWORD })).status)
  clock += HOUR
  await tellUnseen(context, { all: true })

  console.log('\nThe log of the installation about the account:')
  for (const { act, words } of await logOf(db, undefined, account)) console.log(`  ${act.padEnd(18)} ${words}`)
  console.log('\nThe log of the organisation:')
  for (const { act, words } of await logOf(db, tenant)) console.log(`  ${act.padEnd(18)} ${words}`)
  console.log(`\nmemory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`)
} finally {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
}

function say(what: string, status: number): void {
  console.log(`${what}: ${status === 303 ? 'let in' : `not let in (${status})`}`)
}

function rest(statuses: Record<number, number>): number {
  return Object.entries(statuses).reduce((sum, [status, count]) => (status === '422' || status === '429' ? sum : sum + count), 0)
}
