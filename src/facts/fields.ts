import { readDay } from '../kernel/calendar.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { scoreOf } from './cvss.ts'
import { type Score, SEVERITIES, type SeenFinding, type Severity } from './fact.ts'
import { NOT_UNDERSTOOD, type Notes } from './notes.ts'

/** A finding of which only some things are known. */
export function toFinding(known: Partial<SeenFinding> & Pick<SeenFinding, 'kind' | 'rule' | 'title' | 'at'>): SeenFinding {
  return {
    device: null,
    port: null,
    cve: [],
    scores: [],
    severity: 'unknown',
    component: null,
    state: 'open',
    fix: null,
    released: null,
    published: null,
    detected: null,
    ...known,
  }
}

/** The CVE numbers in texts, each once and in capitals. */
export function cvesIn(...texts: (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => text?.match(/\bCVE-\d{4}-\d{4,10}\b/gi) ?? []).map((cve) => cve.toUpperCase()))]
}

/**
 * The day of a moment or day as tools write them: `2026-03-27`, `2026/03/27`, `2026-03-27T01:02:03Z` or with an offset, seconds since
 * 1970. A moment becomes the day in Japan. What is no date is told.
 */
export function dayOf(text: string | number | undefined, at: string, notes: Notes): Day | null {
  if (text === undefined || text === '') return null
  const day = toDay(text)
  if (day === undefined) notes.add(at, text, NOT_UNDERSTOOD.day)
  return day ?? null
}

function toDay(text: string | number): Day | undefined {
  if (typeof text === 'number' || /^\d{9,11}$/.test(text)) return momentDay(new Date(Number(text) * 1000))
  const [, year, month = '', date = '', rest] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(.*)$/s.exec(text.trim()) ?? []
  if (year === undefined) return typeof text === 'string' ? englishDay(text) : undefined
  const day = readDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  if (day === undefined || !rest) return day
  const zoned = /^[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)$/.test(rest)
  return zoned
    ? (momentDay(
        new Date(
          `${day}${rest
            .replace(/^ /, 'T')
            .replace(/ ?UTC$/, 'Z')
            .replace(' ', '')}`,
        ),
      ) ?? day)
    : day
}

/** `Wed Mar 23 15:07:52 2022` or `Dec 18, 2021 12:00:00 EST`, in the clock of the machine that wrote it. */
function englishDay(text: string): Day | undefined {
  const parts =
    /^(?:\w{3},? )?(?<month>[A-Z][a-z]{2})[a-z]* +(?<date>\d{1,2})(?:,| [\d:]{8}(?: [A-Z]{3,4})?) (?<year>\d{4})/.exec(
      text.trim(),
    )?.groups
  const month = MONTHS.indexOf(parts?.month ?? '') + 1
  if (!parts || month === 0) return undefined
  return readDay(`${parts.year}-${String(month).padStart(2, '0')}-${parts.date?.padStart(2, '0')}`)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function momentDay(date: Date): Day | undefined {
  const time = date.getTime()
  return Number.isNaN(time) || time < 0 || time > 32_503_680_000_000 ? undefined : dayInJapan(date.toISOString())
}

/** A severity by the words that tools use for it; a word that none uses is told. */
export function severityOf(word: string | undefined, at: string, notes: Notes): Severity {
  if (word === undefined || word === '') return 'unknown'
  const lower = word.toLowerCase()
  const known = SEVERITIES.find((severity) => severity === lower) ?? OTHER_WORDS[lower]
  if (!known) notes.add(at, word, NOT_UNDERSTOOD.severity)
  return known ?? 'unknown'
}

const OTHER_WORDS: Readonly<Record<string, Severity>> = {
  urgent: 'critical',
  serious: 'high',
  important: 'high',
  moderate: 'medium',
  negligible: 'low',
  minor: 'low',
  log: 'info',
  none: 'info',
  informational: 'info',
  information: 'info',
  warn: 'info',
  ok: 'info',
  alarm: 'high',
  debug: 'info',
}

/** The severity that FIRST gives a base score; a score of version 2 has no critical one. */
export function severityOfScore({ version, score }: Score): Severity {
  if (score === 0) return 'info'
  if (score < 4) return 'low'
  if (score < 7) return 'medium'
  return score < 9 || version === '2.0' ? 'high' : 'critical'
}

/**
 * A score from a number, a vector or both. A vector that cannot be read costs the vector, a number out of range the number; each is
 * told. Where both are there and differ, the vector is right.
 */
export function toScore(
  given: { score?: number | string | undefined; vector?: string | undefined; version: Score['version']; by?: string | undefined },
  at: string,
  notes: Notes,
): Score | undefined {
  const by = given.by === undefined ? {} : { by: given.by }
  if (given.vector) {
    const read = scoreOf(given.vector)
    if (read) return { ...read, ...by }
    notes.add(at, given.vector, NOT_UNDERSTOOD.vector)
  }
  if (given.score === undefined || given.score === '') return undefined
  const score = Number(given.score)
  if (score >= 0 && score <= 10) return { version: given.version, score, vector: null, ...by }
  notes.add(at, given.score, NOT_UNDERSTOOD.score)
  return undefined
}

/** Without what says the same twice. */
export function scores(...found: (Score | undefined)[]): Score[] {
  const all = found.filter((score) => score !== undefined)
  return all.filter((one, index) => all.findIndex((other) => sameScore(one, other)) === index)
}

function sameScore(one: Score, other: Score): boolean {
  return one.version === other.version && one.score === other.score && one.vector === other.vector && one.by === other.by
}
