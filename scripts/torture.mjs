import { spawnSync } from 'node:child_process'
import { prepare } from './prepare.mjs'

await prepare()
process.exitCode =
  spawnSync('node_modules/.bin/tsx', ['torture/main.ts', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1
