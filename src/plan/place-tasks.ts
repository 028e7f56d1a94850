import type { Day } from '../kernel/instant.ts'
import { NOTHING, Roster, type Shift, type Worker } from './roster.ts'

/** A piece of work to be given its days. */
export type Task = {
  id: string
  /** What it takes, in hours of one person. */
  hours: number
  /** What has to be done before, by id; ids that are no task of the plan are taken for done. */
  needs: readonly string[]
  /** Who does it; without, whoever is free first. */
  assignee?: string
  /** The first day that a person has fixed. */
  start?: Day
}

/** A task with its days. `work` is what it takes on each of them; nobody works on two tasks at once. */
export type Placed = { id: string; worker: string; start: Day; end: Day; work: readonly Shift[] }

/** Where a worker has come to: so many hours into the shift of that number. */
type Cursor = { index: number; used: number }
/** A moment of a day, as the share of the day's hours that are over. */
type Moment = { day: Day; share: number }
type Hand = { roster: Roster; cursor: Cursor }

const NEVER: Moment = { day: '9999-12-31', share: 1 }
const BEFORE: Moment = { day: '0000-01-01', share: 0 }
const BEGINNING: Cursor = { index: 0, used: 0 }

/**
 * An order of tasks by id, and who takes them. `free`: whoever is free first takes, of what may begin then, what is named first, so that
 * nobody waits for nothing. `through`: each in its turn goes to whoever is through with it first, so that no small job of many weeks goes
 * to somebody with an hour a week who happened to be free.
 */
export type Turns = { order: readonly string[]; by: 'free' | 'through' }

/**
 * Makes what gives each task its days. A task with a fixed first day has it, whatever it needs. What cannot be placed whole is left out:
 * it waits for itself in a circle, or for somebody who has no time any more.
 */
export function placerOf(tasks: readonly Task[], workers: readonly Worker[], from: Day): (turns: Turns) => Placed[] {
  const rosters = workers.map((worker) => new Roster(worker, from))
  const fixed = tasks
    .filter((task): task is FixedTask => task.start !== undefined)
    .toSorted((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)))
    .flatMap((task) => placeFixed(task, rosters, from) ?? [])
  const movable = tasks.filter(({ start }) => start === undefined)
  return ({ order, by }) => (by === 'free' ? placeByFree : placeByThrough)(movable, rosters, fixed, order)
}

type Ended = Placed & { over: Moment }
type FixedTask = Task & { start: Day }

/** The days of a task whose first one a person has fixed, kept free of everything else; without an assignee, of whoever is through first. */
function placeFixed({ id, hours, assignee, start }: FixedTask, rosters: readonly Roster[], from: Day): Ended | undefined {
  let best: { roster: Roster; work: Shift[]; end: Day } | undefined
  for (const roster of rosters) {
    if (assignee !== undefined && roster.worker.id !== assignee) continue
    const work = roster.fit(start > from ? start : from, hours)
    const end = work?.at(-1)?.day
    if (work && end !== undefined && (!best || end < best.end)) best = { roster, work, end }
  }
  best?.roster.reserve(best.work)
  return best && toEnded(id, best.roster.worker.id, best.work, { day: best.end, share: 1 })
}

function toEnded(id: string, worker: string, work: readonly Shift[], over: Moment): Ended | undefined {
  const [first, last] = [work[0], work.at(-1)]
  return first && last && { id, worker, start: first.day, end: last.day, work, over }
}

function placeByFree(
  tasks: readonly Task[],
  rosters: readonly Roster[],
  fixed: readonly Ended[],
  order: readonly string[],
): Placed[] {
  const rank = new Map(order.map((id, index) => [id, index]))
  const hands = rosters.map((roster): Hand => ({ roster, cursor: BEGINNING }))
  const placed = new Map(fixed.map((one) => [one.id, one]))
  const waiting = new Map(tasks.map((task) => [task.id, task]))

  /** What this worker may begin now and `order` names first. */
  const readyFor = (hand: Hand, now: Moment): Task | undefined => {
    let best: Task | undefined
    for (const task of waiting.values()) {
      if (task.assignee !== undefined && task.assignee !== hand.roster.worker.id) continue
      if (best && (rank.get(best.id) ?? 0) <= (rank.get(task.id) ?? 0)) continue
      if (task.needs.every((need) => !waiting.has(need) && !isLater(placed.get(need)?.over, now))) best = task
    }
    return best
  }

  while (waiting.size > 0) {
    const { now, first, others } = foremost(hands)
    if (!now) break
    const begun = first.some((hand) => {
      const next = readyFor(hand, now)
      if (!next) return false
      const work = spend(hand, next.hours)
      const ended = toEnded(next.id, hand.roster.worker.id, work, momentOf(hand))
      if (!ended || hoursOf(work) < next.hours - NOTHING) return false
      waiting.delete(next.id)
      placed.set(next.id, ended)
      return true
    })
    if (begun) continue
    const ends = [...placed.values()].map(({ over }) => over).filter((over) => isLater(over, now))
    const soonest = [...ends, ...others].reduce<Moment | undefined>(
      (best, one) => (best && isLater(one, best) ? best : one),
      undefined,
    )
    if (!soonest) break
    for (const hand of first) waitUntil(hand, soonest)
  }
  return [...placed.values()].map(({ over: _, ...one }) => one)
}

function placeByThrough(
  tasks: readonly Task[],
  rosters: readonly Roster[],
  fixed: readonly Ended[],
  order: readonly string[],
): Placed[] {
  const hands = rosters.map((roster): Hand => ({ roster, cursor: BEGINNING }))
  const placed = new Map(fixed.map((one) => [one.id, one]))
  const waiting = new Set(tasks.map(({ id }) => id))
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const turns = order.flatMap((id) => byId.get(id) ?? [])
  for (let at = 0; at < turns.length; ) {
    const next = turns[at]
    if (!next || next.needs.some((need) => waiting.has(need))) {
      at += 1
      continue
    }
    turns.splice(at, 1)
    let best: { hand: Hand; cursor: Cursor; ended: Ended } | undefined
    for (const hand of hands) {
      if (next.assignee !== undefined && next.assignee !== hand.roster.worker.id) continue
      const { roster } = hand
      const tried = { roster, cursor: hand.cursor }
      for (const need of next.needs) waitUntil(tried, placed.get(need)?.over ?? BEFORE)
      const work = spend(tried, next.hours)
      const ended = toEnded(next.id, roster.worker.id, work, momentOf(tried))
      if (!ended || hoursOf(work) < next.hours - NOTHING) continue
      if (!best || isLater(best.ended.over, ended.over)) best = { hand, cursor: tried.cursor, ended }
    }
    if (!best) continue
    best.hand.cursor = best.cursor
    placed.set(next.id, best.ended)
    waiting.delete(next.id)
    at = 0
  }
  return [...placed.values()].map(({ over: _, ...one }) => one)
}

/** Who is free at the earliest moment, and when all others are; without those who never have time again. */
function foremost(hands: readonly Hand[]): { now?: Moment; first: Hand[]; others: Moment[] } {
  const able = hands.filter(skip).map((hand) => ({ hand, at: momentOf(hand) }))
  const now = able.reduce<Moment | undefined>((best, { at }) => (best && !isLater(best, at) ? best : at), undefined)
  if (!now) return { first: [], others: [] }
  return {
    now,
    first: able.filter(({ at }) => !isLater(at, now)).map(({ hand }) => hand),
    others: able.filter(({ at }) => isLater(at, now)).map(({ at }) => at),
  }
}

/** The hours of some shifts in all. */
export function hoursOf(work: readonly Shift[]): number {
  return work.reduce((sum, { hours }) => sum + hours, 0)
}

/** Moves on to a shift with time left; false when there is none any more. */
function skip(hand: Hand): boolean {
  for (;;) {
    const shift = hand.roster.at(hand.cursor.index)
    if (!shift) return false
    if (shift.hours - hand.cursor.used > NOTHING) return true
    hand.cursor = { index: hand.cursor.index + 1, used: 0 }
  }
}

function spend(hand: Hand, hours: number): Shift[] {
  const work: Shift[] = []
  for (let left = hours; left > NOTHING && skip(hand); ) {
    const shift = hand.roster.at(hand.cursor.index)
    if (!shift) break
    const spent = Math.min(left, shift.hours - hand.cursor.used)
    work.push({ day: shift.day, hours: spent })
    hand.cursor = { index: hand.cursor.index, used: hand.cursor.used + spent }
    left -= spent
  }
  return work
}

function momentOf({ roster, cursor }: Hand): Moment {
  const shift = roster.at(cursor.index)
  return shift ? { day: shift.day, share: cursor.used / shift.hours } : NEVER
}

/** Lets time pass until something that somebody else does is over. */
function waitUntil(hand: Hand, until: Moment): void {
  for (;;) {
    const shift = hand.roster.at(hand.cursor.index)
    if (!shift || shift.day > until.day) return
    if (shift.day === until.day) {
      hand.cursor = { index: hand.cursor.index, used: Math.max(hand.cursor.used, shift.hours * until.share) }
      return
    }
    hand.cursor = { index: hand.cursor.index + 1, used: 0 }
  }
}

function isLater(moment: Moment | undefined, than: Moment): boolean {
  if (!moment) return false
  return moment.day > than.day || (moment.day === than.day && moment.share > than.share + NOTHING)
}
