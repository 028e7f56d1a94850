import { type Duty, dutyWords } from '../catalogue/index.ts'
import { type Day, toJapaneseDate } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** What speaks against an answer: a record of a duty that is missing, or one that nobody has signed. */
const DOUBT_KINDS = ['record', 'signature'] as const

/**
 * What speaks against an answer of 満たす: from the day after `due` on it is to be confirmed (要確認). Whoever knows of records publishes
 * it for the whole edition; it changes no answer, and goes when it is recorded.
 */
export type Doubt = {
  criterion: string
  /** Which duty of the criterion, from 1. */
  duty: number
  kind: (typeof DOUBT_KINDS)[number]
  due: Day
}

/** What speaks against answers on a day, by criterion. */
export function doubtsOn(doubts: readonly Doubt[], today: Day): ReadonlyMap<string, Doubt[]> {
  const found = new Map<string, Doubt[]>()
  for (const doubt of doubts) {
    if (doubt.due < today) found.set(doubt.criterion, [...(found.get(doubt.criterion) ?? []), doubt])
  }
  return found
}

/** The reason in words, `記録がありません(年1回以上、期日 2027年3月31日)`. The duties are those of the criterion. */
export function doubtWords({ duty, kind, due }: Doubt, duties: readonly Duty[] | undefined): Words {
  const stated = duties?.[duty - 1]
  const { ja, en } = stated ? dutyWords(stated) : { ja: '', en: '' }
  const day = { ja: `期日 ${toJapaneseDate(due)}`, en: `due ${due}` }
  const about = { ja: [ja, day.ja].filter(Boolean).join('、'), en: [en.toLowerCase(), day.en].filter(Boolean).join(', ') }
  return kind === 'record'
    ? { ja: `記録がありません(${about.ja})`, en: `No record (${about.en})` }
    : { ja: `記録に2人目の署名がありません(${about.ja})`, en: `The record lacks its second signature (${about.en})` }
}
