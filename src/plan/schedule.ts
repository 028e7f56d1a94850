import { addMonths, daysBetween } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { type Placed, placerOf, type Task, type Turns } from './place-tasks.ts'
import type { Worker } from './roster.ts'

/** Work of a plan with what there is to know of its order. */
export type Valued = Task & {
  /** How much is gained by having it early: the criteria that it closes, more of them where people gave it priority. */
  worth: number
  /** After how many months its result can be shown, such as six for logs. */
  matures: number
  /** The day by which a person wants it done. */
  due?: Day
}

/** A task with its days, and the day from which on its result can be shown. */
export type Scheduled = Placed & { shown: Day }

export type Schedule = {
  tasks: Scheduled[]
  /** The order that it was made by, and who took what: `follow` makes the same schedule of it. */
  turns: Turns
  /** What could not be placed: it waits for itself in a circle, or for somebody who has no time. */
  unplaced: string[]
  /** The day on which everything can be shown; nothing while something is not placed, or there is nothing to do. */
  reached: Day | null
}

/** How many orders are tried, whatever the size: a plan of 60 tasks and one of 500 both come within about two seconds, on a busy machine. */
const TRIES = 24_000
const MOST_TRIES = 1200

/** So few tasks have few enough orders to try them all. */
const SEARCHED_WHOLE = 6

/**
 * The shortest way that is found within a fixed number of tries: first the days by which people want something done, then the day on
 * which everything can be shown, then what is worth most early. Of equals, what comes first in `tasks`. The same input gives the same schedule; the best one is not promised (the problem is NP-hard), see the test
 * against exhaustive search.
 */
export function schedule(tasks: readonly Valued[], workers: readonly Worker[], from: Day): Schedule {
  const place = placerOf(tasks, workers, from)
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const rate = (turns: Turns) => toSchedule(turns, place(turns), byId, from)
  const ways: Turns['by'][] = workers.length > 1 ? ['free', 'through'] : ['free']
  const orders = tasks.length > SEARCHED_WHOLE ? ordersToBeginWith(tasks) : everyOrder(tasks.map(({ id }) => id))
  const starts = orders.flatMap((order) => ways.map((by) => rate({ order, by }))).toSorted(byRating)
  let [best] = starts
  if (!best) return { turns: { order: [], by: 'free' }, tasks: [], unplaced: [], reached: null }
  if (tasks.length <= SEARCHED_WHOLE) return best.schedule
  let tries = Math.min(MOST_TRIES, Math.ceil(TRIES / tasks.length))
  for (const start of starts) {
    let here = start
    for (let improved = true; improved && tries > 0; ) {
      improved = false
      for (const turns of neighboursOf(here.schedule.turns, ways)) {
        if (tries <= 0) break
        tries -= 1
        const found = rate(turns)
        if (!isBetter(found, here)) continue
        here = found
        improved = true
        break
      }
    }
    if (isBetter(here, best)) best = here
  }
  return best.schedule
}

/** The schedule that an order gives, as it is: to see the same plan with other efforts. */
export function follow(turns: Turns, tasks: readonly Valued[], workers: readonly Worker[], from: Day): Schedule {
  return toSchedule(turns, placerOf(tasks, workers, from)(turns), new Map(tasks.map((task) => [task.id, task])), from).schedule
}

type Rated = { schedule: Schedule; unplaced: number; overdue: number; reached: Day; waited: number }

function toSchedule(turns: Turns, placed: readonly Placed[], tasks: ReadonlyMap<string, Valued>, from: Day): Rated {
  let [waited, overdue, reached] = [0, 0, from]
  const scheduled = placed.map((one) => {
    const task = tasks.get(one.id)
    const shown = task?.matures ? addMonths(one.end, task.matures) : one.end
    waited += (task?.worth ?? 0) * daysBetween(from, shown)
    if (task?.due !== undefined && one.end > task.due) overdue += 1
    if (shown > reached) reached = shown
    return { ...one, shown }
  })
  const there = new Set(placed.map(({ id }) => id))
  const unplaced = [...tasks.keys()].filter((id) => !there.has(id))
  return {
    schedule: {
      turns,
      tasks: scheduled,
      unplaced,
      reached: unplaced.length > 0 || scheduled.length === 0 ? null : reached,
    },
    unplaced: unplaced.length,
    overdue,
    reached,
    waited,
  }
}

function byRating(one: Rated, other: Rated): number {
  return Number(isBetter(other, one)) - Number(isBetter(one, other))
}

function isBetter(one: Rated, other: Rated): boolean {
  if (one.unplaced !== other.unplaced) return one.unplaced < other.unplaced
  if (one.overdue !== other.overdue) return one.overdue < other.overdue
  if (one.reached !== other.reached) return one.reached < other.reached
  return one.waited < other.waited
}

/** What takes longest from its beginning until all that hangs on it can be shown comes first; what is worth most for its hours; what is due. */
function ordersToBeginWith(tasks: readonly Valued[]): string[][] {
  if (tasks.length === 0) return []
  const reach = reachOf(tasks)
  const of = ({ id }: Valued) => reach.get(id) ?? NO_REACH
  const byTail = sortedBy(tasks, (task) => of(task).tail)
  const byWorth = sortedBy(tasks, (task) => of(task).worth / Math.max(of(task).hours, 0.1))
  const maturing = new Set(tasks.filter((task) => of(task).tail > of(task).hours).map(({ id }) => id))
  const orders = [byTail, byWorth, [...byTail.filter((id) => maturing.has(id)), ...byWorth.filter((id) => !maturing.has(id))]]
  if (tasks.every(({ due }) => due === undefined)) return orders
  const due = new Map(tasks.map((task) => [task.id, of(task).due]))
  const byDue = (order: string[]) =>
    order.toSorted((one, other) =>
      (due.get(one) ?? '') < (due.get(other) ?? '') ? -1 : Number((due.get(one) ?? '') > (due.get(other) ?? '')),
    )
  return [...orders.map(byDue), ...orders]
}

/** A month in hours, to weigh waiting against working when tasks are ordered: about 21 days of 8 hours. */
const HOURS_A_MONTH = 168

/** Of a task and all that hangs on it: the longest way until it can be shown, in hours; what it is worth and takes; its earliest due day. */
type Reach = { tail: number; worth: number; hours: number; due: Day }
const NEVER_DUE = '9999-12-31'
const NO_REACH: Reach = { tail: 0, worth: 0, hours: 0, due: NEVER_DUE }

function reachOf(tasks: readonly Valued[]): Map<string, Reach> {
  const dependents = new Map<string, Valued[]>()
  for (const task of tasks) for (const need of task.needs) dependents.set(need, [...(dependents.get(need) ?? []), task])
  const reach = new Map<string, Reach>()
  const visit = (task: Valued, above: ReadonlySet<string>): Reach => {
    const known = reach.get(task.id)
    if (known || above.has(task.id)) return known ?? NO_REACH
    const after = (dependents.get(task.id) ?? []).map((one) => visit(one, new Set([...above, task.id])))
    const found = {
      tail: task.hours + Math.max(task.matures * HOURS_A_MONTH, 0, ...after.map(({ tail }) => tail)),
      worth: task.worth + after.reduce((sum, { worth }) => sum + worth, 0),
      hours: task.hours + after.reduce((sum, { hours }) => sum + hours, 0),
      due: after.reduce((first, { due }) => (due < first ? due : first), task.due ?? NEVER_DUE),
    }
    reach.set(task.id, found)
    return found
  }
  for (const task of tasks) visit(task, new Set())
  return reach
}

function sortedBy(tasks: readonly Valued[], worth: (task: Valued) => number): string[] {
  return tasks.toSorted((one, other) => worth(other) - worth(one)).map(({ id }) => id)
}

function everyOrder(ids: readonly string[]): string[][] {
  if (ids.length <= 1) return ids.length === 0 ? [] : [[...ids]]
  return ids.flatMap((first) => everyOrder(ids.filter((id) => id !== first)).map((rest) => [first, ...rest]))
}

/**
 * Each order in which one task comes before the one that stood before it, and each in which one task comes first of all, in every way of
 * handing out, the way of now first; then each in which one task stands anywhere else.
 */
function* neighboursOf({ order, by }: Turns, ways: readonly Turns['by'][]): Generator<Turns> {
  for (const way of ways.toSorted((one, other) => Number(other === by) - Number(one === by))) {
    for (let index = 1; index < order.length; index += 1) yield { order: moved(order, index, index - 1), by: way }
    for (let index = 2; index < order.length; index += 1) yield { order: moved(order, index, 0), by: way }
  }
  for (const way of ways) {
    for (let from = 0; from < order.length; from += 1)
      for (let to = 1; to < order.length; to += 1)
        if (to !== from && to !== from - 1) yield { order: moved(order, from, to), by: way }
  }
}

function moved(order: readonly string[], from: number, to: number): string[] {
  const rest = order.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...order.slice(from, from + 1), ...rest.slice(to)]
}
