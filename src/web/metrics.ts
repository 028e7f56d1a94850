import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Context } from '../context.ts'
import type { Db, Weakness } from '../db/db.ts'
import { weaknessesOf } from '../db/ping.ts'
import { elapsed, SECOND, unixSeconds } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'

/** Figures for whoever watches the server, in the form of Prometheus. No label names a person, an organisation, or a thing of theirs. */
export type Metrics = {
  /** A request was answered: by the pattern of its route, never by its path. */
  request(route: string, method: string, status: number, ms: number): void
  /** A job ended, at `at`. */
  job(name: string, ok: boolean, at: string): void
  text(): Promise<string>
  contentType: string
}

/** How the outbox stands: letters that wait, since when the oldest does, and those that were given up. */
type Outbox = { waiting: number; givenUp: number; oldest: Instant | undefined }

/** `watchProcess` adds memory, processor time and the delays of the event loop: once per process. */
export function createMetrics(
  context: Pick<Context, 'db' | 'now'>,
  { readOutbox, watchProcess = false }: { readOutbox: () => Promise<Outbox>; watchProcess?: boolean },
): Metrics {
  const registers = [new Registry()]
  const [register] = registers as [Registry]
  if (watchProcess) collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'hoshitori_http_request_seconds',
    help: 'Time to answer a request, by the pattern of its route',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const jobsDone = new Gauge({
    name: 'hoshitori_job_last_success_timestamp_seconds',
    help: 'When a background job last succeeded',
    labelNames: ['job'],
    registers,
  })
  const jobsFailed = new Counter({
    name: 'hoshitori_job_failures_total',
    help: 'Failed runs of a background job',
    labelNames: ['job'],
    registers,
  })
  const engine = new Gauge({ name: 'hoshitori_database_info', help: 'The database engine', labelNames: ['engine'], registers })
  engine.set({ engine: context.db.engine }, 1)
  const up = new Gauge({ name: 'hoshitori_database_up', help: '1 when the database answered', registers })
  const degraded = new Gauge({
    name: 'hoshitori_database_degraded',
    help: '1 when the database answers, and its disk is nearly or quite full, or it only reads',
    labelNames: ['what'],
    registers,
  })
  const waiting = new Gauge({ name: 'hoshitori_mail_waiting', help: 'Letters that wait to be sent', registers })
  const oldest = new Gauge({
    name: 'hoshitori_mail_oldest_waiting_seconds',
    help: 'How long the oldest of them has waited',
    registers,
  })
  const givenUp = new Gauge({
    name: 'hoshitori_mail_given_up',
    help: 'Letters of the last 30 days that could not be sent',
    registers,
  })
  counted('hoshitori_database_round_trips_total', 'How often the database was asked', 'roundTrips')
  counted('hoshitori_database_fsyncs_total', 'How often the disk was asked to keep what was written', 'fsyncs')
  counted('hoshitori_database_connections_lost_total', 'How often a connection to PostgreSQL was lost', 'lostConnections')
  return {
    request: (route, method, status, ms) => {
      const known = METHODS.has(method) ? method : 'other'
      requests.observe({ route, method: known, status: `${Math.floor(status / 100)}xx` }, ms / 1000)
    },
    job: (name, ok, at) => {
      if (ok) jobsDone.set({ job: name }, unixSeconds(at))
      else jobsFailed.inc({ job: name })
    },
    text: async () => {
      const outbox = await readOutbox().catch(() => undefined)
      up.set(outbox ? 1 : 0)
      const weak = outbox ? await weaknessesOf(context.db) : []
      for (const what of WEAKNESSES) degraded.set({ what }, weak.includes(what) ? 1 : 0)
      if (outbox) {
        waiting.set(outbox.waiting)
        givenUp.set(outbox.givenUp)
        oldest.set(outbox.oldest ? elapsed(outbox.oldest, context.now()) / SECOND : 0)
      }
      return register.metrics()
    },
    contentType: register.contentType,
  }

  /** A figure that the database itself counts; 0 where it does not. */
  function counted(name: string, help: string, count: keyof ReturnType<NonNullable<Db['counts']>>): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(context.db.counts?.()[count] ?? 0)
      },
    })
  }
}

const WEAKNESSES = ['disk-low', 'disk-full', 'read-only'] as const satisfies readonly Weakness[]
const METHODS = new Set(['GET', 'HEAD', 'POST'])
