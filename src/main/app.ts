import type { Hono } from 'hono'
import { readViewer } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import { lettersQueued, readOutbox } from '../mail/actions.ts'
import { createApp, type Routes, type Web } from '../web/app.tsx'
import { createMetrics, type Metrics } from '../web/metrics.ts'
import type { Operation } from '../web/operation.ts'

/** The web application with what it stands on; the running server hands in what it lends. */
export function buildApp<C extends Context>(
  context: C,
  features: readonly Routes<C>[],
  log: (line: object) => void,
  operation: Partial<Operation> = {},
): Hono<Web> {
  return createApp(context, features, {
    metrics: metricsOf(context),
    ...operation,
    log,
    readViewer: (token, from, tenant) => readViewer(context, token, from, tenant),
    lettersQueued: () => lettersQueued(context),
  })
}

/** The figures of this process, with those of the outbox. */
export function metricsOf(context: Pick<Context, 'db' | 'now'>, { watchProcess = false } = {}): Metrics {
  return createMetrics(context, { watchProcess, readOutbox: () => readOutbox(context) })
}
