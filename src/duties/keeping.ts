import type { Words } from '../kernel/refusal.ts'
import type { Occurrence } from './occurrence.ts'

/** How an occurrence was kept, the best first. What waits for a signature proves nothing yet. */
export const KEPT = ['in-time', 'late', 'unsigned', 'missing', 'coming'] as const
export type Kept = (typeof KEPT)[number]

export const KEPT_WORDS: Record<Kept, Words & { mark: string }> = {
  'in-time': { ja: '期日までに実施', en: 'Done in time', mark: '○' },
  late: { ja: '期日のあとに実施', en: 'Done late', mark: '△' },
  unsigned: { ja: '署名待ち', en: 'Awaiting a signature', mark: '?' },
  missing: { ja: '記録なし', en: 'No record', mark: '×' },
  coming: { ja: 'これから', en: 'Coming', mark: '・' },
}

/** What names an occurrence for ever: the duty and the scheduled day. */
export function occurrenceKey({ duty, scheduled }: Pick<Occurrence, 'duty' | 'scheduled'>): string {
  return `${duty} ${scheduled}`
}
