import { addDays, daysBetween } from '../kernel/calendar.ts'
import { type Day, dayInJapan, type Instant } from '../kernel/instant.ts'

/** A criterion that was settled (`1`: met, or 該当なし confirmed) or came open again (`-1`) at a moment. */
export type Settling = { criterion: string; at: Instant; by: 1 | -1 }

/** How many criteria were settled at the end of each day from the first to the last, both included, oldest first. */
export type Trend = { day: Day; settled: number }[]

/** No trend is drawn longer than that, in days: what came before stands in its first day. */
const LONGEST = 92

/** The trend until today of those criteria that `counts`. At least a week long, so that one day is not a line. */
export function toTrend(settlings: readonly Settling[], today: Day, counts: ReadonlySet<string>): Trend {
  const changes = settlings.filter(({ criterion }) => counts.has(criterion)).map(({ at, by }) => ({ day: dayInJapan(at), by }))
  const earliest = changes.reduce((first, { day }) => (day < first ? day : first), today)
  const length = Math.min(LONGEST, Math.max(7, daysBetween(earliest, today)))
  const from = addDays(today, -length)
  const byDay = new Map<Day, number>()
  for (const { day, by } of changes) {
    const counted = day < from ? from : day
    byDay.set(counted, (byDay.get(counted) ?? 0) + by)
  }
  let settled = 0
  return Array.from({ length: length + 1 }, (_, index) => {
    const day = addDays(from, index)
    settled += byDay.get(day) ?? 0
    return { day, settled }
  })
}

/** The day that a number of today is compared with, as it stood at that day's end. */
export function weekBefore(today: Day): Day {
  return addDays(today, -7)
}

/** How many more are settled than a week before; fewer where it is negative. */
export function changeOfWeek(trend: Trend): number {
  const last = trend.at(-1)
  if (!last) return 0
  const before = weekBefore(last.day)
  return last.settled - (trend.find(({ day }) => day === before)?.settled ?? 0)
}
