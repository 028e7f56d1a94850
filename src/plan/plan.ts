import { type Answered, type Attainment, attain, missingIn } from '../assessment/index.ts'
import type { Edition, Target } from '../catalogue/index.ts'
import type { Day } from '../kernel/instant.ts'
import { closedBy, type Days, type FirmSize, type Measure, monthsToMature } from '../measures/index.ts'
import { leftOf } from './effort.ts'
import { type Piece, type Planned, type PlannedPiece, planWork } from './plan-work.ts'
import { MOST_OF_A_POOL, POOL } from './roster.ts'

export type PlanInput = {
  edition: Edition
  target: Target
  answers: readonly Answered[]
  measures: readonly Measure[]
  /** How many people the firm has: our estimates of effort go by it. */
  people: FirmSize
  /** Hours a week that the firm has for this, in all. */
  hoursAWeek: number
  from: Day
  /** The day by which everything is wanted. */
  by?: Day
}

/** A measure that is to be done, with the open criteria that it closes, in person-days of 8 hours, and its days. */
export type PlannedMeasure = {
  measure: Measure
  closes: string[]
  /** The measures of the plan that come before. */
  needs: string[]
  days: { low: number; likely: number; high: number }
  scheduled: PlannedPiece
}

/** The way from what is open to the last criterion, by the measures of the catalogue. */
export type Plan = Omit<Planned, 'pieces' | 'unplaced' | 'clashes'> & {
  attainment: Attainment
  /** The criteria that somebody has to work for, in the order of the edition. */
  gaps: string[]
  /** 該当なし that only a second person's word is missing to: taken for confirmed at once. */
  toConfirm: string[]
  measures: PlannedMeasure[]
}

/** Makes the plan of answers: the measures that their gaps ask for, for one pool of hours a week. */
export function toPlan(input: PlanInput): Plan {
  const { edition, target, answers, people, from, by = null } = input
  const attainment = attain(edition, target, answers)
  const { gaps, toConfirm } = missingIn(attainment)
  const asked = { id: edition.id, criteria: edition.criteria.filter(({ id }) => gaps.includes(id)) }
  const asking = input.measures
    .map((measure) => ({ measure, closes: closedBy(measure, asked).map(({ id }) => id) }))
    .filter(({ closes }) => closes.length > 0)
  const ids = new Set(asking.map(({ measure }) => measure.id))
  const chosen = new Map(
    asking.map(({ measure, closes }) => {
      const needs = (measure.needs ?? []).filter((need) => ids.has(need))
      const days = leftOf(measure, measure.days[people], closes.length, edition, target)
      return [measure.id, { measure, closes, needs, days }] as const
    }),
  )
  const planned = planWork({
    pieces: [...chosen].map(([id, { measure, closes, needs, days }]): Piece => {
      return { id, closes, needs, days, worth: closes.length, matures: monthsToMature(measure, asked) }
    }),
    ...{ settled: attainment.met + attainment.notApplicableConfirmed, confirmed: toConfirm.length, total: attainment.total },
    ...{ worked: [], gaps, from, by },
    workers: [{ id: POOL, hoursAWeek: input.hoursAWeek }],
    most: MOST_OF_A_POOL,
  })
  const { pieces, unplaced: _unplaced, clashes: _clashes, ...result } = planned
  const measures = pieces.flatMap((scheduled): PlannedMeasure[] => {
    const one = chosen.get(scheduled.id)
    return one ? [{ ...one, days: named(scheduled.days), scheduled }] : []
  })
  return { attainment, gaps, toConfirm, measures, ...result }
}

function named([low, likely, high]: Days) {
  return { low, likely, high }
}
