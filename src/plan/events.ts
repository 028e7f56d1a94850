import type { AssessmentId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { type LogEvent, onlyChanged } from '../log/index.ts'
import type { Days } from '../measures/index.ts'
import type { KeptPlan } from './kept-plan.ts'
import { hoursIn, type PlanSettings } from './settings.ts'

type Part = 'low' | 'likely' | 'high'

type Head = { id: AssessmentId; title: string }
/** How many tasks the plan has, how many were begun for it, and how many it moved. */
type Counts = { tasks: number; begun: number; moved: number }

/** What the log is told of plans. The subject is their assessment, of an effort its measure. */
export type PlanEvent =
  | LogEvent<'plan.make', Counts, 'from' | 'by' | 'hours' | 'reached'>
  | LogEvent<'effort.change', undefined, Part>

/** A plan was made, or made anew: with what, and when everything can be shown by it. */
export function planned({ id, title }: Head, before: KeptPlan | undefined, after: KeptPlan, begun: number): PlanEvent {
  const { result } = after
  return {
    act: 'plan.make',
    subject: { kind: 'assessment', id, name: title },
    details: { tasks: result.pieces.length, begun, moved: result.moved.length },
    changes: onlyChanged<'from' | 'by' | 'hours' | 'reached'>([
      { field: 'from', type: 'day', ...sides(before, after, ({ from }) => from) },
      { field: 'by', type: 'day', ...sides(before, after, ({ by }) => by) },
      {
        field: 'hours',
        type: 'number',
        before: before ? hoursIn(before.settings) : null,
        after: hoursIn(after.settings),
      },
      { field: 'reached', type: 'day', before: before?.result.reached ?? null, after: result.reached },
    ]),
  }
}

/** What a measure takes by the organisation's own estimate; null for ours. */
export function effortChanged({ id, name }: { id: string; name: string }, before: Days | null, after: Days | null): PlanEvent {
  const part = (field: Part, at: 0 | 1 | 2) => {
    return { field, type: 'number' as const, before: before?.[at] ?? null, after: after?.[at] ?? null }
  }
  const changes = onlyChanged<Part>([part('low', 0), part('likely', 1), part('high', 2)])
  return { act: 'effort.change', subject: { kind: 'measure', id, name }, changes }
}

function sides(before: KeptPlan | undefined, after: KeptPlan, of: (settings: PlanSettings) => Day | null) {
  return { before: before ? of(before.settings) : null, after: of(after.settings) }
}
