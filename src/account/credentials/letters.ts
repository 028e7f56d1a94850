import type { Instant } from '../../kernel/instant.ts'
import type { Words } from '../../kernel/refusal.ts'
import { type Fact, fillLetter, type Letter } from '../../mail/index.ts'
import table from './letters.json'

export type LetterKind = keyof typeof table
/** What a letter says of this case. Times are shown in Japan's time; what a stranger typed is never among it. */
type LetterFacts = {
  origin: string
  name?: string
  link?: string
  until?: Instant
  linkUntil?: Instant
  at?: Instant
  /** From where it was done; '' where that is not known. */
  address?: string
  place?: Words
  what?: Words
  /** How many wrong passwords in a row locked. */
  failures?: number
  advice?: Words
  device?: Words
}

/** The letter of that kind (`letters.json`), in the reader's language. Throws when a fact that it tells is not given. */
export function toLetter(kind: LetterKind, lang: 'ja' | 'en', to: string, facts: LetterFacts): Letter {
  const told: Record<string, Fact | undefined> = {
    ...facts,
    until: momentOf(facts.until),
    linkUntil: momentOf(facts.linkUntil),
    at: momentOf(facts.at),
    failures: facts.failures === undefined ? undefined : String(facts.failures),
    address: facts.address === '' ? UNKNOWN : facts.address,
  }
  return fillLetter(table[kind][lang], { to, lang }, told, facts.origin)
}

function momentOf(moment: Instant | undefined): Fact | undefined {
  return moment === undefined ? undefined : { moment }
}

const UNKNOWN = { ja: '不明', en: 'an unknown address' }
