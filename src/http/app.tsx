import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { getCookie, setCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import type { Ground } from '../ground.ts'
import { readLocalViewer } from '../identity/actions.ts'
import { type PersonId, parseId, type TenantId } from '../kernel/ids.ts'
import { root } from '../root.ts'
import { type Lang, toView, type View } from '../ui/view.ts'
import { toFaultLine } from './fault-line.ts'
import { onlyThisMachine } from './only-this-machine.ts'
import { BrokenForm, Fault, NotFound, TooLarge } from './problems.tsx'

export type Web = { Variables: { view: View; requestId: string } }
export type WebContext = Context<Web>
/** What a feature offers to the server: adds its routes to the app. */
export type Routes = (app: Hono<Web>, ground: Ground) => void

/** The largest request body in bytes: an uploaded workbook, with room for the form around it. */
const LARGEST_BODY = 11 * 1024 * 1024

/** The whole web application over a database; features hand in their routes. */
export function buildApp(ground: Ground, features: readonly Routes[], log: (line: object) => void): Hono<Web> {
  const app = new Hono<Web>()
  app.use(async (c, next) => {
    const requestId = randomUUID()
    c.set('requestId', requestId)
    const started = performance.now()
    await next()
    c.header('X-Request-Id', requestId)
    const ms = Math.round((performance.now() - started) * 10) / 10
    log({ at: ground.now(), requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms })
  })
  app.use(onlyThisMachine())
  app.use(secureHeaders(HEADERS))
  app.get('/assets/*', cacheForever, serveStatic({ root: join(root, 'dist') }))
  app.get('/health', (c) => c.json({ ok: true }))
  app.use(compress())
  app.use(async (c, next) => {
    const viewer = await readLocalViewer(ground, {
      organisation: parseId<TenantId>(getCookie(c, 'organisation')),
      person: parseId<PersonId>(getCookie(c, 'person')),
    })
    c.set('view', toView(languageOf(c), pathOf(c), viewer))
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.html(<TooLarge view={viewOf(c as WebContext)} />, 413) }))
  app.use(async (c, next) => ((await hasReadableForm(c)) ? next() : c.html(<BrokenForm view={viewOf(c)} />, 400)))
  for (const feature of features) feature(app, ground)
  app.notFound((c) => c.html(<NotFound view={viewOf(c)} />, 404))
  app.onError((fault, c) => {
    log({ at: ground.now(), requestId: c.get('requestId'), ...toFaultLine(fault) })
    return c.html(<Fault view={viewOf(c)} requestId={c.get('requestId')} />, 500)
  })
  return app
}

/** Whether the request comes from a script of ours that wants data rather than a page. */
export function wantsJson(c: WebContext): boolean {
  return c.req.header('Accept')?.includes('application/json') ?? false
}

function viewOf(c: WebContext): View {
  return c.get('view') ?? toView(languageOf(c), pathOf(c), undefined)
}

function languageOf(c: WebContext): Lang {
  const asked = c.req.query('lang')
  if (asked === 'ja' || asked === 'en') {
    setCookie(c, 'lang', asked, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 31_536_000 })
    return asked
  }
  return getCookie(c, 'lang') === 'en' ? 'en' : 'ja'
}

/** Empty for the answer to a form: there may be no page to come back to, and what was typed would be gone. */
function pathOf(c: WebContext): string {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return ''
  const url = new URL(c.req.url)
  return `${url.pathname}${url.search}`
}

/** Whether a form with files can be taken apart; its reader says no more than that it cannot. */
async function hasReadableForm(c: WebContext): Promise<boolean> {
  if (!c.req.header('Content-Type')?.startsWith('multipart/form-data')) return true
  return c.req.formData().then(
    () => true,
    () => false,
  )
}

async function cacheForever(c: WebContext, next: () => Promise<void>): Promise<void> {
  await next()
  if (c.res.ok && HASHED.test(c.req.path)) c.header('Cache-Control', 'public, max-age=31536000, immutable')
}

/** The build puts a hash into the names of files that may be kept for ever. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/

const HEADERS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
}
