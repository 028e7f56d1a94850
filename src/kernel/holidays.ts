import holidays from '@holiday-jp/holiday_jp'
import type { Day } from './instant.ts'

/** Whether a day is a Japanese public holiday, those in lieu included. Known up to 2050; later days are none. */
export function isHoliday(day: Day): boolean {
  return day in holidays.holidays
}

/** Whether people in Japan usually work on a day: Monday to Friday, and no public holiday. */
export function isWorkday(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !isHoliday(day)
}
