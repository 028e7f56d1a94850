import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import type { Words } from '../../kernel/refusal.ts'
import table from './letters.json'

export type LetterKind = keyof typeof table
/** What a letter says of this case. Times are moments, shown in Japan's time; what a stranger typed is never among it. */
export type LetterFacts = {
  origin: string
  name?: string
  link?: string
  until?: Instant
  linkUntil?: Instant
  at?: Instant
  address?: string
  place?: Words
}

/** The letter of that kind (`letters.json`), in the reader's language. Throws when a fact that it tells is not given. */
export function toLetter(
  kind: LetterKind,
  lang: 'ja' | 'en',
  to: string,
  facts: LetterFacts,
): { to: string; subject: string; text: string } {
  const { subject, text } = table[kind][lang]
  const said: Record<string, string | undefined> = {
    origin: facts.origin,
    name: facts.name,
    link: facts.link,
    until: facts.until && toWordsInJapan(facts.until, lang),
    linkUntil: facts.linkUntil && toWordsInJapan(facts.linkUntil, lang),
    at: facts.at && toWordsInJapan(facts.at, lang),
    address: facts.address === '' ? { ja: '不明', en: 'an unknown address' }[lang] : facts.address,
    place: facts.place?.[lang],
  }
  const paragraphs = text.map((paragraph) =>
    paragraph.replaceAll(/\{(\w+)\}/g, (_, fact: string) => {
      const words = said[fact]
      if (words === undefined) throw new Error(`the letter ${kind} was not told its ${fact}`)
      return words
    }),
  )
  return { to, subject, text: `${[...paragraphs, SIGNATURE[lang].replace('{origin}', facts.origin)].join('\n\n')}\n` }
}

const SIGNATURE = { ja: '-- \n星取 {origin}', en: '-- \nHoshitori {origin}' }
