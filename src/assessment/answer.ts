import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AnswerContent } from './fields.ts'

/** The reason that an imported 該当なし without one carries. Nobody can confirm it: a reason has to be written first. */
export const NO_REASON = '理由の記載なし(ファイルから取り込み)'

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
