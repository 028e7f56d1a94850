import type { Words } from '../../kernel/refusal.ts'
import type { Field } from '../understood.ts'

/** The names of what a file can carry, as the screens say them. */
export const FIELD_WORDS: Record<Field, Words> = {
  status: { ja: '評価', en: 'Status' },
  state: { ja: 'いまの状態', en: 'State' },
  reason: { ja: '理由', en: 'Reason' },
  evidence: { ja: '証跡', en: 'Evidence' },
  plan: { ja: 'これからすること', en: 'Next step' },
  note: { ja: 'メモ', en: 'Note' },
  owner: { ja: '担当', en: 'Owner' },
}
