import { addDays, addMonths, fiscalYear, momentInJapan } from '../kernel/calendar.ts'
import { type Day, dayInJapan, type Instant, toJapaneseDate } from '../kernel/instant.ts'

/** The moment that `when` means on the day of use: `-68 14:05` is 68 days before, `2026-02-12 14:00` is itself. Both in Japan. */
export function momentOf(when: string, now: Instant): Instant {
  const [day = '', time = ''] = when.split(' ')
  const date = day.startsWith('-') ? addDays(dayInJapan(now), Number(day)) : day
  return momentInJapan(date, time)
}

/** Puts dates into a text, counted from the day of use: `<+45日>`, `<-2か月>`, `<今年度>`, `<昨年度>`. */
export function tellDates(text: string, now: Instant): string {
  const today = dayInJapan(now)
  return text
    .replaceAll(/<([+-]\d+)日>/g, (_, days: string) => toJapaneseDate(addDays(today, Number(days))))
    .replaceAll(/<([+-]\d+)か月>/g, (_, months: string) => monthWords(today, Number(months)))
    .replaceAll('<今年度>', `${fiscalYear(today)}年度`)
    .replaceAll('<昨年度>', `${fiscalYear(today) - 1}年度`)
}

function monthWords(today: Day, months: number): string {
  const [year, month] = addMonths(today, months).split('-').map(Number)
  return `${year}年${month}月`
}
