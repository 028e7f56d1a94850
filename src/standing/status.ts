import type { Words } from '../kernel/refusal.ts'

/** What an answer can say. Having none is `unanswered`, which is no status: it is the absence of one. */
export const STATUSES = ['met', 'partial', 'unmet', 'planned', 'notApplicable'] as const
export type Status = (typeof STATUSES)[number]
/** Where a criterion stands: its status, or that nobody has answered yet. */
export type Standing = Status | 'unanswered'
export const STANDINGS = [...STATUSES, 'unanswered'] as const

export const STANDING_WORDS: Record<Standing, Words> = {
  met: { ja: '満たす', en: 'Met' },
  partial: { ja: '一部', en: 'Partial' },
  unmet: { ja: '満たさない', en: 'Not met' },
  planned: { ja: '計画中', en: 'Planned' },
  notApplicable: { ja: '該当なし', en: 'Not applicable' },
  unanswered: { ja: '未回答', en: 'Unanswered' },
}

/** The mark of the 星取表 for each standing; it always stands beside its words. */
export const MARK: Record<Standing, string> = {
  met: '○',
  partial: '△',
  unmet: '×',
  planned: '◇',
  notApplicable: '－',
  unanswered: '・',
}

export function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text)
}
