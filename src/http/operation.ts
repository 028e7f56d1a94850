import type { Hono } from 'hono'
import { pingDb } from '../db/ping.ts'
import type { Ground } from '../ground.ts'
import { isLoopback } from '../kernel/network.ts'
import { sameSecret } from '../kernel/same-secret.ts'
import type { Web, WebContext } from './app.tsx'
import { createMetrics, type Metrics } from './metrics.ts'
import { socketAddressOf } from './origin.ts'
import type { Limits } from './rate-limits.ts'

/** What the running server lends to the application. Tests lend what they need. */
export type Operation = {
  metrics?: Metrics
  metricsToken?: string | undefined
  /** Whether it was told to stop: nobody should send more. */
  stopping?: () => boolean
  /** Letters were put into the outbox by a deed that is done now. */
  lettersWait?: () => void
  limits?: Limits
}

/** How long the database may take to answer, in milliseconds. */
const PING_WITHIN = 2000

/** `/health` for balancers, and `/metrics` for Prometheus: with the token, or from this machine while only this machine asks. */
export function operationRoutes(app: Hono<Web>, ground: Ground, operation: Operation): void {
  const metrics = operation.metrics ?? createMetrics(ground)
  app.get('/health', async (c) => {
    const stopping = operation.stopping?.() ?? false
    const database = stopping ? undefined : await pingDb(ground.db, PING_WITHIN)
    const ok = database === true
    return c.json(stopping ? { ok, stopping } : { ok, database: database === true }, ok ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    if (!mayCollect(c, ground, operation.metricsToken)) return c.notFound()
    return c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
}

function mayCollect(c: WebContext, ground: Ground, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
  if (token !== undefined) return given !== undefined && sameSecret(given, token)
  const { local, proxies } = ground.settings
  return local && proxies === 0 && c.req.header('X-Forwarded-For') === undefined && isLoopback(socketAddressOf(c))
}
