import { defineConfig } from 'vitest/config'

/**
 * Rules, pages and the house without any database (`unit`); whatever asks a database, the same files on both engines (`embedded`,
 * `postgres`); the embedded database in a data folder, and commands on it (`folder`); the built product (`journeys`). What a file of
 * each may cost stands in tests/costs.ts. Files share a worker and its modules: starting one anew costs more than most files do.
 */
const DB_TESTS = ['src/**/*.db.test.{ts,tsx}']
const FOLDER_TESTS = ['src/**/*.folder.test.ts']

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // A thousand examples of each property take what they take.
    testTimeout: process.env.FUZZ_SEED ? 3_600_000 : 120_000,
    hookTimeout: 120_000,
    isolate: false,
    setupFiles: ['tests/setup.ts'],
    // One more than the cores of a small machine: a journey often waits for a browser or a server.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          exclude: [...DB_TESTS, ...FOLDER_TESTS],
          env: { TEST_KIND: 'unit' },
        },
      },
      {
        extends: true,
        test: { name: 'embedded', include: DB_TESTS, env: { TEST_KIND: 'database', TEST_ENGINE: 'embedded' } },
      },
      {
        extends: true,
        test: { name: 'postgres', include: DB_TESTS, env: { TEST_KIND: 'database', TEST_ENGINE: 'postgres' } },
      },
      { extends: true, test: { name: 'folder', include: FOLDER_TESTS, env: { TEST_KIND: 'folder' } } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/flows/**/*.test.ts'],
          env: { TEST_KIND: 'journeys' },
        },
      },
    ],
  },
})
