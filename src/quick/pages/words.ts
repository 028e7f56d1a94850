import type { Words } from '../../kernel/refusal.ts'
import type { Standing } from '../../standing/status.ts'
import type { QuickAnswer } from '../quick-answers.ts'

/** The four answers as they stand on the buttons. */
export const ANSWER_WORDS: Record<QuickAnswer, Words> = {
  yes: { ja: 'できている', en: 'In place' },
  partly: { ja: '一部', en: 'Partly' },
  no: { ja: 'できていない', en: 'Not in place' },
  unknown: { ja: '分からない', en: 'Don’t know' },
}

export const UNANSWERED_WORDS: Words = { ja: '未回答', en: 'Unanswered' }

/** The standings that a quick assessment can show. */
export const SHOWN = ['met', 'partial', 'unmet', 'unanswered'] as const satisfies readonly Standing[]

/** The words of the bars: a quick answer is called by its own name, never 満たす. */
export const BAR_WORDS: Record<Standing, Words> = {
  met: ANSWER_WORDS.yes,
  partial: ANSWER_WORDS.partly,
  unmet: ANSWER_WORDS.no,
  planned: UNANSWERED_WORDS,
  notApplicable: UNANSWERED_WORDS,
  unanswered: { ja: '分からない・未回答', en: 'Don’t know or unanswered' },
}
