import { decideForm, type Typed, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import { knowsAll } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import { againstEffort } from '../tasks/index.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import { EFFORT, type OwnEffort } from './effort.ts'
import { changeEffort, readEfforts } from './effort-actions.ts'
import { EffortPage, EffortsPage } from './pages/efforts.tsx'

/** What measures take in an organisation: all of them beside our estimates, and each to be changed. */
export function effortRoutes(router: Router, context: MeasuresContext): void {
  router.get('/efforts', 'issues.read', async (c, viewer) => {
    const efforts = await readEfforts(context, viewer)
    if (!efforts) return c.notFound()
    const view = c.get('view')
    const { themes } = measuresIn(context.measures(), view.lang)
    return c.html(<EffortsPage view={view} themes={themes} efforts={efforts} saved={c.req.query('saved')} />)
  })

  router.get('/efforts/:measure', 'plan.make', (c, viewer) => effortPage(c, viewer))

  router.post('/efforts/:measure', 'plan.make', async (c, viewer) => {
    const measure = context.measures().measures.find(({ id }) => id === c.req.param('measure'))
    if (!measure) return c.notFound()
    const typed = typedOf(EFFORT, formOf(c))
    const wish = decideForm(EFFORT, typed, (sent) => (sent.ours ? [] : againstEffort(sent)))
    const outcome = wish.ok ? await changeEffort(context, viewer, measure, wish.value) : wish
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, `/efforts?saved=${measure.id}#m-${measure.id}`) : effortPage(c, viewer, typed, outcome.refusals)
  })

  async function effortPage(
    c: WebContext,
    viewer: Viewer,
    typed?: Typed<typeof EFFORT>,
    refusals: readonly Refusal[] = [],
  ): Promise<Response> {
    const view = c.get('view')
    const measure = measuresIn(context.measures(), view.lang).measures.find(({ id }) => id === c.req.param('measure'))
    const efforts = measure && (await readEfforts(context, viewer))
    if (!measure || !efforts || !knowsAll(viewer)) return c.notFound()
    const own = efforts.get(measure.id)
    const shown = { ...(typed ?? typedFrom(own)), revision: String(own?.revision ?? 0) }
    return c.html(<EffortPage {...{ view, measure, own, typed: shown, refusals }} />, statusOf(c, refusals))
  }
}

function typedFrom(own: OwnEffort | undefined): Omit<Typed<typeof EFFORT>, 'revision'> {
  const [low = '', likely = '', high = ''] = (own?.days ?? []).map(String)
  return { low, likely, high, ours: '' }
}
