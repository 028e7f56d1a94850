import type { Words } from '../kernel/refusal.ts'

/** What a person can say about one requirement at a glance. */
export type QuickAnswer = 'yes' | 'partly' | 'no' | 'unknown'
/** What a quick assessment said of the requirements, by their ids: the machine's to keep, never a person's words. */
export type QuickSaid = Readonly<Record<string, QuickAnswer>>

/** What the quick assessment said of the requirement of a criterion. */
export function quickSaidOf(said: QuickSaid, criterion: string): QuickAnswer | undefined {
  return said[criterion.replace(/-[^-]+$/, '')]
}

/** The four answers as they stand on the buttons. */
export const QUICK_WORDS: Record<QuickAnswer, Words> = {
  yes: { ja: 'できている', en: 'In place' },
  partly: { ja: '一部', en: 'Partly' },
  no: { ja: 'できていない', en: 'Not in place' },
  unknown: { ja: '分からない', en: 'Don’t know' },
}

/**
 * The sentences that earlier versions wrote as notes. They moved to the assessment (0012), except in versions, in files, and in what
 * the log says of an answer.
 */
export const QUICK_NOTES: Record<QuickAnswer, string> = {
  yes: 'クイックアセスメントでは、この要求事項に「できている」と答えました。この評価基準を満たすかは、まだ確かめていません。',
  partly: 'クイックアセスメントでは、この要求事項に「一部できている」と答えました。この評価基準がどちらかを確かめてください。',
  no: 'クイックアセスメントでは、この要求事項に「できていない」と答えました。この評価基準だけでもできていることがないか、確かめてください。',
  unknown: 'クイックアセスメントでは、この要求事項に「分からない」と答えました。知っている人に聞いてください。',
}

/** Whether a note is what the machine once wrote, to the letter. */
export function isQuickNote(note: string): boolean {
  return Object.values(QUICK_NOTES).includes(note.trim())
}
