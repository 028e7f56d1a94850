import {
  type Criterion,
  criteriaFor,
  type Duty,
  type Edition,
  type EditionTexts,
  requirementOf,
  type Target,
} from '../catalogue/index.ts'

/** A duty that follows from the text of a criterion. Durations are ISO 8601. */
export type CriterionDuty = {
  /** Stable within an edition: the criterion, and the place of the duty in it from 1. */
  id: string
  criterion: string
  kind: 'recurring' | 'deadline' | 'retention' | 'event'
  /** Of a recurring one: the longest time from one to the next. */
  every: 'P1Y' | 'P1M' | null
  /** Of a deadline: how long after what it counts from. */
  within: 'P14D' | null
  /** Of a retention: for how long at least. */
  keep: 'P6M' | null
  /** Of an event: at what it falls due. */
  on: string | null
  /** As the catalogue has it: for its words. */
  stated: Duty
}

/** Everything that the criteria of a ★ ask to be done again, in time, at an event, or to be kept, in the order of the criteria. */
export function dutiesFor(edition: Pick<Edition, 'criteria'>, target: Target): CriterionDuty[] {
  return criteriaFor(edition, target).flatMap(dutiesOf)
}

/** `1-1-1-2 社内ルール`: the criterion and what it is about. */
export function titleOf({ criterion }: Pick<CriterionDuty, 'criterion'>, { requirements }: EditionTexts): string {
  const about = requirements.find(({ id }) => id === requirementOf(criterion))
  return about ? `${criterion} ${about.name}` : criterion
}

function dutiesOf({ id, duties = [] }: Criterion): CriterionDuty[] {
  return duties.map((stated, at) => ({ id: `${id}/${at + 1}`, criterion: id, ...NOTHING, ...asked(stated), stated }))
}

const NOTHING = { every: null, within: null, keep: null, on: null }

function asked(duty: Duty): Pick<CriterionDuty, 'kind'> & Partial<CriterionDuty> {
  if ('cadence' in duty) return { kind: 'recurring', every: duty.cadence }
  if ('deadline' in duty) return { kind: 'deadline', within: duty.deadline }
  if ('retention' in duty) return { kind: 'retention', keep: duty.retention }
  return { kind: 'event', on: duty.trigger }
}
