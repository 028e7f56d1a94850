import { QUICK_WORDS } from '../../assessment/index.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { Standing } from '../../standing/status.ts'

export const UNANSWERED_WORDS: Words = { ja: '未回答', en: 'Unanswered' }

/** The standings that a quick assessment can show. */
export const SHOWN = ['met', 'partial', 'unmet', 'unanswered'] as const satisfies readonly Standing[]

/** The words of the bars: a quick answer is called by its own name, never 満たす. */
export const BAR_WORDS: Record<Standing, Words> = {
  met: QUICK_WORDS.yes,
  partial: QUICK_WORDS.partly,
  unmet: QUICK_WORDS.no,
  planned: UNANSWERED_WORDS,
  notApplicable: UNANSWERED_WORDS,
  unanswered: { ja: '分からない・未回答', en: 'Don’t know or unanswered' },
}
