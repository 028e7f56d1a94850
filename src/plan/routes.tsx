import type { Child } from 'hono/jsx'
import { assessmentId } from '../assessment/actions.ts'
import { titleWords } from '../issues/index.ts'
import { type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { type MeasuresContext, namesOf } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { View } from '../ui/view.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formInAddress, formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { effortRoutes } from './effort-routes.tsx'
import type { KeptPlan } from './kept-plan.ts'
import { PlanPage } from './pages/plan.tsx'
import { decidePlan, PLAN, type PlanSettings, typedFrom } from './settings.ts'

/** What stands above the plan, such as how it stands with management. */
type Panel = (view: View, viewer: Viewer, id: AssessmentId) => Promise<Child>

/** The plan of an assessment: as it is, tried with other settings (`?try=1`, by its address alone), and made. */
export function planRoutes(panelFor: (context: MeasuresContext) => Panel): Routes<MeasuresContext> {
  return (router, context) => addRoutes(router, context, panelFor(context))
}

const addRoutes = (router: Router, context: MeasuresContext, panelOf: Panel) => {
  effortRoutes(router, context)

  router.get('/assessments/:id/plan', 'issues.read', assessmentId, async (c, viewer, id) => {
    const found = await actions.readPlan(context, viewer, id)
    if (!found) return c.notFound()
    const view = c.get('view')
    const { plan } = found
    const kept = plan ? typedFrom(plan.settings, plan.revision) : undefined
    if (c.req.query('try') !== '1' || !view.may('plan.make')) {
      const panel = await panelOf(view, viewer, id)
      return c.html(page(c, found, { typed: kept ?? firstTyped(), shown: plan, saved: c.req.query('saved') === '1', panel }))
    }
    const typed = typedOf(PLAN, formInAddress(c))
    const decided = decidePlan(typed)
    const tried = decided.ok ? await actions.tryPlan(context, viewer, found, decided.value.settings) : decided
    if (!decided.ok || !tried.ok) {
      const { refusals } = tried.ok ? { refusals: [] } : tried
      return c.html(page(c, found, { typed, shown: plan, refusals }), statusOf(c, refusals))
    }
    const { result, begin } = tried.value
    return c.html(page(c, found, { typed, shown: { settings: decided.value.settings, result }, begin, trying: true }))
  })

  router.post('/assessments/:id/plan', 'plan.make', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(PLAN, formOf(c))
    const decided = decidePlan(typed)
    const outcome = decided.ok
      ? await actions.makePlan(context, viewer, id, decided.value.settings, decided.value.revision)
      : decided
    if (outcome?.ok) return goTo(c, `/assessments/${id}/plan?saved=1`)
    return outcome ? refused(c, viewer, id, typed, outcome.refusals) : c.notFound()
  })

  async function refused(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    typed: Typed<typeof PLAN>,
    refusals: readonly Refusal[],
  ): Promise<Response> {
    const found = await actions.readPlan(context, viewer, id)
    if (!found) return c.notFound()
    const revision = String(found.plan?.revision ?? 0)
    return c.html(page(c, found, { typed: { ...typed, revision }, shown: found.plan, refusals }), statusOf(c, refusals))
  }

  function page(c: WebContext, found: actions.PlanView, more: Shown) {
    const view = c.get('view')
    const nameOf = namesOf(context.measures())
    const { begin = [], refusals = [], trying = false, saved = false, typed, shown, panel = null } = more
    const titleOf = (task: { measure: string | null; title: string }) => view.say(titleWords(task, nameOf))
    const titles = new Map([
      ...found.tasks.map((task): [string, string] => [task.id, titleOf(task)]),
      ...begin.map((task): [string, string] => [task.key, titleOf(task)]),
    ])
    return <PlanPage view={view} found={found} titles={titles} {...{ typed, shown, refusals, trying, saved, panel }} />
  }

  function firstTyped(): Typed<typeof PLAN> {
    return typedFrom({ from: dayInJapan(context.now()), by: null, size: 100, hours: 8, people: [] }, 0)
  }
}

type Shown = {
  typed: Typed<typeof PLAN>
  shown: Pick<KeptPlan, 'settings' | 'result'> | { settings: PlanSettings; result: KeptPlan['result'] } | undefined
  begin?: readonly { key: string; measure: string | null; title: string }[]
  refusals?: readonly Refusal[]
  trying?: boolean
  saved?: boolean
  panel?: Child
}
