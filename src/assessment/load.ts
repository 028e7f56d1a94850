import type { CatalogueContext } from '../catalogue/index.ts'
import { type Criterion, type Edition, KIND_WORDS, type Kind, type Target } from '../catalogue/index.ts'
import type { TenantId } from '../kernel/ids.ts'
import { readPeople } from '../organisation/actions.ts'
import { isColleague } from '../roles/person.ts'
import { seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { AssessmentHead } from './actions.ts'
import * as actions from './actions.ts'
import type { Answer } from './answer.ts'
import { maySee } from './sight.ts'

/** The kinds that a list can be filtered by. */
export const KINDS = Object.keys(KIND_WORDS) as Kind[]

/** For routes: the assessment that an address names, with what somebody sees of its edition and answers. */
export function loadWorkbench(context: CatalogueContext) {
  return async (named: { id: string }, viewer: Viewer): Promise<Here | undefined> => {
    const found = seesAnswers(viewer) ? await actions.loadAssessment(context)(named, viewer) : undefined
    return found && { ...found, viewer, ...(await everyone(context, viewer)), edition: editionSeen(context, viewer, found) }
  }
}

/** An assessment as one person sees it on its pages: the criteria, the answers, and the people that they name. */
export type Here = NonNullable<Awaited<ReturnType<typeof actions.readAssessment>>> & {
  viewer: Viewer
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

/** The names of all who ever did something here, and of those who may own an answer: the organisation's own people of today. */
async function everyone(context: CatalogueContext, viewer: { tenant: TenantId }) {
  const people = await readPeople(context, viewer.tenant)
  return { people: namesOf(people), assignees: namesOf(people.filter(isColleague)) }
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
