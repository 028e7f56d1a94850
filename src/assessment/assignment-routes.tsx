import type { CatalogueContext } from '../catalogue/index.ts'
import { allOf, textOf } from '../kernel/form.ts'
import { type AssessmentId, type PersonId, parseId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { isColleague } from '../roles/person.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { AssignmentsPage } from './pages/assignments.tsx'

/** Who answers what: whole requirements or single criteria, handed to a person. */
export function assignmentRoutes(router: Router, context: CatalogueContext): void {
  router.get('/assessments/:id/assignments', 'assessment.assign', actions.assessmentId, (c, viewer, id) =>
    assignmentsPage(c, viewer, id, []),
  )

  router.post('/assessments/:id/assignments', 'assessment.assign', actions.assessmentId, async (c, viewer, id) => {
    const form = formOf(c)
    const criteria = allOf(form, 'criteria')
    const assignee = textOf(form, 'assignee')
    if (criteria.length === 0) return assignmentsPage(c, viewer, id, [NOTHING_CHOSEN])
    if (assignee === '') return assignmentsPage(c, viewer, id, [NOBODY_CHOSEN])
    const wish = { criteria, assignee: assignee === 'nobody' ? null : (parseId<PersonId>(assignee) ?? (assignee as PersonId)) }
    const outcome = await actions.assignCriteria(context, viewer, id, wish)
    if (!outcome) return c.notFound()
    if (!outcome.ok) return assignmentsPage(c, viewer, id, outcome.refusals)
    return goTo(c, `/assessments/${id}/assignments?assigned=${outcome.value.assigned}`)
  })

  async function assignmentsPage(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    refusals: readonly Refusal[],
  ): Promise<Response> {
    const found = await actions.readWorkbench(context, viewer, id)
    if (!found) return c.notFound()
    const form = refusals.length > 0 ? formOf(c) : new FormData()
    const assigned = Number(c.req.query('assigned') ?? Number.NaN)
    const props = {
      head: found.head,
      edition: context.edition(found.head.edition),
      answers: found.answers,
      people: found.people.filter(isColleague),
      chosen: { criteria: allOf(form, 'criteria'), assignee: textOf(form, 'assignee') },
      assigned: Number.isInteger(assigned) ? assigned : undefined,
      refusals,
    }
    return c.html(<AssignmentsPage view={c.get('view')} {...props} />, statusOf(c, refusals))
  }
}

const NOTHING_CHOSEN: Refusal = {
  code: 'assignment.criteria',
  words: { ja: '割り当てる評価基準を選んでください。', en: 'Choose the criteria to assign.' },
}
const NOBODY_CHOSEN: Refusal = {
  code: 'assignment.person',
  field: 'assignee',
  words: { ja: 'だれに割り当てるかを選んでください。', en: 'Choose whom to assign them to.' },
}
