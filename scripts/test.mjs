import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { prepare } from './prepare.mjs'
import { findProgram, needPrograms } from './system.mjs'
import { startPostgres } from './test-postgres.mjs'

const RESULTS = 'node_modules/.cache/test-results.json'

await prepare()
needPrograms()
const checks = [
  ['biome', ['check', '.', '--error-on-warnings']],
  ['tsc', ['--noEmit']],
  ['tsc', ['--noEmit', '-p', 'tsconfig.browser.json']],
  ['knip', []],
]
const failedChecks = checks.filter(([name, args]) => run(name, args) !== 0)
const postgres = await startPostgres()
let code = 1
rmSync(RESULTS, { force: true })
try {
  const chosen = process.argv.slice(2)
  code = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`, ...chosen], {
    TEST_DATABASE_URL: postgres.address,
    CHROMIUM: findProgram('chromium'),
  })
} finally {
  postgres.stop()
}
const { numPassedTests, numFailedTests, numPendingTests } = readResults()
for (const [name, args] of failedChecks) console.log(`failed: ${name} ${args.join(' ')}`)
if (numPendingTests > 0) console.log(`${numPendingTests} tests were skipped, which none may be`)
const counted = numFailedTests + numPendingTests + failedChecks.length
const failed = counted === 0 && code !== 0 ? 1 : counted
if (failed > counted) console.log('vitest ended with a fault that is no failed test: see above')
console.log(`${numPassedTests + checks.length - failedChecks.length} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** What vitest counted; nothing at all when it died before it could say so. */
function readResults() {
  if (!existsSync(RESULTS)) return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  return JSON.parse(readFileSync(RESULTS, 'utf8'))
}

function run(name, args, env = {}) {
  console.log(`\n> ${name} ${args.join(' ')}`)
  return spawnSync(`node_modules/.bin/${name}`, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
}
