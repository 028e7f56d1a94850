import type { CatalogueContext } from '../catalogue/index.ts'
import { type Criterion, type Edition, KIND_WORDS, type Kind, type Target } from '../catalogue/index.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import { isColleague } from '../roles/person.ts'
import { seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { AssessmentHead } from './actions.ts'
import * as actions from './actions.ts'
import type { Answer } from './answer.ts'
import type { Doubt } from './doubt.ts'
import { maySee } from './sight.ts'

/** The kinds that a list can be filtered by. */
export const KINDS = Object.keys(KIND_WORDS) as Kind[]

/** For routes: the assessment that an address names, with what somebody sees of its edition and answers, and where advice waits. */
export function loadWorkbench(context: CatalogueContext) {
  return async (named: { id: string }, viewer: Viewer): Promise<(Here & Pick<Read, 'openAdvice'>) | undefined> => {
    const id = seesAnswers(viewer) ? parseId<AssessmentId>(named.id) : undefined
    const found = id && (await actions.readWorkbench(context, viewer, id))
    return found && { ...toHere(context, viewer, found), openAdvice: found.openAdvice }
  }
}

/** What was read of an assessment, as one person sees it. */
export function toHere(
  context: CatalogueContext,
  viewer: Viewer,
  { head, answers, people }: Pick<Read, 'head' | 'answers' | 'people'>,
): Here {
  const assignees = namesOf(people.filter(isColleague))
  const edition = editionSeen(context, viewer, { head, answers })
  const doubts = actions.doubtsIn(context, head)
  return { head, answers, doubts, viewer, people: namesOf(people), assignees, edition }
}

type Read = NonNullable<Awaited<ReturnType<typeof actions.readWorkbench>>>

/**
 * An assessment as one person sees it on its pages: the criteria, the answers, the names of all who ever did something here, and of
 * those who may own an answer: the organisation's own people of today.
 */
export type Here = Pick<Read, 'head' | 'answers'> & {
  viewer: Viewer
  /** What speaks against answers today, by criterion. */
  doubts: ReadonlyMap<string, Doubt[]>
  people: Map<string, string>
  assignees: Map<string, string>
  edition: Edition
}

/** The edition of an assessment, as far as somebody sees it: some see the criteria alone that are assigned to them. */
export function editionSeen(
  context: CatalogueContext,
  viewer: Viewer,
  { head, answers }: { head: AssessmentHead; answers: ReadonlyMap<string, Answer> },
): Edition {
  const whole = context.edition(head.edition)
  return seesAssignedOnly(viewer) ? only(whole, (criterion) => maySee(viewer, answers.get(criterion.id))) : whole
}

function namesOf(people: readonly { id: string; name: string }[]): Map<string, string> {
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** The edition with some of its criteria: what somebody sees to whom some are assigned. */
function only(edition: Edition, seen: (criterion: Criterion) => boolean): Edition {
  return {
    ...edition,
    criteria: edition.criteria.filter(seen),
    requirements: edition.requirements.map((one) => ({ ...one, criteria: one.criteria.filter(seen) })),
  }
}

/** What is assigned is shown whichever ★ the assessment aims at. */
export function targetFor(here: Pick<Here, 'viewer' | 'head'>): Target {
  return seesAssignedOnly(here.viewer) ? 4 : here.head.target
}
