import { z } from 'zod'
import { addDays, readDay, startOfDay } from '../kernel/calendar.ts'
import { foldForSearch, foldText } from '../kernel/fold.ts'
import { decideForm, field, plainField, type Typed, textField } from '../kernel/form.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import type { Author } from './entry.ts'
import { FACTS_FORMAT } from './facts.ts'
import type { Told } from './wording.ts'

/** The form that finds entries, which an address carries. */
export const SEARCH = z.object({
  text: textField(200, { ja: '探すことば', en: 'the search' }),
  act: plainField(foldText),
  who: plainField(foldText),
  from: field({}, (typed) => decideDay(typed, 'いつから', 'the first')),
  to: field({}, (typed) => decideDay(typed, 'いつまで', 'the last')),
})

/** What somebody typed to find entries by. */
export type TypedSearch = Typed<typeof SEARCH>
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

export function isFiltered(typed: TypedSearch): boolean {
  return Object.values(typed).some((value) => value !== '')
}

/** Understands a search: what folds alike is the same, days are days in Japan. Refuses what is no day, and what is too long. */
export function decideSearch(typed: TypedSearch): Outcome<Search> {
  const decided = decideForm(SEARCH, typed)
  if (!decided.ok) return decided
  const { text, act, who, from, to } = decided.value
  return accept({
    words: foldForSearch(text)
      .split(/\s+/)
      .filter((word) => word !== ''),
    act,
    who,
    since: from && startOfDay(from),
    until: to && startOfDay(addDays(to, 1)),
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

/** A day as people type it: `2027-04-01`, `2027/4/1`, `2027年4月1日`. Null for nothing. Refuses what is no day. */
function decideDay(text: string, ja: string, en: string): Outcome<Day | null> {
  const folded = foldText(text)
  if (folded === '') return accept(null)
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(folded) ?? []
  const read = readDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (read !== undefined) return accept(read)
  return refuse('log.day', {
    ja: `${ja}を、2027-04-01 のような日付で入力してください。`,
    en: `Enter ${en} day as in 2027-04-01.`,
  })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON writes these as escapes
const WRITTEN_OTHERWISE = /["\\\u0000-\u001f\ufffd]/

/** No text that somebody wrote can look like this: its quotation marks are escaped. */
const HAS_FACTS = `"format":${FACTS_FORMAT},"from":`
