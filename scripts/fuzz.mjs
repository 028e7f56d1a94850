import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepare } from './prepare.mjs'

const HELP = `npm run fuzz [-- TIMES]   every property of the tests with a fresh seed, TIMES times (5)
FUZZ_SEED=N npm run fuzz  the run with that seed again`

if (process.argv.includes('--help')) {
  console.log(HELP)
  process.exit(0)
}
await prepare()
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => join('src', path))
  .filter((path) => /\.test\.tsx?$/.test(path) && readFileSync(path, 'utf8').includes("from 'fast-check'"))
const again = process.env.FUZZ_SEED
const seeds = again ? [again] : Array.from({ length: Number(process.argv[2] ?? 5) }, () => String(randomInt(2 ** 31)))
const failed = seeds.filter((seed) => {
  console.log(`\n> seed ${seed}`)
  const chosen = ['run', '--project', 'unit', '--project', 'embedded', ...files]
  return (
    spawnSync('node_modules/.bin/vitest', chosen, { stdio: 'inherit', env: { ...process.env, FUZZ_SEED: seed } }).status !== 0
  )
})
for (const seed of failed) console.log(`failed; try it again with: FUZZ_SEED=${seed} npm run fuzz`)
console.log(`${seeds.length - failed.length} seeds passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
