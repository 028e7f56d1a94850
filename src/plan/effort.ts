import type { Edition, Target } from '../catalogue/index.ts'
import { closedBy, type FirmSize, type Measure } from '../measures/index.ts'
import type { Days } from './plan-work.ts'

type Criteria = Pick<Edition, 'id' | 'criteria'>

/**
 * Our estimate of what is left of a measure: its person-days in the share of its criteria of the target that is open. One that 一部 meets
 * is open whole: nobody but its people know how much of it is left.
 */
export function estimateOf(measure: Measure, people: FirmSize, open: number, edition: Criteria, target: Target): Days {
  const asked = closedBy(measure, edition).filter(({ level }) => level <= target).length
  const [low, likely, high] = measure.days[people]
  return inShare([low, likely, high], asked === 0 ? 1 : Math.min(1, Math.max(1, open) / asked))
}

/** So much of some person-days, in hundredths of a day and never none. */
export function inShare([low, likely, high]: Days, share: number): Days {
  const of = (days: number) => Math.max(0.01, Math.round(days * share * 100) / 100)
  return [of(low), of(likely), of(high)]
}
