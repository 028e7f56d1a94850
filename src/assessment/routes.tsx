import type { CatalogueContext } from '../catalogue/index.ts'
import { criteriaFor, DEFAULT_EDITION, EditionId, type Target } from '../catalogue/index.ts'
import { decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Outcome } from '../kernel/refusal.ts'
import { seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type Attached, NO_PIECES, NOTHING_ATTACHED, type Pieces } from '../ui/attached.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { adviceRoutes } from './advice-routes.tsx'
import { answerRoutes } from './answer-routes.tsx'
import { assignmentRoutes } from './assignment-routes.tsx'
import { attain } from './attainment.ts'
import { bulkRoutes } from './bulk-routes.tsx'
import { NEW_ASSESSMENT, REMOVAL, SETTINGS } from './forms.ts'
import { openCriteria } from './open-order.ts'
import { unpack } from './packed-standings.ts'
import { AssessmentsPage } from './pages/assessments.tsx'
import { NewAssessmentPage } from './pages/new-assessment.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { ScopePage } from './pages/scope.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { type SCOPE, SCOPE_SENT, type ScopeItem } from './scope.ts'
import { toTrend } from './trend.ts'

const PER_PAGE = 50
/** No list is that long, and a larger number would not fit the database. */
const LAST_PAGE = 100_000

/**
 * Assessments: the list, a new one, one with its overview and scope. Answers are in answer-routes. `attachedFor`: what stands beside an
 * answer; `piecesFor`: how much evidence each has.
 */
export function assessmentRoutes<Given extends CatalogueContext = CatalogueContext>(
  attachedFor: (context: Given) => Attached = () => NOTHING_ATTACHED,
  piecesFor: (context: Given) => Pieces = () => NO_PIECES,
): Routes<Given> {
  return (router, context) => addRoutes(router, context, attachedFor(context), piecesFor(context))
}

const addRoutes = (router: Router, context: CatalogueContext, attached: Attached, pieces: Pieces) => {
  const assessment = actions.loadAssessment(context)

  router.get('/assessments', 'assessment.read', assessmentsPage)

  router.get('/assessments/new', 'assessment.begin', (c) => {
    const typed = { title: '', target: c.req.query('target') ?? '3', edition: DEFAULT_EDITION }
    return c.html(newPage(c, typed))
  })

  router.post('/assessments', 'assessment.begin', async (c, viewer) => {
    const typed = typedOf(NEW_ASSESSMENT, formOf(c))
    const wish = decideForm(NEW_ASSESSMENT, typed)
    const outcome = wish.ok ? await actions.createAssessment(context, viewer, wish.value, await sentForm(c, context.now())) : wish
    if (!outcome.ok) return c.html(newPage(c, typed, outcome.refusals), statusOf(c, outcome.refusals))
    return goTo(c, `/assessments/${outcome.value}`)
  })

  router.get('/assessments/:id', 'assessment.read', actions.loadOverview(context), (c, viewer, found) => {
    const { head, answers, scope, settlings, openAdvice } = found
    if (seesAssignedOnly(viewer)) return goTo(c, `/assessments/${head.id}/criteria`)
    const edition = context.edition(head.edition)
    const otherTarget: Target = head.target === 3 ? 4 : 3
    const standings = unpack(edition, head.standings, actions.doubtsIn(context, head))
    return c.html(
      <OverviewPage
        view={c.get('view')}
        head={head}
        edition={edition}
        attainment={actions.attainmentOf(context, head)}
        other={attain(edition, otherTarget, standings)}
        open={openCriteria(edition, head.target, standings)}
        trend={toTrend(settlings, dayInJapan(context.now()), new Set(criteriaFor(edition, head.target).map(({ id }) => id)))}
        scope={seesAnswers(viewer) ? scope : []}
        openAdvice={openAdvice}
        carriedOver={answers.size > 0 && [...answers.values()].every(({ status }) => status === null)}
      />,
    )
  })

  router.get('/assessments/:id/scope', 'assessment.summary', assessment, (c, viewer, { head, scope }) => {
    if (!seesAnswers(viewer)) return c.notFound()
    const saved = c.req.query('saved') === '1'
    return c.html(<ScopePage view={c.get('view')} head={head} typed={toTyped(scope)} scope={scope} refusals={[]} saved={saved} />)
  })

  router.post('/assessments/:id/scope', 'assessment.scope', actions.assessmentId, async (c, viewer, id) => {
    const { seen, ...typed } = typedOf(SCOPE_SENT, formOf(c))
    const outcome = await actions.recordScope(context, viewer, id, typed, seen)
    if (outcome?.ok) return goTo(c, `/assessments/${id}/scope?saved=1`)
    const found = outcome && (await actions.readAssessment(context, viewer, id))
    if (!found) return c.notFound()
    const { head, scope } = found
    const { refusals } = outcome
    return c.html(
      <ScopePage view={c.get('view')} head={head} typed={typed} scope={scope} refusals={refusals} saved={false} />,
      statusOf(c, refusals),
    )
  })

  router.get('/assessments/:id/settings', 'assessment.settings', assessment, (c, _viewer, { head }) => {
    const typed = { title: head.title, target: String(head.target) }
    return c.html(<SettingsPage view={c.get('view')} head={head} typed={typed} refusals={[]} />)
  })

  router.post('/assessments/:id/settings', 'assessment.settings', actions.assessmentId, async (c, viewer, id) => {
    const typed = typedOf(SETTINGS, formOf(c))
    const wish = decideForm(SETTINGS, typed)
    const outcome = wish.ok ? await actions.changeSettings(context, viewer, id, wish.value) : wish
    return afterSettings(c, viewer, id, outcome, typed, `/assessments/${id}`)
  })

  router.post('/assessments/:id/removal', 'assessment.remove', actions.assessmentId, async (c, viewer, id) => {
    const typed = typedOf(REMOVAL, formOf(c))
    const outcome = await actions.removeAssessment(context, viewer, id, typed)
    return afterSettings(c, viewer, id, outcome, typed, '/assessments')
  })

  adviceRoutes(router, context, attached)
  answerRoutes(router, context, attached, pieces)
  bulkRoutes(router, context)
  assignmentRoutes(router, context)

  /** On to `next`, or the page of the settings again with what was typed. */
  async function afterSettings(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    outcome: Outcome<true> | undefined,
    typed: Partial<Parameters<typeof SettingsPage>[0]['typed']>,
    next: string,
  ): Promise<Response> {
    if (outcome?.ok) return goTo(c, next)
    const found = outcome && (await actions.readAssessment(context, viewer, id))
    if (!found) return c.notFound()
    const { head } = found
    const shown = { title: head.title, target: String(head.target), ...typed }
    return c.html(
      <SettingsPage view={c.get('view')} head={head} typed={shown} refusals={outcome.refusals} />,
      statusOf(c, outcome.refusals),
    )
  }

  async function assessmentsPage(c: WebContext, viewer: Viewer): Promise<Response> {
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1), LAST_PAGE)
    const { assessments, more } = await actions.readAssessments(context, viewer, {
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    })
    return c.html(<AssessmentsPage view={c.get('view')} assessments={assessments} page={page} more={more} />)
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

function toTyped(scope: ScopeItem[]): Typed<typeof SCOPE> {
  const lines = (kind: ScopeItem['kind']) =>
    scope
      .filter((item) => item.kind === kind)
      .map((item) => item.name)
      .join('\n')
  const exclusions = scope.filter((item) => item.kind === 'exclusion')
  return {
    site: lines('site'),
    system: lines('system'),
    cloud: lines('cloud'),
    exclusion: exclusions.map(({ name }) => name),
    exclusionReason: exclusions.map(({ reason }) => reason),
  }
}
