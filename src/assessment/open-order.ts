import { type Criterion, criteriaFor, type Edition, type Kind, type Target } from '../catalogue/index.ts'
import type { Standing } from '../standing/status.ts'
import type { Answered } from './attainment.ts'

/** Where an open criterion stands: a 該当なし is open until a second person has confirmed it. */
export type OpenPlace = Exclude<Standing, 'met' | 'notApplicable'> | 'awaitingConfirmation'

/** An open criterion as the order sees it. */
type Ordered = { place: OpenPlace; level: 3 | 4; kind: Kind }

/** The order in which open criteria are taken, first key: what was answered. */
export const PLACE_ORDER: readonly OpenPlace[] = ['unmet', 'partial', 'planned', 'unanswered', 'awaitingConfirmation']
/** Third key, after ★3 before ★4: what can be put right at once comes before what records or checks it. */
export const KIND_ORDER: readonly Kind[] = ['setting', 'operation', 'organisation', 'rule', 'notice', 'record', 'check']

/**
 * The one order of open criteria, on screens and in reports: by answer, ★3 before ★4, kind. For a stable sort of rows in the order of
 * the catalogue. No risk score.
 */
export function byOpenOrder(a: Ordered, b: Ordered): number {
  return (
    PLACE_ORDER.indexOf(a.place) - PLACE_ORDER.indexOf(b.place) ||
    a.level - b.level ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind)
  )
}

/** How many of the open criteria a page names as the next ones. */
export const NEXT_STEPS = 5

/** The open criteria of a target in the order to take them. */
export function openCriteria(
  edition: Edition,
  target: Target,
  answers: Iterable<Answered>,
): { criterion: Criterion; place: OpenPlace }[] {
  const known = new Map([...answers].map((answer) => [answer.criterion, answer]))
  return criteriaFor(edition, target)
    .flatMap((criterion) => {
      const place = placeOf(known.get(criterion.id))
      return place === undefined ? [] : [{ criterion, place, level: criterion.level, kind: criterion.kind }]
    })
    .sort(byOpenOrder)
}

/** Nothing where the criterion is settled. */
function placeOf(answer: Answered | undefined): OpenPlace | undefined {
  const standing = answer?.status ?? 'unanswered'
  if (standing === 'met') return undefined
  if (standing !== 'notApplicable') return standing
  return answer?.confirmed ? undefined : 'awaitingConfirmation'
}
