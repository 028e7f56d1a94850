import type { Words } from '../../kernel/refusal.ts'
import { LOCK_AT } from '../attempts/index.ts'
import table from './sign-in-criteria.json'

/**
 * How far our own sign-in does what a criterion asks. `met`: it does so for everybody; `same`: the criterion is about something else,
 * and the sign-in does likewise; `shared`: it does its part, and the organisation the rest; `yours`: the organisation does it.
 */
export type CriterionState = 'met' | 'same' | 'shared' | 'yours'

type SignInCriterion = {
  /** Its number in the edition below. */
  criterion: string
  state: CriterionState
  how: Words
  /** What the organisation still does itself. */
  yours: Words | null
}

/** The edition of the criteria that the table speaks of. */
export const SIGN_IN_EDITION = table.edition as '2026-03-27'
/** What our own sign-in does for criteria about IDs, authentication, passwords and its log. An account of ours: no verdict. */
export const SIGN_IN_CRITERIA = (table.criteria as SignInCriterion[]).map(
  ({ how, ...criterion }): SignInCriterion => ({ ...criterion, how: { ja: withNumber(how.ja), en: withNumber(how.en) } }),
)

function withNumber(text: string): string {
  return text.replaceAll('{failures}', String(LOCK_AT))
}
