import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Letter } from './letter.ts'

/** A letter as it stands in a feature's `letters.json`: paragraphs in which `{fact}` stands for what this case tells. */
type LetterTemplate = { subject: string; text: readonly string[] }
/** A text as it is, words in the reader's language, or a moment, told in Japan's time. */
export type Fact = string | Words | { moment: Instant }

/**
 * Fills a template. A paragraph that is empty then is left out. `origin` signs the letter with the installation's address. Throws when
 * a fact that the letter tells is not given: a gap is never sent.
 */
export function fillLetter(
  { subject, text }: LetterTemplate,
  { to, lang }: { to: string; lang: 'ja' | 'en' },
  facts: Readonly<Record<string, Fact | undefined>>,
  origin?: string,
): Letter {
  const fill = (piece: string) =>
    piece.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name]
      if (fact === undefined) throw new Error(`the letter “${subject}” was not told its ${name}`)
      if (typeof fact === 'string') return fact
      return 'moment' in fact ? toWordsInJapan(fact.moment, lang) : fact[lang]
    })
  const signature = origin === undefined ? [] : [`-- \n${SIGNED[lang]} ${origin}`]
  const paragraphs = [...text.map(fill).filter((paragraph) => paragraph !== ''), ...signature]
  return { to, subject: fill(subject), text: `${paragraphs.join('\n\n')}\n` }
}

/** A name that somebody typed, as it may stand in a letter to a stranger: no part of it becomes a link. */
export function withoutLinks(name: string): string {
  return name.replaceAll('://', ' ').replaceAll(/([\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '$1・')
}

const SIGNED = { ja: '星取', en: 'Hoshitori' }
