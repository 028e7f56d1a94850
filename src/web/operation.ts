import type { Hono } from 'hono'
import type { Context } from '../context.ts'
import { pingDb, weaknessesOf } from '../db/ping.ts'
import { isLoopback } from '../kernel/network.ts'
import { sameSecret } from '../kernel/same-secret.ts'
import type { Web, WebContext } from './app.tsx'
import { socketAddressOf } from './client.ts'
import type { Metrics } from './metrics.ts'
import type { Limits } from './rate-limits.ts'

/** What the running server lends to the application. Tests lend what they need. */
export type Operation = {
  metrics: Metrics
  metricsToken?: string | undefined
  /** Whether it was told to stop: nobody should send more. */
  stopping?: () => boolean
  /** Letters were put into the outbox by an action that is done now. */
  lettersWait?: () => void
  limits?: Limits
}

/** How long the database may take to answer, in milliseconds. */
const PING_WITHIN = 2000

/**
 * `/health` for balancers: 503 when nobody can be served; 200 and what is `degraded` when pages can be read and something is wrong
 * with writing. `/metrics` for Prometheus: with the token, or from this machine while only this machine asks. */
export function operationRoutes(app: Hono<Web>, context: Context, operation: Operation): void {
  const { metrics } = operation
  app.get('/health', async (c) => {
    const stopping = operation.stopping?.() ?? false
    const database = stopping ? undefined : await pingDb(context.db, PING_WITHIN)
    const ok = database === true
    if (!ok) return c.json(stopping ? { ok, stopping } : { ok, database: false }, 503)
    const degraded = await weaknessesOf(context.db)
    return c.json({ ok, database: true, ...(degraded.length > 0 && { degraded }) })
  })
  app.get('/metrics', async (c) => {
    if (!mayCollect(c, context, operation.metricsToken)) return c.notFound()
    return c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
}

function mayCollect(c: WebContext, context: Context, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
  if (token !== undefined) return given !== undefined && sameSecret(given, token)
  const { local, proxies } = context.settings
  return local && proxies === 0 && c.req.header('X-Forwarded-For') === undefined && isLoopback(socketAddressOf(c))
}
