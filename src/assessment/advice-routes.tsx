import type { CatalogueContext } from '../catalogue/index.ts'
import { readForm, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Attached } from '../ui/attached.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import * as actions from './actions.ts'
import { ADVICE, ENDING, TAKING } from './advice.ts'
import { criterionPages } from './criterion-routes.tsx'
import { readFilter, toQuery } from './filter.ts'
import { KINDS } from './load.ts'

/** What a client and its experts say to each other about a criterion, beside its answer. */
export function adviceRoutes(router: Router, context: CatalogueContext, attached: Attached): void {
  const criterionPage = criterionPages(context, attached)

  router.post('/assessments/:id/advice/:criterion', 'advice.write', actions.assessmentId, async (c, viewer, assessment) => {
    const { criterion } = c.req.param()
    const typed = typedOf(ADVICE, formOf(c))
    const outcome = await actions.writeAdvice(context, viewer, { assessment, criterion }, typed)
    if (!outcome) return c.notFound()
    if (!outcome.ok) return criterionPage(c, viewer, c.req.param(), { refusals: outcome.refusals, adviceTyped: typed })
    return goTo(c, backTo(c, assessment, criterion))
  })

  router.post(
    '/assessments/:id/advice-endings/:criterion',
    'advice.write',
    actions.assessmentId,
    async (c, viewer, assessment) => {
      const { criterion } = c.req.param()
      const { advice: id, open } = readForm(ENDING, formOf(c))
      const outcome = id && (await actions.endAdvice(context, viewer, { assessment, criterion }, { id, open }))
      if (!outcome) return c.notFound()
      if (!outcome.ok) return criterionPage(c, viewer, c.req.param(), { refusals: outcome.refusals })
      return goTo(c, backTo(c, assessment, criterion))
    },
  )

  router.post(
    '/assessments/:id/advice-takings/:criterion',
    'assessment.answer',
    actions.assessmentId,
    async (c, viewer, assessment) => {
      const { criterion } = c.req.param()
      const { advice: id, from } = readForm(TAKING, formOf(c))
      const outcome = id && (await actions.takeAdvice(context, viewer, { assessment, criterion }, { id, from }))
      if (!outcome) return c.notFound()
      if (!outcome.ok) return criterionPage(c, viewer, c.req.param(), { refusals: outcome.refusals })
      return goTo(c, backTo(c, assessment, criterion))
    },
  )
}

/** The thread of the criterion again, with the list that the person came from. */
function backTo(c: WebContext, assessment: AssessmentId, criterion: string): string {
  const query = toQuery(readFilter(c.req.query(), 4, KINDS), 4)
  return `/assessments/${assessment}/criteria/${criterion}${query}#advice`
}
