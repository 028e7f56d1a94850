import type { CatalogueContext } from '../catalogue/index.ts'
import { DEFAULT_EDITION, EditionId, type Target } from '../catalogue/index.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import { seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import * as actions from './actions.ts'
import { answerRoutes } from './answer-routes.tsx'
import { assignmentRoutes } from './assignment-routes.tsx'
import { attain } from './attainment.ts'
import { oneOf, readNewAssessment, readScopeForm, readTarget } from './forms.ts'
import { findFor } from './found-routes.ts'
import { unpack } from './packed-standings.ts'
import { AssessmentsPage } from './pages/assessments.tsx'
import { NewAssessmentPage } from './pages/new-assessment.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { ScopePage } from './pages/scope.tsx'
import { SettingsPage } from './pages/settings.tsx'
import type { ScopeItem } from './scope.ts'

const PER_PAGE = 50
/** No list is that long, and a larger number would not fit the database. */
const LAST_PAGE = 100_000

/** Assessments: the list, a new one, one with its overview and scope. Answers are in answer-routes. */
export const assessmentRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/', 'anyone', async (c, _who, next) => {
    if (c.get('view').may('assessment.read')) return assessmentsPage(c)
    await next()
    return undefined
  })
  router.get('/assessments', 'assessment.read', (c) => assessmentsPage(c))

  router.get('/assessments/new', 'assessment.begin', (c) => {
    if (!c.get('view').viewer) return c.redirect('/', 303)
    const typed = { title: '', target: c.req.query('target') ?? '3', edition: DEFAULT_EDITION }
    return c.html(newPage(c, typed))
  })

  router.post('/assessments', 'assessment.begin', async (c) => {
    const { viewer } = c.get('view')
    if (!viewer) return c.redirect('/', 303)
    const form = await c.req.parseBody({ all: true })
    const typed = { title: oneOf(form, 'title'), target: oneOf(form, 'target'), edition: oneOf(form, 'edition') }
    const wish = readNewAssessment(typed)
    const outcome = wish.ok ? await actions.createAssessment(context, viewer, wish.value) : wish
    if (!outcome.ok) return c.html(newPage(c, typed, outcome.refusals), 422)
    return c.redirect(`/assessments/${outcome.value}`, 303)
  })

  router.get('/assessments/:id', 'assessment.read', async (c) => {
    const found = await findFor(c, context)
    if (!found) return c.notFound()
    const { head, scope, viewer } = found
    if (seesAssignedOnly(viewer)) return c.redirect(`/assessments/${head.id}/criteria`, 303)
    const edition = context.edition(head.edition)
    const otherTarget: Target = head.target === 3 ? 4 : 3
    return c.html(
      <OverviewPage
        view={c.get('view')}
        head={head}
        edition={edition}
        attainment={actions.attainmentOf(context, head)}
        other={attain(edition, otherTarget, unpack(edition, head.standings))}
        scope={seesAnswers(viewer) ? scope : []}
        carriedOver={found.answers.size > 0 && [...found.answers.values()].every(({ status }) => status === null)}
      />,
    )
  })

  router.get('/assessments/:id/scope', 'assessment.summary', async (c) => {
    const found = await findFor(c, context)
    if (!found || !seesAnswers(found.viewer)) return c.notFound()
    const saved = c.req.query('saved') === '1'
    const { head, scope } = found
    return c.html(<ScopePage view={c.get('view')} head={head} form={toForm(scope)} scope={scope} refusals={[]} saved={saved} />)
  })

  router.post('/assessments/:id/scope', 'assessment.scope', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const sent = await c.req.parseBody({ all: true })
    const form = readScopeForm(sent)
    const outcome = id && (await actions.recordScope(context, viewer, id, form, oneOf(sent, 'seen')))
    if (outcome?.ok) return c.redirect(`/assessments/${id}/scope?saved=1`, 303)
    const found = outcome && (await findFor(c, context))
    if (!found) return c.notFound()
    const { head, scope } = found
    const { refusals } = outcome
    return c.html(<ScopePage view={c.get('view')} head={head} form={form} scope={scope} refusals={refusals} saved={false} />, 422)
  })

  router.get('/assessments/:id/settings', 'assessment.settings', async (c) => {
    const found = await findFor(c, context)
    if (!found) return c.notFound()
    const typed = { title: found.head.title, target: String(found.head.target) }
    return c.html(<SettingsPage view={c.get('view')} head={found.head} typed={typed} refusals={[]} />)
  })

  router.post('/assessments/:id/settings', 'assessment.settings', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const form = await c.req.parseBody({ all: true })
    const typed = { title: oneOf(form, 'title'), target: oneOf(form, 'target') }
    const target = readTarget(typed.target)
    const outcome =
      id && (target.ok ? await actions.changeSettings(context, viewer, id, { ...typed, target: target.value }) : target)
    return settled(c, outcome, typed, `/assessments/${id}`)
  })

  router.post('/assessments/:id/removal', 'assessment.remove', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const form = await c.req.parseBody({ all: true })
    const typedTitle = oneOf(form, 'typedTitle')
    const outcome = id && (await actions.removeAssessment(context, viewer, id, typedTitle))
    return settled(c, outcome, { typedTitle }, '/assessments')
  })

  answerRoutes(router, context)
  assignmentRoutes(router, context)

  /** On to `next`, or the page of the settings again with what was typed. */
  async function settled(
    c: WebContext,
    outcome: Outcome<true> | undefined,
    typed: Partial<Parameters<typeof SettingsPage>[0]['typed']>,
    next: string,
  ): Promise<Response> {
    if (outcome?.ok) return c.redirect(next, 303)
    const found = outcome && (await findFor(c, context))
    if (!found) return c.notFound()
    const { head } = found
    const shown = { title: head.title, target: String(head.target), ...typed }
    return c.html(<SettingsPage view={c.get('view')} head={head} typed={shown} refusals={outcome.refusals} />, 422)
  }

  async function assessmentsPage(c: WebContext) {
    const { viewer } = c.get('view')
    if (!viewer) return c.redirect('/', 303)
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1), LAST_PAGE)
    const { assessments, count } = await actions.readAssessments(context, viewer, {
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    })
    return c.html(<AssessmentsPage view={c.get('view')} assessments={assessments} count={count} page={page} perPage={PER_PAGE} />)
  }

  function newPage(
    c: WebContext,
    typed: { title: string; target: string; edition: string },
    refusals: Parameters<typeof NewAssessmentPage>[0]['refusals'] = [],
  ) {
    const editions = EditionId.options.map((id) => context.edition(id))
    return <NewAssessmentPage view={c.get('view')} editions={editions} typed={typed} refusals={refusals} />
  }
}

function toForm(scope: ScopeItem[]) {
  const lines = (kind: ScopeItem['kind']) =>
    scope
      .filter((item) => item.kind === kind)
      .map((item) => item.name)
      .join('\n')
  const exclusions = scope.filter((item) => item.kind === 'exclusion')
  return { site: lines('site'), system: lines('system'), cloud: lines('cloud'), exclusions }
}
