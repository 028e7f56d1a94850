import type { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { noDatabase, testContext } from '../../tests/context.ts'
import type { CatalogueContext } from '../catalogue/catalogue.ts'
import type { Settings } from '../context.ts'
import type { Db } from '../db/db.ts'
import { buildApp } from '../main/app.ts'
import type { Routes, Web } from './app.tsx'
import { dataOf, sentParts } from './form.ts'
import type { Operation } from './operation.ts'
import { NotFound } from './problems.tsx'
import { wantsJson } from './wants-json.ts'

/** Routes that only the tests of this folder have: each does one thing that real ones hardly ever do. */
export const odd: Routes<CatalogueContext> = (router) => {
  router.get('/odd/fault', 'anyone', () => {
    throw new Error('内緒: the password is swordfish', { cause: new Error('further inside') })
  })
  router.get('/odd/value', 'anyone', () => {
    throw Object.assign(new Error('invalid input syntax for type uuid: "内緒の値"'), { code: '22P02' })
  })
  router.get('/odd/viewer', 'anyone', (c) =>
    c.json({ name: c.get('view').viewer?.personName ?? null, json: wantsJson(c), from: c.get('from') }),
  )
  router.get('/odd/reset/:token', 'anyone', (c) => c.text(c.req.param('token') ?? ''))
  router.get('/odd/criteria/:id/:number', 'anyone', (c) => c.text('ok'))
  router.get('/odd/long', 'anyone', (c) => {
    setCookie(c, 'one', '1')
    setCookie(c, 'two', '2')
    return c.text('星取。'.repeat(2000))
  })
  router.get('/odd/sealed', 'account', (c) => c.text('ok'))
  router.post('/odd/form', 'anyone', async (c) => c.json([...new Set(sentParts(c).map(([name]) => name))]))
  router.post('/odd/json', 'anyone', async (c) => c.json(dataOf(c) ?? null))
  router.post('/odd/upload', 'account', async (c) => c.json([...new Set(sentParts(c).map(([name]) => name))]))
  router.post('/odd/refused', 'anyone', (c) => c.html(<NotFound view={c.get('view')} />, 422))
}

export const SERVED: Partial<Settings> = {
  origin: 'https://hoshitori.example.jp',
  local: false,
  registration: false,
  mailShown: false,
  proxies: 1,
}

/** The odd routes alone: on this machine, or with `SERVED` as a server behind a proxy; without a database unless one is given. */
export function oddApp(
  settings: Partial<Settings> = {},
  operation: Partial<Operation> = {},
  db: Db = noDatabase,
): { app: Hono<Web>; logged: Record<string, unknown>[] } {
  const logged: Record<string, unknown>[] = []
  const context = testContext(db)
  const app = buildApp(
    { ...context, settings: { ...context.settings, ...settings } },
    [odd],
    (line) => logged.push({ ...line }),
    operation,
  )
  return { app, logged }
}
