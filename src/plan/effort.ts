import { z } from 'zod'
import type { Edition, Target } from '../catalogue/index.ts'
import { plainField } from '../kernel/form.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { closedBy, type Days, type Measure } from '../measures/index.ts'
import { PERSON_DAYS } from '../tasks/index.ts'

/** What an organisation says that a measure takes; without days where it goes by our estimate again. */
export type OwnEffort = { measure: string; days: Days | null; by: PersonId; at: Instant; revision: number }
/** By measure. */
export type OwnEfforts = ReadonlyMap<string, OwnEffort>

/** The form of a measure's effort: all three, or `ours` for our estimate. `revision` is the one that the page showed, 0 for none. */
export const EFFORT = z.object({
  low: PERSON_DAYS,
  likely: PERSON_DAYS,
  high: PERSON_DAYS,
  ours: plainField((sent) => sent === '1'),
  revision: plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0)),
})

type Criteria = Pick<Edition, 'id' | 'criteria'>

/**
 * What is left of a measure that takes `whole` person-days: those in the share of its criteria of the target that is open. One that 一部
 * meets is open whole: nobody but its people know how much of it is left.
 */
export function leftOf(measure: Measure, whole: Days, open: number, edition: Criteria, target: Target): Days {
  const asked = closedBy(measure, edition).filter(({ level }) => level <= target).length
  return inShare(whole, asked === 0 ? 1 : Math.min(1, Math.max(1, open) / asked))
}

/** So much of some person-days, in hundredths of a day and never none. */
export function inShare([low, likely, high]: Days, share: number): Days {
  const of = (days: number) => Math.max(0.01, Math.round(days * share * 100) / 100)
  return [of(low), of(likely), of(high)]
}
