/** A moment as an ISO 8601 string in UTC, `2026-11-23T01:02:03.000Z`. */
export type Instant = string

/** A calendar day in Japan, `2026-11-23`. */
export type Day = string

const JST_OFFSET = 9 * 60 * 60 * 1000

/** The day in Japan at that moment. */
export function dayInJapan(instant: Instant): Day {
  return new Date(Date.parse(instant) + JST_OFFSET).toISOString().slice(0, 10)
}

/** `2026年11月23日 10:02` in Japan; the English form is `2026-11-23 10:02 JST`. */
export function toWordsInJapan(instant: Instant, lang: 'ja' | 'en' = 'ja'): string {
  const local = new Date(Date.parse(instant) + JST_OFFSET).toISOString()
  const time = local.slice(11, 16)
  return lang === 'ja' ? `${toJapaneseDate(local.slice(0, 10))} ${time}` : `${local.slice(0, 10)} ${time} JST`
}

/** A day as a language writes it. */
export function sayDay({ t }: { t(ja: string, en: string): string }, day: Day): string {
  return t(toJapaneseDate(day), day)
}

/** `2027-03-31` → `2027年3月31日`. */
export function toJapaneseDate(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
