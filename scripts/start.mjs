import { prepare } from './prepare.mjs'

await prepare()
process.argv.push('serve')
await import('../dist/hoshitori.mjs')
