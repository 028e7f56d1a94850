import { FIELDS, type FieldKey } from '../../assessment/index.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { ColumnRole } from '../understood.ts'

const FIELD_WORDS = Object.fromEntries(FIELDS.map(({ key, words }) => [key, words])) as Record<FieldKey, Words>

/** What a column was taken for. */
export const ROLE_WORDS: Record<ColumnRole, Words> = {
  ...FIELD_WORDS,
  number: { ja: '評価基準の番号', en: 'Number of the criterion' },
  mixed: { ja: '証跡(満たす・該当なし)、それ以外はこれからすること', en: 'Evidence, or next step when not met' },
  known: { ja: '様式の文(取り込みません)', en: 'Text of the form (not imported)' },
  other: { ja: '読みません', en: 'Not read' },
}
