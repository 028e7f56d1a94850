import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'

/** The words of an answer, each free text; empty means not written. */
export type AnswerTexts = {
  /** How things are now. */
  state: string
  /** Why this status; required where the criterion does not apply. */
  reason: string
  /** Where the proof is: a document, a record, a screen. A reference, never the file. */
  evidence: string
  /** What is to be done next. */
  plan: string
  note: string
}
export const ANSWER_TEXTS = ['state', 'reason', 'evidence', 'plan', 'note'] as const
export type AnswerText = (typeof ANSWER_TEXTS)[number]
/** The reason that an imported 該当なし without one carries. Nobody can confirm it: a reason has to be written first. */
export const NO_REASON = '理由の記載なし(ファイルから取り込み)'

/** The names of the text fields, as every screen and file says them. */
export const TEXT_NAMES: Record<AnswerText, Words> = {
  state: { ja: 'いまの状態', en: 'State' },
  reason: { ja: '理由', en: 'Reason' },
  evidence: { ja: '証跡', en: 'Evidence' },
  plan: { ja: 'これからすること', en: 'Next step' },
  note: { ja: 'メモ', en: 'Note' },
}
/** The longest text that one field takes, in characters. */
export const LONGEST_TEXT = 4000

/** What a person says about one criterion. A missing status is 未回答, which may still have an assignee and a note. */
export type AnswerContent = AnswerTexts & {
  status: Status | null
  assignee: PersonId | null
  /** The ids of the criterion's points that were ticked. */
  ticked: string[]
}

/** A saved answer. `revision` counts from 1 and rises by one with each change of this answer. */
export type Answer = AnswerContent & {
  criterion: string
  revision: number
  changedBy: PersonId
  changedAt: Instant
  /** Who said the status and the reason as they stand. A later change of a note leaves it alone. */
  statedBy: PersonId
  /** The second person's word that a 該当なし is right; lost when the status or the reason changes. */
  confirmation: { by: PersonId; at: Instant } | null
}

/** An answer with which an assessment starts, taken over from a quick assessment. */
export type StartingAnswer = { criterion: string; status: Status | null; note: string }

export const EMPTY_ANSWER: AnswerContent = {
  status: null,
  state: '',
  reason: '',
  evidence: '',
  plan: '',
  note: '',
  assignee: null,
  ticked: [],
}
