import fc from 'fast-check'

// The gate tries the same examples every time, so that it never fails by chance; `npm run fuzz` brings a seed of its own.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_270_401), ...(process.env.FUZZ_SEED ? { numRuns: 1000 } : {}) })
