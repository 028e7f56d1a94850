import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ThreadTask, Workers } from '../context.ts'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import { root } from '../root.ts'

export type PoolLimits = {
  /** Threads at work at a time, in all and for one owner. */
  threads: number
  threadsOfOne: number
  /** Tasks that wait, in all and of one owner. */
  waiting: number
  waitingOfOne: number
  /** How long a task may take, and how long a thread with nothing to do is kept, in milliseconds. */
  deadline: number
  idle: number
  /** What the heap of a thread may take, in megabytes. */
  memory: number
}

/** Longer than most reports take, and not so long that somebody asks again. */
const PATIENCE = 2000

/** One thread fewer than processors, so that pages have one of their own. The largest workbook takes some 15 seconds. */
const LIMITS: PoolLimits = {
  threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
  threadsOfOne: 2,
  waiting: 100,
  waitingOfOne: 20,
  deadline: 60_000,
  idle: 30_000,
  memory: 512,
}

/**
 * Threads for what takes long. Owners take turns, so that many tasks of one keep no other waiting for all of them. What comes when
 * too much waits, takes too long or needs too much memory is refused in words; a thread that did is ended, and its memory with it.
 */
export function createWorkerPool(start = startWorker, limits = LIMITS): Workers & { close(): void } {
  const queue: Job[] = []
  const idle = new Map<Worker, NodeJS.Timeout>()
  const busy = new Map<Worker, Job & { late: NodeJS.Timeout }>()
  let last: string | undefined

  const next = () => {
    if (busy.size >= limits.threads) return
    const atWork = [...busy.values()].map(({ task }) => task.owner)
    const free = queue.filter(({ task }) => atWork.filter((owner) => owner === task.owner).length < limits.threadsOfOne)
    const job = free.find(({ task }) => task.owner !== last) ?? free[0]
    if (!job) return
    queue.splice(queue.indexOf(job), 1)
    last = job.task.owner
    const worker = take()
    busy.set(worker, {
      ...job,
      late: setTimeout(() => ended(worker, { outcome: refuse('work.late', TOO_LONG) }), limits.deadline),
    })
    worker.postMessage(job.task)
  }

  const take = (): Worker => {
    const [rested] = idle.keys()
    if (rested) {
      clearTimeout(idle.get(rested))
      idle.delete(rested)
      return rested
    }
    const worker = start(limits.memory)
    worker.on('message', (answer: Answer) => ended(worker, answer, answer.outcome !== undefined))
    worker.on('error', (fault: NodeJS.ErrnoException) =>
      ended(worker, fault.code === OUT_OF_MEMORY ? { outcome: refuse('work.memory', TOO_LARGE) } : { fault }),
    )
    worker.on('exit', (code) => ended(worker, { fault: new Error(`a thread ended with ${code}`) }))
    worker.unref()
    return worker
  }

  /** A task came to its end, or the thread did, be it at work or not. */
  const ended = (worker: Worker, { outcome, fault }: Answer, reusable = false) => {
    const job = busy.get(worker)
    busy.delete(worker)
    if (reusable) idle.set(worker, setTimeout(() => end(worker), limits.idle).unref())
    else end(worker)
    clearTimeout(job?.late)
    if (outcome) job?.settle(outcome)
    else job?.fail(fault)
    next()
  }

  const giveUp = (job: Job) => {
    const [worker] = [...busy].find(([, { settle }]) => settle === job.settle) ?? []
    if (worker) return ended(worker, { outcome: refuse('work.cancelled', CANCELLED) })
    if (!queue.includes(job)) return
    queue.splice(queue.indexOf(job), 1)
    job.settle(refuse('work.cancelled', CANCELLED))
  }

  const end = (worker: Worker) => {
    clearTimeout(idle.get(worker))
    idle.delete(worker)
    void worker.terminate()
  }

  return {
    patience: PATIENCE,
    run: <Result>(task: ThreadTask, signal?: AbortSignal) => {
      const own = queue.filter(({ task: { owner } }) => owner === task.owner).length
      if (queue.length >= limits.waiting || own >= limits.waitingOfOne) return Promise.resolve(refuse('work.busy', TOO_MUCH))
      return new Promise<Outcome<Result>>((resolve, reject) => {
        const job: Job = { task, settle: (outcome) => resolve(outcome as Outcome<Result>), fail: reject }
        signal?.addEventListener('abort', () => giveUp(job), { once: true })
        queue.push(job)
        next()
      })
    },
    close: () => {
      for (const { settle } of queue.splice(0)) settle(refuse('work.busy', TOO_MUCH))
      for (const worker of [...idle.keys(), ...busy.keys()]) end(worker)
    },
  }
}

type Job = { task: ThreadTask; settle(outcome: Outcome<unknown>): void; fail(fault: unknown): void }
/** What a thread says of a task: its outcome, or the fault that it ended with. */
type Answer = { outcome?: Outcome<unknown>; fault?: unknown }

/** The thread's program is built beside ours. */
function startWorker(memory: number): Worker {
  return new Worker(join(root, 'dist/worker.mjs'), {
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 16 },
  })
}

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY'
const TOO_MUCH = {
  ja: 'ほかのファイルの作成や読み取りで混み合っています。1分ほど待ってから、もう一度お試しください。何も書き込んでいません。',
  en: 'Many files are being made or read right now. Wait a minute and try again. Nothing was written.',
}
const CANCELLED = { ja: '取りやめました。何も書き込んでいません。', en: 'It was cancelled. Nothing was written.' }
const TOO_LONG = {
  ja: '時間がかかりすぎたので、途中でやめました。ファイルを分けるか、不要なシートや行を消してから、もう一度お試しください。何も書き込んでいません。',
  en: 'It took too long and was stopped. Split the file, or remove sheets and rows that are not needed, and try again. Nothing was written.',
}
const TOO_LARGE = {
  ja: '内容が多すぎて扱えませんでした。ファイルを分けるか、不要なシートや行を消してから、もう一度お試しください。何も書き込んでいません。',
  en: 'There was too much in it. Split the file, or remove sheets and rows that are not needed, and try again. Nothing was written.',
}
