import { DAY } from '../kernel/calendar.ts'

/** From when a workbook counts its days: `1904` in old files of the Macintosh. */
export type DateSystem = '1900' | '1904'

/** `46476` → `2027-03-30`; with ` 10:30` behind it where there is a time, or the time alone where there is no day. */
export function toDateText(serial: number, system: DateSystem): string {
  const date = new Date(Math.round((DAY_ZERO[system] + realDay(serial, system)) * DAY))
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (day < '1900-01-01') return time
  return time === '00:00' ? day : `${day} ${time}`
}

/** Whether a number format shows a day or a time: by its number where it is built in, else by what it is made of. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([first, last]) => id >= first && id <= last)
  return PARTS.test(code.slice(0, LONGEST_CODE).replace(NO_PARTS, ''))
}

const DAY_ZERO = { '1900': Date.UTC(1899, 11, 31) / DAY, '1904': Date.UTC(1904, 0, 1) / DAY }

/** Excel counts 29 February 1900, which never was, as day 60. */
function realDay(serial: number, system: DateSystem): number {
  return system === '1900' && serial >= 60 ? serial - 1 : serial
}

const LONGEST_CODE = 255
/** Days and times of ECMA-376, 18.8.30, those of the Far East included. */
const BUILT_IN = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const
/** Literal texts, colours and conditions, and the letters of words and of powers of ten that are no parts of a date. */
const NO_PARTS = /"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^[\]]*\]|general|g\/標準|e[+-]/gi
const PARTS = /[ymdhsge]/i
