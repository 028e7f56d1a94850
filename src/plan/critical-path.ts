import type { Day } from '../kernel/instant.ts'
import type { Scheduled, Valued } from './schedule.ts'

/** A link of the critical path, and why it begins no earlier: the start of the plan, its own fixed day, what it needs, or whoever does it. */
export type CriticalTask = { id: string; after: 'start' | 'fixed' | 'need' | 'worker' }

/**
 * The work that decides when everything can be shown, in its order: each begins as soon as the one before is over. A day that is lost on
 * one of them is lost for all.
 */
export function criticalPath(
  scheduled: readonly Scheduled[],
  tasks: readonly Pick<Valued, 'id' | 'needs' | 'start'>[],
): CriticalTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const path: CriticalTask[] = []
  let at = scheduled.reduce<number>((last, { shown }, index) => (shown >= (scheduled[last]?.shown ?? '') ? index : last), 0)
  for (let one = scheduled[at]; one; one = scheduled[at]) {
    const task = byId.get(one.id)
    const fixed = task?.start !== undefined
    const before = fixed ? undefined : lastBefore(scheduled, at, task?.needs ?? [])
    path.unshift({ id: one.id, after: fixed ? 'fixed' : (before?.because ?? 'start') })
    at = before?.index ?? -1
  }
  return path
}

type Before = { index: number; end: Day; because: 'need' | 'worker' }

/** What ended last of all that a task waited for; of equals what it needs. It was placed before, or its days were fixed. */
function lastBefore(scheduled: readonly Scheduled[], at: number, needs: readonly string[]): Before | undefined {
  const own = scheduled[at]
  let best: Before | undefined
  for (const [index, { id, worker, end }] of scheduled.slice(0, at).entries()) {
    const because = needs.includes(id) ? 'need' : worker === own?.worker ? 'worker' : undefined
    if (!because || !own || end > own.start) continue
    const isLater = !best || end > best.end || (end === best.end && (because === 'need' || best.because === 'worker'))
    if (isLater) best = { index, end, because }
  }
  return best
}
