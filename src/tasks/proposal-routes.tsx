import type { Answer } from '../assessment/index.ts'
import { decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId, TaskId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { MeasuresContext } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { PROPOSAL } from './forms.ts'
import { ProposalsPage } from './pages/proposals.tsx'

type PlaceOf = (named: { id: string; task: string }) => { assessment: AssessmentId; task: TaskId } | undefined

/** What a finished task proposes, one criterion after the other, each beside the answer as it stands. */
export function proposalRoutes(router: Router, context: MeasuresContext, placeOf: PlaceOf): void {
  const load = actions.loadTask(context)

  router.get('/assessments/:id/tasks/:task/proposals', 'tasks.read', load, (c, _viewer, found) => proposalsPage(c, found))

  router.post('/assessments/:id/tasks/:task/proposals/:criterion', 'tasks.do', placeOf, async (c, viewer, place) => {
    const criterion = c.req.param('criterion')
    const typed = typedOf(PROPOSAL, formOf(c))
    const wish = decideForm(PROPOSAL, typed)
    const { lang } = c.get('view')
    const outcome = wish.ok
      ? await actions.decideProposal(context, viewer, { ...place, criterion }, { ...wish.value, lang })
      : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return again(c, viewer, { criterion, typed, refusals: outcome.refusals })
    if (outcome.value.kind === 'conflict') return again(c, viewer, { criterion, typed, theirs: outcome.value.theirs })
    return goTo(c, `/assessments/${place.assessment}/tasks/${place.task}/proposals?decided=${criterion}`)
  })

  type Shown = { criterion: string; typed: Typed<typeof PROPOSAL>; refusals?: readonly Refusal[]; theirs?: Answer }

  async function again(c: WebContext, viewer: Viewer, shown: Shown): Promise<Response> {
    const found = await load(c.req.param() as { id: string; task: string }, viewer)
    return found ? proposalsPage(c, found, shown) : c.notFound()
  }

  function proposalsPage(
    c: WebContext,
    found: NonNullable<Awaited<ReturnType<typeof load>>>,
    shown?: Shown,
  ): Response | Promise<Response> {
    const view = c.get('view')
    const called = actions.inLanguage(context, view.lang, found)
    const propose = actions.proposalsOf(context, { ...found, lang: view.lang })
    const props = { ...called, view, propose, shown, decided: c.req.query('decided') }
    return c.html(<ProposalsPage {...props} />, shown?.theirs ? 409 : statusOf(c, shown?.refusals ?? []))
  }
}
