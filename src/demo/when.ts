import { type Day, dayInJapan, type Instant, toJapaneseDate } from '../kernel/instant.ts'

/** The moment that `when` means on the day of use: `-68 14:05` is 68 days before, `2026-02-12 14:00` is itself. Both in Japan. */
export function momentOf(when: string, now: Instant): Instant {
  const [day = '', time = ''] = when.split(' ')
  const date = day.startsWith('-') ? shiftDays(dayInJapan(now), Number(day)) : day
  return new Date(`${date}T${time}:00+09:00`).toISOString()
}

/** Puts dates into a text, counted from the day of use: `<+45日>`, `<-2か月>`, `<今年度>`, `<昨年度>`. */
export function tellDates(text: string, now: Instant): string {
  const today = dayInJapan(now)
  return text
    .replaceAll(/<([+-]\d+)日>/g, (_, days: string) => toJapaneseDate(shiftDays(today, Number(days))))
    .replaceAll(/<([+-]\d+)か月>/g, (_, months: string) => monthWords(today, Number(months)))
    .replaceAll('<今年度>', `${fiscalYear(today)}年度`)
    .replaceAll('<昨年度>', `${fiscalYear(today) - 1}年度`)
}

function shiftDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function monthWords(today: Day, months: number): string {
  const count = monthsSinceZero(today) + months
  return `${Math.floor(count / 12)}年${(count % 12) + 1}月`
}

/** The Japanese fiscal year begins in April. */
function fiscalYear(today: Day): number {
  return Math.floor((monthsSinceZero(today) - 3) / 12)
}

function monthsSinceZero(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}
