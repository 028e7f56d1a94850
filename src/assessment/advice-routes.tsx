import type { CatalogueContext } from '../catalogue/index.ts'
import { textOf, typedOf } from '../kernel/form.ts'
import { type AdviceId, type AssessmentId, parseId } from '../kernel/ids.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import * as actions from './actions.ts'
import { ADVICE } from './advice.ts'
import { criterionPages } from './criterion-routes.tsx'
import { readFilter, toQuery } from './filter.ts'
import { KINDS } from './load.ts'

/** What a client and its experts say to each other about a criterion, beside its answer. */
export function adviceRoutes(router: Router, context: CatalogueContext): void {
  const criterionPage = criterionPages(context)

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
      const id = parseId<AdviceId>(textOf(formOf(c), 'advice'))
      const wish = id && { id, open: textOf(formOf(c), 'open') === 'yes' }
      const outcome = wish && (await actions.endAdvice(context, viewer, { assessment, criterion }, wish))
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
      const id = parseId<AdviceId>(textOf(formOf(c), 'advice'))
      const wish = id && { id, from: Number(textOf(formOf(c), 'from')) }
      const outcome = wish && (await actions.takeAdvice(context, viewer, { assessment, criterion }, wish))
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
