import type { CatalogueContext } from '../catalogue/index.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { applyFilter, readFilter, toQuery } from './filter.ts'
import { readManyForm } from './forms.ts'
import { type Here, KINDS, loadWorkbench, targetFor } from './load.ts'
import { BulkPage } from './pages/bulk.tsx'

/** One verdict for several criteria of the list that the person came from. */
export function bulkRoutes(router: Router, context: CatalogueContext): void {
  const workbench = loadWorkbench(context)

  router.get('/assessments/:id/bulk', 'assessment.answer', workbench, (c, _viewer, here) => bulkPage(c, here, []))

  router.post('/assessments/:id/bulk', 'assessment.answer', actions.assessmentId, async (c, viewer, id) => {
    const wish = readManyForm(formOf(c))
    const outcome = wish.ok ? await actions.recordMany(context, viewer, id, wish.value) : wish
    if (outcome?.ok) return goTo(c, `/assessments/${id}/bulk?written=${outcome.value.written}`)
    const here = outcome && (await workbench(c.req.param(), viewer))
    return here ? bulkPage(c, here, outcome.refusals) : c.notFound()
  })

  function bulkPage(c: WebContext, here: Here, refusals: readonly Refusal[]): Response | Promise<Response> {
    const filter = readFilter(c.req.query(), targetFor(here), KINDS)
    const written = Number(c.req.query('written') ?? Number.NaN)
    const props = {
      ...here,
      shown: applyFilter(here.edition, here.answers, filter, here.viewer.person),
      query: toQuery(filter, targetFor(here)),
      form: refusals.length > 0 ? formOf(c) : new FormData(),
      written: Number.isInteger(written) ? written : undefined,
      refusals,
    }
    return c.html(<BulkPage view={c.get('view')} {...props} />, statusOf(c, refusals))
  }
}
