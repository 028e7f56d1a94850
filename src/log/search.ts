import { addDays, readDay, startOfDay } from '../kernel/calendar.ts'
import { foldForSearch, foldText } from '../kernel/fold.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal, type Words } from '../kernel/refusal.ts'
import type { Author } from './entry.ts'
import { FACTS_FORMAT } from './facts.ts'
import type { Told } from './wording.ts'

/** What somebody typed to find entries by. */
export type TypedSearch = { text: string; act: string; who: string; from: string; to: string }
/** The same, understood. `who` is a person's id, or `account`, `command`, `unknown` for those who are no person of the organisation. */
export type Search = {
  words: string[]
  act: string
  who: string
  since: Instant | null
  /** The first moment that is no longer meant. */
  until: Instant | null
}

export const NO_SEARCH: TypedSearch = { text: '', act: '', who: '', from: '', to: '' }
export const OTHER_AUTHORS = ['account', 'command', 'unknown'] as const

export function readTypedSearch(query: Record<string, string | undefined>): TypedSearch {
  const read = (name: keyof TypedSearch) => (query[name] ?? '').slice(0, 200)
  return { text: read('text'), act: read('act'), who: read('who'), from: read('from'), to: read('to') }
}

export function isFiltered(typed: TypedSearch): boolean {
  return Object.values(typed).some((value) => value !== '')
}

/** Understands a search: what folds alike is the same, days are days in Japan. Refuses what is no day. */
export function decideSearch(typed: TypedSearch): Outcome<Search> {
  const from = readTypedDay(typed.from)
  const to = readTypedDay(typed.to)
  const [first, ...rest]: Refusal[] = [...(from === undefined ? [noDay('from')] : []), ...(to === undefined ? [noDay('to')] : [])]
  if (first) return { ok: false, refusals: [first, ...rest] }
  return accept({
    words: foldForSearch(typed.text)
      .split(/\s+/)
      .filter((word) => word !== ''),
    act: foldText(typed.act),
    who: foldText(typed.who),
    since: from ? startOfDay(from) : null,
    until: to ? startOfDay(addDays(to, 1)) : null,
  })
}

/** Whether an entry tells of every one of the words: in what it says, by whom, from where, about what, or in what changed. */
export function tellsOf(entry: Told, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const told = foldForSearch(tellOf(entry).join('\n'))
  return words.every((word) => told.includes(word))
}

/**
 * Whether a body may tell of every one of the words: quick to say, and never wrong when it says no. A word with a character that JSON
 * writes in another way may be anywhere, and so may any word of an entry whose words are made from its facts.
 */
export function mayTellOf(body: string, words: readonly string[]): boolean {
  if (body.includes(HAS_FACTS)) return true
  const told = foldForSearch(body)
  return words.every((word) => WRITTEN_OTHERWISE.test(word) || told.includes(word))
}

/** Whether an author is the one who is looked for. */
export function isBy(by: Author, who: string): boolean {
  return who === '' || (by.kind === 'person' ? by.person === who : by.kind === who)
}

function tellOf({ words, by, from, about, act, changes, facts }: Told): string[] {
  const either = (said: Words | string | null) => (said === null ? [] : typeof said === 'string' ? [said] : [said.ja, said.en])
  return [
    ...either(words),
    ...namesOf(by),
    from?.address ?? '',
    about,
    act,
    facts?.subject.name ?? '',
    ...Object.values(facts?.details ?? {}).map(String),
    ...changes.flatMap(({ what, before, after }) => [...either(what), ...either(before), ...either(after)]),
  ]
}

function namesOf(by: Author): string[] {
  if (by.kind === 'person') return [by.name, by.firm ?? '']
  if (by.kind === 'account') return [by.name]
  return by.kind === 'command' ? [by.command] : []
}

/** A day as people type it: `2027-04-01`, `2027/4/1`, `2027年4月1日`. Null for nothing, undefined for what is no day. */
function readTypedDay(text: string): Day | null | undefined {
  const folded = foldText(text)
  if (folded === '') return null
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(folded) ?? []
  return readDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON writes these as escapes
const WRITTEN_OTHERWISE = /["\\\u0000-\u001f\ufffd]/

/** No text that somebody wrote can look like this: its quotation marks are escaped. */
const HAS_FACTS = `"format":${FACTS_FORMAT},"from":`

function noDay(field: 'from' | 'to'): Refusal {
  return {
    code: 'log.day',
    field,
    words: {
      ja: `${field === 'from' ? 'いつから' : 'いつまで'}を、2027-04-01 のような日付で入力してください。`,
      en: `Enter ${field === 'from' ? 'the first' : 'the last'} day as in 2027-04-01.`,
    },
  }
}
