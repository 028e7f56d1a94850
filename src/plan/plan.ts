import { type Answered, type Attainment, attain, missingIn } from '../assessment/index.ts'
import type { Edition, Target } from '../catalogue/index.ts'
import type { Day } from '../kernel/instant.ts'
import { closedBy, type FirmSize, type Measure, maturesOf } from '../measures/index.ts'
import { type Forecast, forecastOf, type ToClose } from './forecast.ts'
import { type Relief, reliefOf } from './relief.ts'
import type { Worker } from './roster.ts'
import { type Scheduled, schedule, type Valued } from './schedule.ts'

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
  scheduled: Scheduled
}

/** The way from what is open to the last criterion. Every effort in it is an estimate of ours. */
export type Plan = {
  attainment: Attainment
  /** The criteria that somebody has to work for, in the order of the edition. */
  gaps: string[]
  /** 該当なし that only a second person's word is missing to: taken for confirmed at once. */
  toConfirm: string[]
  measures: PlannedMeasure[]
  /** Gaps that no measure closes. */
  uncovered: string[]
  forecast: Forecast[]
  /** The day on which the last criterion can be shown; nothing while one has no measure. */
  reached: Day | null
  late: boolean
  /** What would have to give; nothing where the day is kept. */
  relief: Relief | null
}

const HOURS_A_DAY = 8

/** Makes the plan of an assessment: the measures that its gaps ask for, in the shortest order that is found. */
export function toPlan(input: PlanInput): Plan {
  const { edition, target, answers, people, from, by } = input
  const attainment = attain(edition, target, answers)
  const { gaps, toConfirm } = missingIn(attainment)
  const asked = { id: edition.id, criteria: edition.criteria.filter(({ id }) => gaps.includes(id)) }
  const asking = input.measures
    .map((measure) => ({ measure, closes: closedBy(measure, asked).map(({ id }) => id) }))
    .filter(({ closes }) => closes.length > 0)
  const ids = new Set(asking.map(({ measure }) => measure.id))
  const chosen = asking.map((one) => ({ ...one, needs: (one.measure.needs ?? []).filter((need) => ids.has(need)) }))
  const tasksWith = (estimate: 0 | 1 | 2): Valued[] =>
    chosen.map(({ measure, closes, needs }) => ({
      id: measure.id,
      hours: measure.days[people][estimate] * HOURS_A_DAY,
      needs,
      closes: closes.length,
      matures: MONTHS[maturesOf(measure, asked) ?? 'P0M'],
    }))
  const tasks = tasksWith(LIKELY)
  const workers: Worker[] = [{ id: 'all', hoursAWeek: input.hoursAWeek }]
  const found = schedule(tasks, workers, from)
  const covered = new Set(chosen.flatMap(({ closes }) => closes))
  const uncovered = gaps.filter((id) => !covered.has(id))
  const reached = uncovered.length > 0 || found.unplaced.length > 0 ? null : (found.reached ?? from)
  const late = by !== undefined && (reached === null || reached > by)
  const toClose: ToClose = {
    settled: attainment.met + attainment.notApplicableConfirmed,
    confirmed: toConfirm.length,
    total: attainment.total,
    measures: chosen.map(({ measure, closes }) => ({ id: measure.id, closes })),
  }
  const at = new Map(found.tasks.map((task) => [task.id, task]))
  return {
    attainment,
    gaps,
    toConfirm,
    measures: chosen
      .flatMap(({ measure, closes, needs }): PlannedMeasure[] => {
        const scheduled = at.get(measure.id)
        const [low, likely, high] = measure.days[people]
        return scheduled ? [{ measure, closes, needs, days: { low, likely, high }, scheduled }] : []
      })
      .sort(({ scheduled: one }, { scheduled: other }) => byDays(one, other)),
    uncovered,
    forecast: forecastOf(toClose, { found, low: tasksWith(LOW), high: tasksWith(HIGH), workers, from }),
    reached,
    late,
    relief: late && by !== undefined ? reliefOf({ found, tasks, hoursAWeek: input.hoursAWeek, from, by }) : null,
  }
}

const [LOW, LIKELY, HIGH] = [0, 1, 2] as const
const MONTHS = { P0M: 0, P1M: 1, P6M: 6 } as const

function byDays(one: Scheduled, other: Scheduled): number {
  const [a, b] = [`${one.start} ${one.end} ${one.id}`, `${other.start} ${other.end} ${other.id}`]
  return a < b ? -1 : Number(a > b)
}
