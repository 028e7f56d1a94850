import { prepare } from './prepare.mjs'

await prepare()
process.argv.splice(2, process.argv.length, 'serve')
await import('../dist/hoshitori.mjs')
