import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killWhileSaving } from './kills.ts'
import { cutPower } from './power-cuts.ts'
import { killDuringUpgrade } from './upgrade-kills.ts'

const HELP = `npm run torture [-- OPTIONS]   kills and power cuts of the built server while answers are saved
  --kills N         kills while three people save (1000)
  --power-cuts N    power cuts, simulated from a record of writes and fsyncs (100)
  --upgrade-kills N kills while a filled older database is upgraded (30)
  --minutes N       the longest that each of the three may take (30); Ctrl+C ends all, and tells what came out until then
  --without-fsync   takes no fsync for done, to see that the power cuts notice it`

/** What came out of one kind of torture. */
export type Tally = {
  /** How many kills, or power cuts. */
  done: number
  acknowledged: number
  /** Starts on what a kill or a power cut left, and the slowest of all starts, in ms. */
  repairedStarts: number
  slowestStart: number
  /** Every acknowledged save that was gone, every log that did not verify, every start that failed: none is wanted. */
  wrong: string[]
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    'power-cuts': { type: 'string', default: '100' },
    'upgrade-kills': { type: 'string', default: '30' },
    minutes: { type: 'string', default: '30' },
    'without-fsync': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
/** Whoever has seen enough ends it by Ctrl+C, and is told what came out until then. */
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
const kinds: [string, number, (folder: string, count: number, ended: AbortSignal) => Promise<Tally>][] = [
  [
    'power cuts',
    Number(values['power-cuts']),
    (folder, count, ended) => cutPower(folder, count, ended, !values['without-fsync']),
  ],
  ['kills during an upgrade', Number(values['upgrade-kills']), killDuringUpgrade],
  ['kills while saving', Number(values.kills), (folder, count, ended) => killWhileSaving(join(folder, 'data'), count, ended)],
]
let wrong = 0
for (const [what, count, run] of kinds) {
  if (count === 0 || interrupted.signal.aborted) continue
  console.log(`> ${count} ${what}`)
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-torture-'))
  const began = Date.now()
  const tally = await run(
    folder,
    count,
    AbortSignal.any([interrupted.signal, AbortSignal.timeout(Number(values.minutes) * 60_000)]),
  )
  const seconds = Math.round((Date.now() - began) / 1000)
  for (const words of tally.wrong.slice(0, 20)) console.log(`  WRONG ${words}`)
  console.log(
    `  ${tally.done} of ${count} ${what}, ${tally.acknowledged} saves acknowledged, ${tally.wrong.length} wrong; ` +
      `${tally.repairedStarts} repaired starts, the slowest ${(tally.slowestStart / 1000).toFixed(1)} s; took ${seconds} s`,
  )
  wrong += tally.wrong.length
  if (tally.wrong.length === 0) rmSync(folder, { recursive: true, force: true })
  else console.log(`  what is left is in ${folder}`)
}
process.exitCode = wrong > 0 ? 1 : 0
