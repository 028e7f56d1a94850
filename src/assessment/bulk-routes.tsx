import type { CatalogueContext } from '../catalogue/index.ts'
import { blankOf, decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { applyFilter, readFilter, toQuery } from './filter.ts'
import { MANY } from './forms.ts'
import { type Here, KINDS, loadWorkbench, targetFor } from './load.ts'
import { BulkPage } from './pages/bulk.tsx'

/** One verdict for several criteria of the list that the person came from. */
export function bulkRoutes(router: Router, context: CatalogueContext): void {
  const workbench = loadWorkbench(context)

  router.get('/assessments/:id/bulk', 'assessment.answer', workbench, (c, _viewer, here) => bulkPage(c, here, []))

  router.post('/assessments/:id/bulk', 'assessment.answer', actions.assessmentId, async (c, viewer, id) => {
    const typed = typedOf(MANY, formOf(c))
    const wish = decideForm(MANY, typed)
    const outcome = wish.ok ? await actions.recordMany(context, viewer, id, wish.value) : wish
    if (outcome?.ok) return goTo(c, whereAfter(c, id, typed.after === 'list', outcome.value.written))
    const here = outcome && (await workbench(c.req.param(), viewer))
    return here ? bulkPage(c, here, outcome.refusals, typed) : c.notFound()
  })

  function bulkPage(
    c: WebContext,
    here: Here,
    refusals: readonly Refusal[],
    typed: Typed<typeof MANY> = blankOf(MANY),
  ): Response | Promise<Response> {
    const filter = readFilter(c.req.query(), targetFor(here), KINDS)
    const props = {
      ...here,
      shown: applyFilter(here, filter, here.viewer.person),
      query: toQuery(filter, targetFor(here)),
      typed,
      written: writtenOf(c),
      refusals,
    }
    return c.html(<BulkPage view={c.get('view')} {...props} />, statusOf(c, refusals))
  }
}

/** How many answers were just written at once, as the address says. */
export function writtenOf(c: WebContext): number | undefined {
  const written = Number(c.req.query('written') ?? Number.NaN)
  return Number.isInteger(written) ? written : undefined
}

/** Back to the list, filtered as it was, where the boxes were `listed` there; to the page of many answers otherwise. */
function whereAfter(c: WebContext, assessment: AssessmentId, listed: boolean, written: number): string {
  const query = new URLSearchParams(listed ? toQuery(readFilter(c.req.query(), 4, KINDS), 4) : '')
  query.set('written', String(written))
  return `/assessments/${assessment}/${listed ? 'criteria' : 'bulk'}?${query}`
}
