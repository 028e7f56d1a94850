import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { prepare } from './prepare.mjs'
import { findProgram, needPrograms } from './system.mjs'
import { startPostgres } from './test-postgres.mjs'

const chosen = process.argv.slice(2)
const RESULTS = 'node_modules/.cache/test-results.json'
/** The compiler in a third of the time; `typescript` itself stays at 5.9 for those who read programs by it. */
const TSC = '../typescript-7/bin/tsc'
/** What else must hold of the whole; whoever chooses some tests asks for these tests alone. */
const CHECKS =
  chosen.length > 0
    ? []
    : [
        ['biome', 'check', '.', '--error-on-warnings'],
        [TSC, '--noEmit'],
        [TSC, '--noEmit', '-p', 'tsconfig.browser.json'],
        ['knip'],
      ]

/** What all tests together have written at one moment, in bytes, and as much again. */
const ROOM = 6 * 1024 ** 3

const began = Date.now()
await prepare()
needPrograms()
const checking = checkAll()
const leaveMemory = writeToMemory()
const postgres = await startPostgres()
const tidyUp = () => {
  postgres.stop()
  leaveMemory()
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    tidyUp()
    process.exit(1)
  })
}
let code = 1
rmSync(RESULTS, { force: true })
try {
  const reporters = ['--reporter=default', '--reporter=./scripts/slowest.mjs', '--reporter=json', `--outputFile.json=${RESULTS}`]
  const env = { TEST_DATABASE_URL: postgres.address, CHROMIUM: findProgram('chromium-headless-shell') ?? findProgram('chromium') }
  const vitest = ['vitest', 'run', ...reporters, ...chosen]
  console.log(`\n> ${vitest.join(' ')}`)
  code = (await run(vitest, 'inherit', env)).code
} finally {
  tidyUp()
}
const checks = await checking
for (const { words, said } of checks) console.log(`\n> ${words}\n${said}`)
const failedChecks = checks.filter((check) => check.code !== 0)
const { numPassedTests, numFailedTests, numPendingTests } = readResults()
for (const { words } of failedChecks) console.log(`failed: ${words}`)
if (numPendingTests > 0) console.log(`${numPendingTests} tests were skipped, which none may be`)
const counted = numFailedTests + numPendingTests + failedChecks.length
const failed = counted === 0 && code !== 0 ? 1 : counted
if (failed > counted) console.log('vitest ended with a fault that is no failed test: see above')
console.log(`took ${Math.round((Date.now() - began) / 1000)} s`)
console.log(`${numPassedTests + CHECKS.length - failedChecks.length} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/**
 * Has whatever the tests write lie in memory, where the machine says that it has room for that: they make, copy and drop hundreds of
 * databases. Gives what undoes it.
 */
function writeToMemory() {
  const memory = '/dev/shm'
  if (process.env.TMPDIR || !existsSync(memory)) return () => {}
  const { bavail, bsize } = statfsSync(memory)
  if (bavail * bsize < ROOM) return () => {}
  const folder = mkdtempSync(`${memory}/hoshitori-tests-`)
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** The checks one after the other, beside the tests: what they say is shown when the tests have ended. */
async function checkAll() {
  const done = []
  for (const check of CHECKS) done.push({ words: check.join(' '), ...(await run(check, 'pipe')) })
  return done
}

/** What vitest counted; nothing at all when it died before it could say so. */
function readResults() {
  if (!existsSync(RESULTS)) return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  return JSON.parse(readFileSync(RESULTS, 'utf8'))
}

function run([name, ...args], output, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${name}`, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        said += text
      })
    }
    child.on('close', (status) => resolve({ code: status ?? 1, said }))
    child.on('error', (fault) => resolve({ code: 1, said: String(fault) }))
  })
}
