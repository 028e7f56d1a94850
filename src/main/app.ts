import type { Hono } from 'hono'
import { readViewer } from '../account/sign-in/actions.ts'
import type { Ground } from '../context.ts'
import { lettersQueued, readOutbox } from '../mail/actions.ts'
import { createApp, type Routes, type Web } from '../web/app.tsx'
import { createMetrics, type Metrics } from '../web/metrics.ts'
import type { Operation } from '../web/operation.ts'

/** The web application with what it stands on; the running server hands in what it lends. */
export function buildApp<C extends Ground>(
  ground: C,
  features: readonly Routes<C>[],
  log: (line: object) => void,
  operation: Partial<Operation> = {},
): Hono<Web> {
  return createApp(ground, features, {
    metrics: metricsOf(ground),
    ...operation,
    log,
    readViewer: (token, from) => readViewer(ground, token, from),
    lettersQueued: () => lettersQueued(ground),
  })
}

/** The figures of this process, with those of the outbox. */
export function metricsOf(ground: Pick<Ground, 'db' | 'now'>, { watchProcess = false } = {}): Metrics {
  return createMetrics(ground, { watchProcess, readOutbox: () => readOutbox(ground) })
}
