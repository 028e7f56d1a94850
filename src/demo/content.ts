import { type AnswerContent, CONDITION_ABSENT, contentFrom } from '../assessment/index.ts'
import type { Criterion, Point } from '../catalogue/index.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Status } from '../standing/status.ts'
import { tellDates } from './when.ts'
import type { Fill } from './world.ts'

/** An answer after a person of the cast has written into it: what the fill leaves out stays as it was. */
export function contentOf(
  fill: Fill,
  before: AnswerContent,
  on: { criterion: Criterion; now: Instant; person(key: string): PersonId },
): AnswerContent {
  const status = fill.status ?? before.status
  return contentFrom(({ key, kind }) => {
    if (kind === 'text') return tellDates(fill[key] ?? before[key], on.now)
    if (kind === 'person') return fill[key] === undefined ? before[key] : on.person(fill[key])
    if (kind === 'ticks') return fill[key] ?? (status === before.status ? before[key] : ticksFor(on.criterion, status))
    return fill[key] ?? before[key]
  })
}

/** The points that go without saying: all of them for 満たす, the absent condition for 該当なし. */
function ticksFor(criterion: Criterion, status: Status | null): string[] {
  if (status === 'met') return criterion.points.map(firstLeaf)
  return status === 'notApplicable' && criterion.condition ? [CONDITION_ABSENT] : []
}

function firstLeaf(point: Point): string {
  if ('first' in point) return firstLeaf(point.first)
  return 'anyOf' in point ? (point.anyOf[0]?.id ?? point.id) : point.id
}
