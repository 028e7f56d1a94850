import { shareOf } from '../assessment/index.ts'
import type { Day } from '../kernel/instant.ts'
import type { Schedule } from './schedule.ts'

/** The coverage expected on a day, from 0 to 1: as we estimate, when all takes as long as it may, and when all goes quickly. */
export type Forecast = { date: Day; coverage: number; low: number; high: number }

/** What there is to close, and which piece of work closes it. A criterion that several of them work on is closed by the last one. */
export type ToClose = {
  /** How many criteria are met or confirmed as 該当なし now, how many more a mere confirmation settles, and how many there are. */
  settled: number
  confirmed: number
  total: number
  pieces: readonly { id: string; closes: readonly string[] }[]
  /** Work that is over, and the day on which its result can be shown. */
  worked: readonly { closes: readonly string[]; shown: Day }[]
}

/** The plan as we estimate it, when all goes quickly and when all takes as long as it may: in the same order. */
type Cases = { likely: Schedule; quick: Schedule; slow: Schedule }

/** The coverage at the end of each day on which it moves, from the first day to the one on which even the slowest case is through. */
export function forecastOf(toClose: ToClose, cases: Cases, from: Day): Forecast[] {
  const likely = closingsOf(toClose, cases.likely)
  const slow = closingsOf(toClose, cases.slow)
  const quick = closingsOf(toClose, cases.quick)
  const share = (closings: readonly Day[], day: Day) => {
    const closed = closings.filter((closing) => closing <= day).length
    const confirmed = day > from ? toClose.confirmed : 0
    return shareOf(toClose.settled + closed + confirmed, toClose.total)
  }
  const days = [...new Set([from, ...likely, ...slow, ...quick])].sort()
  return days.map((date) => ({ date, coverage: share(likely, date), low: share(slow, date), high: share(quick, date) }))
}

/** The day on which each criterion can be shown; none for what has no work or no days. */
function closingsOf({ pieces, worked }: ToClose, { tasks }: Schedule): Day[] {
  const days = new Map(tasks.map((task) => [task.id, task.shown]))
  const last = new Map<string, Day>()
  const never = new Set<string>()
  for (const { closes, shown } of [...worked, ...pieces.map(({ id, closes }) => ({ closes, shown: days.get(id) }))]) {
    for (const criterion of closes) {
      if (shown === undefined) never.add(criterion)
      else if (shown > (last.get(criterion) ?? '')) last.set(criterion, shown)
    }
  }
  return [...last].filter(([criterion]) => !never.has(criterion)).map(([, day]) => day)
}
