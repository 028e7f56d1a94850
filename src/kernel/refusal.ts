import codes from './refusal-codes.json'

/** A sentence in both languages of the product. */
export type Words = { ja: string; en: string }
export type Lang = keyof Words

/** Picks the words of one language from pairs that stand in code. */
export type Speak = (ja: string, en: string) => string

export function speakerOf(lang: Lang = 'ja'): Speak {
  return (ja, en) => (lang === 'ja' ? ja : en)
}

/** Every code that there is, for the whole product: a name in no other list. */
export type RefusalCode = keyof typeof codes

/**
 * An expected "no": a stable code to branch on, the field it is about (if any), and a sentence that says what to do.
 * A fault, by contrast, is thrown.
 */
export type Refusal = { code: RefusalCode; field?: string; words: Words }

/**
 * Why a request was turned away before any action saw it: a role that does not reach so far, an organisation in which they have no seat,
 * a form that another site sent, a name that is not ours, too many requests, or a body or address that cannot be taken.
 */
export type TurnedAway = 'role' | 'seat' | 'foreign' | 'host' | 'rate' | 'input'

/** The outcome of a rule or action that may refuse. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusals: [Refusal, ...Refusal[]] }

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

/** Somebody else changed what a page showed. It is shown anew, with what was typed, to be sent again. */
export function changedFirst(what: Words): Words {
  return {
    ja: `ほかの人が先に${what.ja}を変えました。いまの内容を確かめて、もう一度送ってください。入力したものは残っています。`,
    en: `Somebody else changed ${what.en} first. Look at what it says now, and send again. What you typed is kept.`,
  }
}

export function refuse(code: RefusalCode, words: Words, field?: string): { ok: false; refusals: [Refusal] } {
  return { ok: false, refusals: [field === undefined ? { code, words } : { code, words, field }] }
}

/** The HTTP status of each code, and, where coming back helps, after how many seconds. */
export const REFUSAL_STATUSES: Readonly<Record<RefusalCode, number | { status: number; again: number }>> = codes
