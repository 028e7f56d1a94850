import { assessmentId } from '../assessment/actions.ts'
import { blankOf, readForm, typedOf } from '../kernel/form.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Outcome, Refusal } from '../kernel/refusal.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { View } from '../ui/view.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { AFTER, DECISION, SUBMISSION } from './forms.ts'
import type { FrozenPlan, PlanChanges } from './frozen-plan.ts'
import type { TitleOf } from './pages/frozen.tsx'
import { ApprovalPanel } from './pages/panel.tsx'
import { SubmissionPage } from './pages/submission.tsx'
import { VersionPage } from './pages/version.tsx'
import type { PlanVersion } from './version.ts'

type Found = { found: actions.ApprovalView; version: PlanVersion }
type Done = 'submitted' | NonNullable<PlanVersion['decision']>['outcome']
const DONE: readonly Done[] = ['submitted', 'approved', 'directed', 'withdrawn']

/** Putting a plan before management, the page on which that decides, and what comes of it. */
export const approvalRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/assessments/:id/plan/submission', 'plan.submit', assessmentId, async (c, viewer, id) => {
    const found = await actions.readApproval(context, viewer, id)
    if (!found) return c.notFound()
    if (!found.plan) return goTo(c, `/assessments/${id}/plan`)
    return c.html(submission(c, found, ''))
  })

  router.post('/assessments/:id/plan/versions', 'plan.submit', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(SUBMISSION, formOf(c))
    const outcome = await actions.submitPlan(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/assessments/${id}/plan/versions/${outcome.value.number}?done=submitted`)
    const found = outcome && (await actions.readApproval(context, viewer, id))
    return found ? c.html(submission(c, found, typed.message, outcome.refusals), statusOf(c, outcome.refusals)) : c.notFound()
  })

  router.get('/assessments/:id/plan/versions/:version', 'issues.read', placeOf, async (c, viewer, place) => {
    const found = await load(viewer, place)
    const done = DONE.find((one) => one === c.req.query('done'))
    return found ? c.html(versionPage(c, viewer, found, { done })) : c.notFound()
  })

  router.post('/assessments/:id/plan/versions/:version/approval', 'plan.approve', placeOf, async (c, viewer, place) => {
    const typed = typedOf(DECISION, formOf(c))
    const outcome = await actions.approvePlan(context, viewer, place, typed)
    const { after: page } = readForm(AFTER, formOf(c))
    if (outcome?.ok && page === 'management') return goTo(c, `/assessments/${place.assessment}/management?approved=1`)
    return after(c, viewer, place, 'approved', typed, outcome)
  })

  router.post('/assessments/:id/plan/versions/:version/directions', 'plan.approve', placeOf, async (c, viewer, place) => {
    const typed = typedOf(DECISION, formOf(c))
    return after(c, viewer, place, 'directed', typed, await actions.directPlan(context, viewer, place, typed))
  })

  router.post('/assessments/:id/plan/versions/:version/withdrawal', 'plan.submit', placeOf, async (c, viewer, place) =>
    after(c, viewer, place, 'withdrawn', {}, await actions.withdrawPlan(context, viewer, place)),
  )

  async function load(viewer: Viewer, { assessment, number }: actions.Place): Promise<Found | undefined> {
    const found = await actions.readApproval(context, viewer, assessment)
    const version = found?.versions.find((one) => one.number === number)
    return found && version && { found, version }
  }

  /** The version with what was done, or with what was refused and typed. */
  async function after(
    c: WebContext,
    viewer: Viewer,
    place: actions.Place,
    done: Done,
    typed: Typed,
    outcome: Outcome<unknown> | undefined,
  ): Promise<Response> {
    if (outcome?.ok) return goTo(c, `/assessments/${place.assessment}/plan/versions/${place.number}?done=${done}`)
    const found = outcome && (await load(viewer, place))
    if (!found) return c.notFound()
    return c.html(versionPage(c, viewer, found, { typed, refusals: outcome.refusals }), statusOf(c, outcome.refusals))
  }

  function versionPage(
    c: WebContext,
    viewer: Viewer,
    { found, version }: Found,
    { typed = {}, refusals = [], done }: { typed?: Typed; refusals?: readonly Refusal[]; done?: Done | undefined },
  ) {
    const view = c.get('view')
    const own = titlesFor(context, view)
    const decides = actions.decides(viewer, version, found.people)
    const frozen = JSON.parse(version.content) as FrozenPlan
    return <VersionPage {...{ view, found, version, frozen, decides, typed, refusals, done }} {...own} />
  }

  function submission(c: WebContext, found: actions.ApprovalView, message: string, refusals: readonly Refusal[] = []) {
    const view = c.get('view')
    const { titleOf } = titlesFor(context, view)
    return <SubmissionPage {...{ view, found, titleOf, refusals }} typed={{ ...blankOf(SUBMISSION), message }} />
  }
}

type Typed = Parameters<typeof VersionPage>[0]['typed']

/** For the page of the plan: how it stands with management. Nothing where the viewer may not see it. */
export function approvalPanel(context: MeasuresContext) {
  return async (view: View, viewer: Viewer, id: AssessmentId) => {
    const found = await actions.readApproval(context, viewer, id)
    return found ? <ApprovalPanel view={view} found={found} translated={titlesFor(context, view).translated} /> : null
  }
}

/** The names of tasks as the reader's language has them: those of measures are ours, all others are people's own. */
function titlesFor(context: MeasuresContext, view: View): { titleOf: TitleOf; translated(changes: PlanChanges): PlanChanges } {
  const translated = measuresIn(context.measures(), view.lang).measures
  const names = new Map(translated.map(({ id, name }) => [id, name]))
  const own = new Map(context.measures().measures.map(({ id, name }) => [name, names.get(id) ?? name]))
  const named = (title: string) => own.get(title) ?? title
  return {
    titleOf: ({ measure, title }) => (measure === null ? title : named(title)),
    translated: (changes) => ({
      ...changes,
      ...{ added: changes.added.map(named), dropped: changes.dropped.map(named), done: changes.done.map(named) },
      moved: changes.moved.map((one) => ({ ...one, title: named(one.title) })),
      handed: changes.handed.map((one) => ({ ...one, title: named(one.title) })),
    }),
  }
}

function placeOf({ id, version }: { id: string; version: string }): actions.Place | undefined {
  const assessment = parseId<AssessmentId>(id)
  return assessment && /^[1-9]\d{0,5}$/.test(version) ? { assessment, number: Number(version) } : undefined
}
