import type { Hono } from 'hono'
import { readViewer } from '../account/sign-in/actions.ts'
import { findElsewhere } from '../assessment/actions.ts'
import type { Context } from '../context.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { noteRefused } from '../log/actions.ts'
import { authorOf, type RefusedRequest } from '../log/index.ts'
import { lettersQueued, readOutbox } from '../mail/actions.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'
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
    elsewhere: (signedIn, here, path) => findElsewhere(context, signedIn, here, path),
    lettersQueued: () => lettersQueued(context),
    turnedAway: ({ viewer, signedIn, ...request }) => noteRefused(context, { ...request, ...whoseOf(viewer, signedIn) }),
  })
}

/** Whoever was turned away, and whose log is told: their organisation's, or that of the installation. */
function whoseOf(viewer: Viewer | undefined, signedIn: SignedIn | undefined): Pick<RefusedRequest, 'by' | 'tenant'> {
  if (viewer) {
    const { tenant, person, personName: name, roles, engagement } = viewer
    return { tenant, by: { kind: 'person', person, name, roles, engagement: engagement?.id ?? null } }
  }
  const { account, name } = signedIn ?? {}
  const by = account === undefined ? { kind: 'unknown' as const } : authorOf({ id: account, name: name ?? '' })
  return { tenant: INSTALLATION, by }
}

/** The figures of this process, with those of the outbox. */
export function metricsOf(context: Pick<Context, 'db' | 'now'>, { watchProcess = false } = {}): Metrics {
  return createMetrics(context, { watchProcess, readOutbox: () => readOutbox(context) })
}
