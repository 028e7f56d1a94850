import { defineConfig } from 'vitest/config'

/** Three kinds of tests: rules and pages (`unit`), whatever touches a database (`embedded`, `postgres`), and journeys in a browser. */
const DB_TESTS = ['src/**/*.db.test.ts', 'src/**/*.db.test.tsx']

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    isolate: false,
    setupFiles: ['tests/setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          exclude: DB_TESTS,
        },
      },
      { extends: true, test: { name: 'embedded', include: DB_TESTS, env: { TEST_ENGINE: 'embedded' } } },
      { extends: true, test: { name: 'postgres', include: DB_TESTS, env: { TEST_ENGINE: 'postgres' } } },
      { extends: true, test: { name: 'journeys', include: ['tests/flows/**/*.test.ts'], fileParallelism: false } },
    ],
  },
})
