import fc from 'fast-check'
import { afterAll } from 'vitest'
import { countFor, overspent, spent } from './costs.ts'
import { copyInsteadOfMaking } from './templates.ts'

// The gate tries the same examples every time, so that it never fails by chance; `npm run fuzz` brings a seed of its own.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_270_401), ...(process.env.FUZZ_SEED ? { numRuns: 1000 } : {}) })

copyInsteadOfMaking()
countFor(process.env.TEST_KIND)

// biome-ignore lint/correctness/noEmptyPattern: vitest hands over the file second, and asks for a pattern first
afterAll(({}, { file }) => {
  Object.assign(file.meta, { spent: { ...spent } })
  const over = overspent()
  if (over.length > 0) throw new Error(`${file.name} costs too much: ${over.join('; ')}`)
})
