import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noDatabase, testContext } from '../../tests/context.ts'
import { type Job, type JobReport, type Signals, startJobs } from './schedule.ts'

const context = testContext(noDatabase)
let reports: JobReport[]
const report = (one: JobReport) => reports.push(one)

beforeEach(() => {
  vi.useFakeTimers()
  reports = []
})
afterEach(() => {
  vi.useRealTimers()
})

/** A job whose runs end when the test says so. */
function held(): { job: Job; signals: Signals[]; end(fault?: Error): Promise<void> } {
  const signals: Signals[] = []
  const ends: ((fault?: Error) => void)[] = []
  const run: Job['run'] = (_ground, given) => {
    signals.push(given)
    return new Promise((resolve, reject) => {
      ends.push((fault) => (fault ? reject(fault) : resolve(undefined)))
    })
  }
  return {
    job: { name: 'held', everyMs: 10_000, run },
    signals,
    end: async (fault) => {
      ends.shift()?.(fault)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

describe('a job', () => {
  test('runs soon after the start and then every so often', async () => {
    let runs = 0
    const run = async () => ({ done: ++runs })
    const schedule = startJobs([{ name: 'often', everyMs: 60_000, run }], context, report)
    await vi.advanceTimersByTimeAsync(1999)
    expect(runs).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(runs).toBe(1)
    await vi.advanceTimersByTimeAsync(180_000)
    expect(runs).toBe(4)
    expect(reports.at(-1)).toEqual({ job: 'often', did: { done: 4 } })
    await schedule.stop(0)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(runs).toBe(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('never runs twice at once; nudged meanwhile, it runs once more', async () => {
    const { job, signals, end } = held()
    const schedule = startJobs([job], context, report)
    schedule.nudge('held')
    schedule.nudge('held')
    schedule.nudge('held')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(signals).toHaveLength(1)
    await end()
    expect(signals).toHaveLength(2)
    await end()
    expect(signals).toHaveLength(2)
    schedule.nudge('nobody')
  })

  test('that fails is reported, stops nothing, and runs again', async () => {
    const { job, signals, end } = held()
    const run = vi.fn(async () => undefined)
    const other: Job = { name: 'other', everyMs: 1000, run }
    startJobs([job, other], context, report)
    await vi.advanceTimersByTimeAsync(2000)
    await end(new Error('no disk'))
    expect(reports).toContainEqual({ job: 'held', fault: new Error('no disk') })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(signals).toHaveLength(2)
    expect(run.mock.calls.length).toBeGreaterThan(5)
  })

  test('that throws before it begins is no different', async () => {
    const broken: Job = {
      name: 'broken',
      everyMs: 1000,
      run: () => {
        throw new Error('at once')
      },
    }
    startJobs([broken], context, report)
    await vi.advanceTimersByTimeAsync(2000)
    expect(reports).toEqual([
      { job: 'broken', fault: new Error('at once') },
      { job: 'broken', fault: new Error('at once') },
    ])
  })
})

describe('when the server stops', () => {
  test('what is under way may finish, nothing begins, and what is left for the end is done', async () => {
    const { job, signals, end } = held()
    const atEnd = vi.fn(async () => {})
    const schedule = startJobs([{ ...job, atEnd }], context, report)
    schedule.nudge('held')
    let stopped = false
    const stopping = schedule.stop(10_000).then(() => {
      stopped = true
    })
    expect(signals[0]?.stopping.aborted).toBe(true)
    schedule.nudge('held')
    await vi.advanceTimersByTimeAsync(9000)
    expect([stopped, signals[0]?.cut.aborted]).toEqual([false, false])
    await end()
    await stopping
    expect(signals).toHaveLength(1)
    expect(atEnd).not.toHaveBeenCalled()
    await schedule.finish()
    expect(atEnd).toHaveBeenCalledWith(context)
  })

  test('what does not finish is told to leave off', async () => {
    const { job, signals } = held()
    const schedule = startJobs([job], context, report)
    schedule.nudge('held')
    void schedule.stop(10_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(signals[0]?.cut.aborted).toBe(true)
  })

  test('what fails at the end is reported and keeps nothing from the rest', async () => {
    const atEnd = vi.fn(async () => {})
    const bad: Job = { name: 'bad', everyMs: 1000, run: async () => undefined, atEnd: () => Promise.reject(new Error('late')) }
    const schedule = startJobs([bad, { name: 'good', everyMs: 1000, run: async () => undefined, atEnd }], context, report)
    await schedule.stop(0)
    await schedule.finish()
    expect(reports).toContainEqual({ job: 'bad', fault: new Error('late') })
    expect(atEnd).toHaveBeenCalledOnce()
  })
})
