import type { Words } from '../kernel/refusal.ts'
import type { Period } from './recurrence.ts'

export const PERIOD_WORDS: Record<Period, Words> = {
  P1M: { ja: '毎月', en: 'Every month' },
  P3M: { ja: '3か月ごと', en: 'Every three months' },
  P6M: { ja: '6か月ごと', en: 'Every six months' },
  P1Y: { ja: '1年ごと', en: 'Every year' },
}
