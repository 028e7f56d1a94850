import type { Context } from '../context.ts'

/** `stopping`: begin nothing new. `cut`: leave off what is under way, too. */
export type Signals = { stopping: AbortSignal; cut: AbortSignal }

/** Something that the server does by itself, again and again. */
export type Job = {
  name: string
  everyMs: number
  /** What it did, in numbers, is told to the log when it did anything. */
  run(context: Context, signals: Signals): Promise<Record<string, number> | undefined>
  /** What is left to do once nobody is served any more. */
  atEnd?(context: Context): Promise<unknown>
}

/** What became of a run. */
export type JobReport = { job: string; did: Record<string, number> | undefined } | { job: string; fault: Error }

type Schedule = {
  /** Runs a job now, or once more when it is under way. */
  nudge(name: string): void
  /** Begins nothing any more, and waits for what is under way; after `ms` it is cut off. */
  stop(ms: number): Promise<void>
  /** Does what jobs leave for the end. */
  finish(): Promise<void>
}

/** How long after the start every job runs for the first time, in milliseconds. */
const FIRST_RUN = 2000

/** Runs each job now and then, never twice at once. A job that fails is reported, and runs again when its time comes. */
export function startJobs(jobs: readonly Job[], context: Context, report: (what: JobReport) => void): Schedule {
  const stopping = new AbortController()
  const cut = new AbortController()
  const signals = { stopping: stopping.signal, cut: cut.signal }
  const underWay = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()

  const attempt = async ({ name: job }: Job, work: () => Promise<unknown>): Promise<void> => {
    try {
      const did = await work()
      report({ job, did: typeof did === 'object' && did !== null ? (did as Record<string, number>) : undefined })
    } catch (fault) {
      report({ job, fault: fault instanceof Error ? fault : new Error(String(fault)) })
    }
  }
  const runNow = (job: Job): void => {
    if (stopping.signal.aborted) return
    if (underWay.has(job.name)) return void again.add(job.name)
    const done = attempt(job, () => job.run(context, signals)).finally(() => {
      underWay.delete(job.name)
      if (again.delete(job.name)) runNow(job)
    })
    underWay.set(job.name, done)
  }
  const wind = (job: Job, ms: number): void => {
    const ring = () => {
      runNow(job)
      wind(job, job.everyMs)
    }
    timers.set(job.name, setTimeout(ring, ms).unref())
  }

  for (const job of jobs) wind(job, Math.min(FIRST_RUN, job.everyMs))
  return {
    nudge: (name) => {
      const job = jobs.find((one) => one.name === name)
      if (job) runNow(job)
    },
    stop: async (ms) => {
      stopping.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      const end = setTimeout(() => cut.abort(), ms)
      await Promise.all(underWay.values())
      clearTimeout(end)
    },
    finish: async () => {
      for (const job of jobs) if (job.atEnd) await attempt(job, () => job.atEnd?.(context) ?? Promise.resolve())
    },
  }
}
