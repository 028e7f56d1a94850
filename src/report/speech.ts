import type { Words } from '../kernel/refusal.ts'

/** The language that a report is written in. What people wrote stays as they wrote it. */
export type Lang = keyof Words

/** Picks the words of one language. */
export type Speak = (ja: string, en: string) => string

export function speakerOf(lang: Lang): Speak {
  return (ja, en) => (lang === 'ja' ? ja : en)
}
