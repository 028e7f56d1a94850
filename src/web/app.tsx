import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import { getPath } from 'hono/utils/url'
import type { Context } from '../context.ts'
import { DatabaseUnavailable } from '../db/unavailable.ts'
import type { TenantId } from '../kernel/ids.ts'
import { readAddress, toAddress } from '../kernel/organisation-address.ts'
import { refuse, type TurnedAway } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'
import { root } from '../root.ts'
import { toView, type View } from '../ui/view.ts'
import { pathOf, tenantOf } from './address.ts'
import type { Brought } from './body.ts'
import { bodyLimits } from './body-limits.tsx'
import { clientOf } from './client.ts'
import { compression } from './compression.ts'
import { toFaultLine } from './fault-line.ts'
import { hostAndOrigin } from './host-and-origin.ts'
import { languageOf } from './language.ts'
import { type Operation, operationRoutes } from './operation.ts'
import { Fault, NotFound, TooLong, TooMany, UNAVAILABLE, Unavailable } from './problems.tsx'
import { LIMITS, rateLimits } from './rate-limits.ts'
import { routeFinder, toLoggedPath } from './route-of.ts'
import { type Router, routerFor } from './router.ts'
import { securityHeaders } from './security-headers.ts'
import { sessionCookie } from './session-cookie.ts'
import { asData, statusOf } from './status.ts'
import { wantsJson } from './wants-json.ts'

export type Web = {
  Variables: {
    view: View
    requestId: string
    from: Client
    signedIn: SignedIn | undefined
    brought: Brought
    /** Set by whatever turns the request away. */
    turnedAway?: TurnedAway
  }
}
export type WebContext = HonoContext<Web>
/** What a feature offers to the server: adds its routes through router. */
export type Routes<C extends Context = Context> = (router: Router, context: C) => void

/** The longest address in characters: a form of ours that asks by its address has some 2,000. */
const LONGEST_ADDRESS = 8000

/** A null character in an address: none of ours has one, and the database takes none. In a body it falls away, a header cannot hold one. */
const NULL = '%00'

/** What the web stands on and does not know itself. */
type Foundation = {
  log(line: object): void
  /** Who a session's token belongs to, and where they sit, in `tenant` or where they chose; nothing where it is not good. */
  readViewer(
    token: string,
    from: Client,
    tenant: TenantId | undefined,
  ): Promise<{ signedIn: SignedIn; viewer: Viewer | undefined } | undefined>
  /** In which of their organisations, other than `here`, somebody finds what an address names; nothing where in none. */
  elsewhere(
    signedIn: SignedIn,
    here: TenantId | undefined,
    path: string,
  ): Promise<{ tenant: TenantId; organisation: string } | undefined>
  /** Takes note of a request that was turned away. */
  turnedAway(request: {
    why: TurnedAway
    viewer: Viewer | undefined
    signedIn: SignedIn | undefined
    from: Client
    route: string
  }): void
  /** How many letters this process has put into the outbox: where it has risen over a request, `lettersWait` is told. */
  lettersQueued(): number
} & Operation

/**
 * The web application over a database and the routes of its features. Every page is also there under `/o/<organisation>`: routes are
 * found by the path within, and who is seen by them is whoever the session is in that organisation.
 */
export function createApp<C extends Context>(context: C, features: readonly Routes<C>[], operation: Foundation): Hono<Web> {
  const { settings } = context
  const { log, metrics, lettersQueued, readViewer } = operation
  const app = new Hono<Web>({ getPath: (request) => readAddress(getPath(request)).path })
  const routeOf = routeFinder(app)
  const viewOf = (c: WebContext) => c.get('view') ?? toView(languageOf(c, settings), pageOf(c), undefined)
  const waitOf = rateLimits(operation.limits ?? LIMITS)

  app.use(async (c, next) => {
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set('from', clientOf(c, settings.proxies))
    const started = performance.now()
    const letters = lettersQueued()
    await next()
    // Not by `c.header`: after the answer is there, that makes a stream of its body, which costs more than many a page.
    const { headers } = c.res
    headers.set('X-Request-Id', requestId)
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    const ms = Math.round((performance.now() - started) * 10) / 10
    const route = routeOf(c)?.path
    const { method } = c.req
    const path = toLoggedPath(c.req.path, route)
    log({ at: context.now(), requestId, method, path, ...(route ? { route } : {}), status: c.res.status, ms })
    metrics.request(route ?? UNROUTED.find((one) => c.req.path.startsWith(one)) ?? 'none', method, c.res.status, ms)
    const why = c.get('turnedAway')
    if (why) {
      const [viewer, signedIn] = [c.get('view')?.viewer, c.get('signedIn')]
      operation.turnedAway({ why, viewer, signedIn, from: c.get('from'), route: `${method} ${route ?? '…'}` })
    }
    if (lettersQueued() !== letters) operation.lettersWait?.()
  })
  app.use(securityHeaders(settings))
  app.use(async (c, next) => {
    if (c.req.url.length <= LONGEST_ADDRESS) return next()
    c.set('turnedAway', 'input')
    return c.html(<TooLong view={viewOf(c)} />, 414)
  })
  app.use(async (c, next) => (c.req.url.includes(NULL) ? c.html(<NotFound view={viewOf(c)} />, 404) : next()))
  app.use(hostAndOrigin(settings))
  operationRoutes(app, context, operation)
  app.get('/assets/*', keepAssets, serveStatic({ root: join(root, 'dist') }))
  app.use(async (c, next) => {
    if (settings.local) return next()
    const session = getCookie(c, sessionCookie(settings))
    const strangersForm = c.req.method === 'POST' && (session === undefined || routeOf(c)?.need === 'anyone')
    const seconds = await waitOf({ address: c.get('from').address, session, strangersForm })
    if (seconds === undefined) return next()
    c.set('turnedAway', 'rate')
    c.header('Retry-After', String(seconds))
    return wantsJson(c)
      ? asData(c, refuse('requests.many', TOO_MANY).refusals, viewOf(c))
      : c.html(<TooMany view={viewOf(c)} seconds={seconds} />, 429)
  })
  if (!settings.local) app.use(compression)
  app.use(async (c, next) => {
    const token = getCookie(c, sessionCookie(settings))
    const found = token === undefined ? undefined : await readViewer(token, c.get('from'), tenantOf(c))
    c.set('signedIn', found?.signedIn)
    c.set('view', toView(languageOf(c, settings), pageOf(c), found?.viewer, found?.signedIn))
    await next()
  })
  for (const limit of bodyLimits(routeOf, viewOf)) app.use(limit)
  const router = routerFor(app, context)
  for (const feature of features) feature(router, context)
  app.notFound(async (c) => {
    const view = viewOf(c)
    const signedIn = view.path === '' ? undefined : c.get('signedIn')
    const { path } = readAddress(c.req.path)
    const found = signedIn && (await operation.elsewhere(signedIn, tenantOf(c), path))
    const elsewhere = found && { organisation: found.organisation, href: toAddress(found.tenant, path) }
    return c.html(<NotFound view={view} elsewhere={elsewhere} />, 404)
  })
  app.onError((fault, c) => {
    log({ at: context.now(), requestId: c.get('requestId'), ...toFaultLine(fault) })
    if (fault instanceof DatabaseUnavailable) return unavailable(c, viewOf(c), fault.reason)
    return c.html(<Fault view={viewOf(c)} requestId={c.get('requestId')} />, 500)
  })
  return app
}

/** A database that does not answer now: whoever asks again may find it back, or idle. */
function unavailable(c: WebContext, view: View, reason: DatabaseUnavailable['reason']): Response | Promise<Response> {
  const { refusals } = refuse(`database.${reason}`, UNAVAILABLE[reason].words)
  return wantsJson(c) ? asData(c, refusals, view) : c.html(<Unavailable view={view} reason={reason} />, statusOf(c, refusals))
}

/** Empty for the answer to a form: there may be no page to come back to, and what was typed would be gone. */
function pageOf(c: WebContext): string {
  return c.req.method === 'GET' || c.req.method === 'HEAD' ? pathOf(c) : ''
}

async function keepAssets(c: WebContext, next: () => Promise<void>): Promise<void> {
  await next()
  // A worker may have a page within an organisation as its scope, though it lies elsewhere.
  if (c.req.path.startsWith('/assets/card-worker-')) c.header('Service-Worker-Allowed', '/o/')
  if (c.res.ok) c.header('Cache-Control', HASHED.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** The build puts a hash into the names of files that may be kept for ever. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/
/** What is answered without a route of a feature, as the metrics name it. */
const UNROUTED = ['/assets/', '/health', '/metrics']
const TOO_MANY = {
  ja: '短い時間に操作がたくさんありました。少し待ってから、もう一度お試しください。',
  en: 'There were many requests in a short time. Try again in a moment.',
}
