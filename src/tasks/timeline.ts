import { addDays, daysBetween, mondayOf, sundayOf } from '../kernel/calendar.ts'
import { isWorkday } from '../kernel/holidays.ts'
import type { Day } from '../kernel/instant.ts'
import type { Task } from './task.ts'

/** Whole weeks: the Monday of the first, and how many days up to the Sunday of the last. */
type Range = { from: Day; days: number }
/** Where something lies in a range, in percent of its width. */
type Place = { x: number; width: number }
/** A bar of a task: the days that people fixed, those of the last planning, or the wait until what was done can be shown. */
export type Bar = Place & { kind: 'own' | 'planned' | 'wait'; from: Day; to: Day }
/** A label under the axis: a week by its Monday, or a month by its first day. */
type Label = { x: number; day: Day; kind: 'week' | 'month' }

/** What a timeline draws behind its bars, and the bars of each task. */
export type Timeline = { range: Range; off: Place[]; labels: Label[]; today: number | undefined; bars: Map<string, Bar[]> }

/** How far from today a timeline reaches at most, in days. */
const FARTHEST = { back: 366, ahead: 3 * 366 }
/** Up to how many weeks the axis names each of them; longer ones name months, at most so many. */
const MOST_LABELS = 12

/** The tasks in whole weeks, from the first of their days to the last, today among them. */
export function toTimeline(tasks: readonly Task[], today: Day): Timeline {
  const spans = tasks.map((task) => ({ id: task.id, spans: spansOf(task) }))
  const range = rangeOf(
    spans.flatMap((one) => one.spans),
    today,
  )
  const bars = spans.map(({ id, spans: own }): [string, Bar[]] => [
    id,
    own.flatMap((span) => {
      const place = placeOf(range, span.from, span.to)
      return place ? [{ ...span, ...place }] : []
    }),
  ])
  const days = Array.from({ length: range.days }, (_, at) => addDays(range.from, at))
  const [off, labels] = [daysOff(range, days), labelsOf(range, days)]
  return { range, off, labels, today: placeOf(range, today, today)?.x, bars: new Map(bars) }
}

/** The stretches of days of a task: the wait only after planned days, and planned days beside people's own only where they differ. */
function spansOf({ startOn, dueOn, planned }: Task): Pick<Bar, 'kind' | 'from' | 'to'>[] {
  const spans: Pick<Bar, 'kind' | 'from' | 'to'>[] = []
  const own = { from: startOn ?? planned?.start ?? dueOn, to: dueOn ?? planned?.end ?? startOn }
  if ((startOn !== null || dueOn !== null) && own.from && own.to) {
    const [from, to] = own.from <= own.to ? [own.from, own.to] : dueOn !== null ? [own.to, own.to] : [own.from, own.from]
    spans.push({ kind: 'own', from, to })
  }
  if (planned && !spans.some(({ from, to }) => from === planned.start && to === planned.end))
    spans.push({ kind: 'planned', from: planned.start, to: planned.end })
  if (planned && planned.shown > planned.end) spans.push({ kind: 'wait', from: addDays(planned.end, 1), to: planned.shown })
  return spans
}

function rangeOf(spans: readonly { from: Day; to: Day }[], today: Day): Range {
  const [earliest, latest] = [addDays(today, -FARTHEST.back), addDays(today, FARTHEST.ahead)]
  const days = [today, ...spans.flatMap(({ from, to }) => [from, to])].filter((day) => day >= earliest && day <= latest).sort()
  const from = mondayOf(days[0] ?? today)
  const to = sundayOf(days.at(-1) ?? today)
  return { from, days: daysBetween(from, to) + 1 }
}

/** Where days lie, both included; nothing where none of them is in the range. */
function placeOf(range: Range, from: Day, to: Day): Place | undefined {
  const first = Math.max(0, daysBetween(range.from, from))
  const last = Math.min(range.days, daysBetween(range.from, to) + 1)
  return last > first ? { x: percent(first, range), width: percent(last - first, range) } : undefined
}

/** Weekends and public holidays, those in a row as one. */
function daysOff(range: Range, days: readonly Day[]): Place[] {
  const off: { first: number; days: number }[] = []
  for (const [at, day] of days.entries()) {
    if (isWorkday(day)) continue
    const last = off.at(-1)
    if (last && last.first + last.days === at) last.days += 1
    else off.push({ first: at, days: 1 })
  }
  return off.map((one) => ({ x: percent(one.first, range), width: percent(one.days, range) }))
}

function labelsOf(range: Range, days: readonly Day[]): Label[] {
  const all = days.map((day, at) => ({ day, x: percent(at, range) }))
  const weeks = all.filter((_, at) => at % 7 === 0)
  if (weeks.length <= MOST_LABELS) return weeks.map((week) => ({ ...week, kind: 'week' }))
  const months = all.filter(({ day }) => day.endsWith('-01'))
  const every = Math.ceil(months.length / MOST_LABELS)
  return months.filter((_, at) => at % every === 0).map((month) => ({ ...month, kind: 'month' }))
}

function percent(days: number, range: Range): number {
  return Math.round((100_000 * days) / range.days) / 1000
}
