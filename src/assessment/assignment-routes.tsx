import type { CatalogueContext } from '../catalogue/index.ts'
import { blankOf, decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { isColleague } from '../roles/person.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { ASSIGNMENT } from './forms.ts'
import { AssignmentsPage } from './pages/assignments.tsx'

/** Who answers what: whole requirements or single criteria, handed to a person. */
export function assignmentRoutes(router: Router, context: CatalogueContext): void {
  router.get('/assessments/:id/assignments', 'assessment.assign', actions.assessmentId, (c, viewer, id) =>
    assignmentsPage(c, viewer, id, []),
  )

  router.post('/assessments/:id/assignments', 'assessment.assign', actions.assessmentId, async (c, viewer, id) => {
    const typed = typedOf(ASSIGNMENT, formOf(c))
    const wish = decideForm(ASSIGNMENT, typed)
    const outcome = wish.ok ? await actions.assignCriteria(context, viewer, id, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return assignmentsPage(c, viewer, id, outcome.refusals, typed)
    return goTo(c, `/assessments/${id}/assignments?assigned=${outcome.value.assigned}`)
  })

  async function assignmentsPage(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    refusals: readonly Refusal[],
    typed: Typed<typeof ASSIGNMENT> = blankOf(ASSIGNMENT),
  ): Promise<Response> {
    const found = await actions.readWorkbench(context, viewer, id)
    if (!found) return c.notFound()
    const assigned = Number(c.req.query('assigned') ?? Number.NaN)
    const props = {
      head: found.head,
      edition: context.edition(found.head.edition),
      answers: found.answers,
      people: found.people.filter(isColleague),
      typed,
      assigned: Number.isInteger(assigned) ? assigned : undefined,
      refusals,
    }
    return c.html(<AssignmentsPage view={c.get('view')} {...props} />, statusOf(c, refusals))
  }
}
