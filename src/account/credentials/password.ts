import { z } from 'zod'
import { field } from '../../kernel/form.ts'
import { accept, type Outcome, refuse, type Words } from '../../kernel/refusal.ts'

/** @clause 4-1-5-3 The least length, in characters: enough where so few failures lock as they do here. */
export const LEAST = 8
/** More than any password manager makes; nothing is ever cut off. */
export const MOST = 256

/** Why a password would be guessed early. */
export type Why = 'common' | 'own' | 'name' | 'word' | 'date' | 'keys' | 'repeat' | 'sequence'

/**
 * Reads a new password. Any character will do, in any mixture, blanks too; it is compared in the form NFKC, in which full-width and
 * half-width letters are the same. Refuses fewer than 8 and more than 256 characters.
 */
function decidePassword(typed: string): Outcome<string> {
  const password = typed.normalize('NFKC')
  const length = [...password].length
  if (length === 0) return refuse('password.missing', { ja: 'パスワードを入力してください。', en: 'Enter a password.' })
  if (length < LEAST) {
    return refuse('password.short', {
      ja: `パスワードは${LEAST}文字以上にしてください(いまは${length}文字)。関係のない言葉を三つ四つ並べると、長くて覚えやすくなります。`,
      en: `Use at least ${LEAST} characters (now ${length}). Three or four unrelated words are long and easy to remember.`,
    })
  }
  if (length > MOST) {
    return refuse('password.long', {
      ja: `パスワードは${MOST}文字までにしてください(いまは${length}文字)。`,
      en: `Use at most ${MOST} characters (now ${length}).`,
    })
  }
  return accept(password)
}

/** The form that chooses a password. A browser is told no longest one: it would cut off what is pasted, unseen. */
export const NEW_PASSWORD = z.object({ password: field({ required: true }, decidePassword) })

/** @clause 4-1-5-2 Refuses what would be guessed early, and says why and what to do instead. */
export function refuseGuessable(why: Why | undefined): Outcome<true> {
  if (why === undefined) return accept(true)
  return refuse(
    'password.guessable',
    { ja: `${REASONS[why].ja}${INSTEAD.ja}`, en: `${REASONS[why].en} ${INSTEAD.en}` },
    'password',
  )
}

/** The words that somebody who knows the person tries first: names, the parts of the address, the organisation. */
export function ownWords(own: { names: readonly string[]; email: string }): string[] {
  const [local = '', domain = ''] = own.email.split('@')
  const parts = [...own.names, local, ...local.split(/[^\p{L}\p{N}]+/u), ...domain.split('.').slice(0, -1)].map((part) =>
    part.slice(0, LONGEST_PART),
  )
  const words = parts.flatMap((part) => {
    const folded = part.normalize('NFKC').toLowerCase().replaceAll(COMPANY, ' ').trim()
    return [folded, folded.replaceAll(/\s/g, ''), ...folded.split(/\s+/)]
  })
  return [...new Set(words)].filter((word) => word.length >= (/^[\x20-\x7e]*$/.test(word) ? 3 : 2)).slice(0, MOST_WORDS)
}

/** Whether little is left of a password once those words are taken out. */
export function isMostly(password: string, words: readonly string[]): boolean {
  const folded = password.normalize('NFKC').toLowerCase()
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), folded)
  return rest.length < folded.length && [...rest.replaceAll(/[^\p{L}\p{N}]/gu, '')].length < 5
}

/** Names and addresses are looked at so far, and so many words of them: whoever types a book waits no longer than others. */
const LONGEST_PART = 200
const MOST_WORDS = 40

/** What a company is, beside its name. NFKC has made 株式会社 of ㍿ and (株) of ㈱. */
const COMPANY = /株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|\(同\)/g

const REASONS: Record<Why, Words> = {
  common: { ja: 'よく使われるパスワードか、それに近いものです。', en: 'This is a common password, or close to one.' },
  own: {
    ja: 'あなたの名前・メールアドレス・会社名や「星取」など、知っている人が最初に試す言葉が入っています。',
    en: 'It contains your name, address or organisation, or a word that people try first here.',
  },
  name: { ja: '人の名前をもとにしたパスワードは、すぐに当てられます。', en: 'Passwords made from names are guessed early.' },
  word: {
    ja: '辞書にある言葉をもとにしていて、当てられやすいパスワードです。',
    en: 'It is made from a word in the dictionary and easy to guess.',
  },
  date: { ja: '日付をもとにしたパスワードは、すぐに当てられます。', en: 'Passwords made from dates are guessed early.' },
  keys: { ja: 'キーボードの並びのままのパスワードは、すぐに当てられます。', en: 'Rows of keys are guessed early.' },
  repeat: { ja: '同じ文字や言葉の繰り返しは、すぐに当てられます。', en: 'Repeated characters or words are guessed early.' },
  sequence: {
    ja: '「12345」「あいうえお」のような続きの文字は、すぐに当てられます。',
    en: 'Sequences such as 12345 are guessed early.',
  },
}
const INSTEAD: Words = {
  ja: '関係のない言葉を三つ四つ並べるか、パスワード管理アプリに作らせてください。',
  en: 'Use three or four unrelated words, or let a password manager make one.',
}
