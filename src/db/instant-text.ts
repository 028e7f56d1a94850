import type { Instant } from '../kernel/instant.ts'

/** The number that PostgreSQL gives the type whose values are moments. */
export const TIMESTAMPTZ = 1184

/** `2027-04-01 00:00:00.5+00`, as PostgreSQL writes a timestamptz, as one of ours. */
export function toInstant(text: string): Instant {
  if (!IN_UTC.test(text)) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`
}

const IN_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/
