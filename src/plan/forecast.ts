import { shareOf } from '../assessment/index.ts'
import type { Day } from '../kernel/instant.ts'
import type { Worker } from './roster.ts'
import { follow, type Schedule, type Valued } from './schedule.ts'

/** The coverage expected on a day, from 0 to 1: as we estimate, when all takes as long as it may, and when all goes quickly. */
export type Forecast = { date: Day; coverage: number; low: number; high: number }

/** What there is to close, and which measure closes it. A criterion that several measures work on is closed by the last of them. */
export type ToClose = {
  /** How many criteria are met or confirmed as 該当なし now, how many more a mere confirmation settles, and how many there are. */
  settled: number
  confirmed: number
  total: number
  measures: { id: string; closes: string[] }[]
}

type Efforts = { found: Schedule; low: readonly Valued[]; high: readonly Valued[]; workers: readonly Worker[]; from: Day }

/** The coverage at the end of each day on which it moves, from the first day to the one on which even the slowest case is through. */
export function forecastOf(toClose: ToClose, { found, low, high, workers, from }: Efforts): Forecast[] {
  const likely = closingsOf(toClose, found)
  const slow = closingsOf(toClose, follow(found.order, high, workers, from))
  const quick = closingsOf(toClose, follow(found.order, low, workers, from))
  const share = (closings: readonly Day[], day: Day) => {
    const closed = closings.filter((closing) => closing <= day).length
    const confirmed = day > from ? toClose.confirmed : 0
    return shareOf(toClose.settled + closed + confirmed, toClose.total)
  }
  const days = [...new Set([from, ...likely, ...slow, ...quick])].sort()
  return days.map((date) => ({ date, coverage: share(likely, date), low: share(slow, date), high: share(quick, date) }))
}

/** The day on which each criterion can be shown; none for what has no measure or no days. */
function closingsOf({ measures }: ToClose, { tasks }: Schedule): Day[] {
  const shown = new Map(tasks.map((task) => [task.id, task.shown]))
  const last = new Map<string, Day>()
  const never = new Set<string>()
  for (const { id, closes } of measures) {
    const day = shown.get(id)
    for (const criterion of closes) {
      if (day === undefined) never.add(criterion)
      else if (day > (last.get(criterion) ?? '')) last.set(criterion, day)
    }
  }
  return [...last].filter(([criterion]) => !never.has(criterion)).map(([, day]) => day)
}
