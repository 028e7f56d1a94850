import { addDays, DAY, daysBetween, elapsed, momentInJapan, mondayOf } from '../kernel/calendar.ts'
import { isWorkday } from '../kernel/holidays.ts'
import { type Day, dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** How often somebody is written to: on every working day, on the first one of the week, never. */
export const RHYTHMS = ['daily', 'weekly', 'none'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export const RHYTHM_WORDS: Record<Rhythm, Words> = {
  daily: { ja: '平日の毎朝', en: 'Every working day' },
  weekly: { ja: '週に1回(月曜の朝。祝日なら次の平日)', en: 'Once a week, on its first working day' },
  none: { ja: '受け取らない', en: 'Never' },
}

/** In Japan. */
const HOUR_OF_LETTERS = '08:00'
/** A letter that a server could not write in time is written later, but not this much later. */
const TOO_LATE = 3 * DAY
const FARTHEST = 14

/** The day whose letter is due at a moment: the last one of the rhythm whose morning has come. Nothing where that is too long ago. */
export function dueDay(rhythm: Rhythm, now: Instant): { day: Day; at: Instant } | undefined {
  const today = dayInJapan(now)
  for (let back = 0; back < FARTHEST; back += 1) {
    const day = addDays(today, -back)
    const at = momentInJapan(day, HOUR_OF_LETTERS)
    if (at <= now && falls(rhythm, day)) return elapsed(at, now) < TOO_LATE ? { day, at } : undefined
  }
  return undefined
}

function falls(rhythm: Rhythm, day: Day): boolean {
  if (rhythm === 'none' || !isWorkday(day)) return false
  if (rhythm === 'daily') return true
  return Array.from({ length: daysBetween(mondayOf(day), day) }, (_, index) => addDays(day, -index - 1)).every(
    (earlier) => !isWorkday(earlier),
  )
}
