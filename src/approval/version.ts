import type { AssessmentId, PersonId, PlanVersionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What became of a version: approved; changes directed; taken back by whoever put it. */
export type Outcome = 'approved' | 'directed' | 'withdrawn'

/** A plan as it was put before management. It never changes. */
export type PlanVersion = {
  id: PlanVersionId
  assessment: AssessmentId
  /** Counted within its assessment, from 1. */
  number: number
  /** Canonical JSON (RFC 8785), and its SHA-256 in hexadecimal. */
  content: string
  sha256: string
  message: string
  putBy: PersonId
  putAt: Instant
  decision: { outcome: Outcome; word: string; by: PersonId; at: Instant } | null
}

/**
 * Whether an executive may decide on a version: nobody approves what they put themselves, unless no other executive is there to do it,
 * as where the head of a small firm is its only one. The version then says who put and who approved it, and the log does.
 */
export function mayDecide(version: Pick<PlanVersion, 'putBy'>, person: PersonId, executives: readonly PersonId[]): boolean {
  return version.putBy !== person || executives.every((one) => one === person)
}
