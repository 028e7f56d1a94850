import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from './answer.ts'
import type { AnswerContent } from './fields.ts'

/** Why a version of an answer came to be. */
export type Cause = 'answer' | 'confirm' | 'import' | 'quick' | 'move' | 'assign' | 'restore' | 'unimport' | 'task'
/** What an answer said at a revision; never changed afterwards. */
export type AnswerVersion = AnswerContent & {
  revision: number
  cause: Cause
  confirmed: boolean
  changedBy: PersonId
  changedAt: Instant
}

/** The version that is kept of an answer when it is written. */
export function versionOf(answer: Answer, cause: Cause): AnswerVersion {
  const { revision, confirmation } = answer
  const by = cause === 'confirm' && confirmation ? confirmation : { by: answer.changedBy, at: answer.changedAt }
  return { ...answer, revision, cause, confirmed: confirmation !== null, changedBy: by.by, changedAt: by.at }
}
