import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import type { Cells } from './cells.ts'
import { DIAGRAM_LINK, DIAGRAM_SPOT, ENDING, LOOK } from './forms.ts'
import { DiagramPage } from './pages/diagram.tsx'
import { StocktakePage } from './pages/stocktake.tsx'

/** The 棚卸 of a register, row by row; and the network diagram that is drawn from one. */
export const registerWalkRoutes: Routes<actions.RegistersContext> = (router, context) => {
  const load = actions.loadRegister(context)

  router.get('/registers/:register/stocktake', 'register.write', load, (c, viewer, opened) => walkPage(c, viewer, opened))

  router.post('/registers/:register/stocktake', 'register.write', load, async (c, viewer, opened) => {
    const outcome = await actions.beginStocktake(context, viewer, opened.register.id)
    return outcome?.ok ? goTo(c, `/registers/${opened.register.id}/stocktake`) : c.notFound()
  })

  router.post('/registers/:register/stocktake/looks', 'register.write', load, async (c, viewer, opened) => {
    const { row, result, cell } = readForm(LOOK, formOf(c))
    const outcome = row && result && (await actions.lookAtRow(context, viewer, opened.register.id, { row, result, cells: cell }))
    if (!outcome) return c.notFound()
    if (!outcome.ok) return walkPage(c, viewer, opened, { typed: cell, refusals: outcome.refusals })
    return goTo(c, `/registers/${opened.register.id}/stocktake`)
  })

  router.post('/registers/:register/stocktake/end', 'register.write', load, async (c, viewer, opened) => {
    const typed = typedOf(ENDING, formOf(c))
    const wish = decideForm(ENDING, typed)
    const outcome = wish.ok ? await actions.endStocktake(context, viewer, opened.register.id, wish.value.note) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return walkPage(c, viewer, opened, { note: typed.note, refusals: outcome.refusals })
    return goTo(c, `/registers/${opened.register.id}?done=taken`)
  })

  router.get('/network-diagram', 'register.read', (c, viewer) => diagramPage(c, viewer))

  router.post('/network-diagram/spots', 'register.write', async (c, viewer) => {
    const outcome = await actions.placeInDiagram(context, viewer, readForm(DIAGRAM_SPOT, formOf(c)))
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, '/network-diagram') : diagramPage(c, viewer, outcome.refusals)
  })

  router.post('/network-diagram/links', 'register.write', async (c, viewer) => {
    const { pair, one, other, ...wish } = readForm(DIAGRAM_LINK, formOf(c))
    const ends = pair ?? { one, other }
    const outcome = await actions.linkInDiagram(context, viewer, { ...wish, ...ends })
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, '/network-diagram') : diagramPage(c, viewer, outcome.refusals)
  })

  async function walkPage(
    c: WebContext,
    viewer: Viewer,
    opened: actions.Opened,
    { typed, note = '', refusals = [] }: { typed?: Cells; note?: string; refusals?: readonly Refusal[] } = {},
  ): Promise<Response> {
    const found = await actions.readStocktake(context, viewer, opened.register)
    const props = { view: c.get('view'), typed, note, refusals }
    return c.html(<StocktakePage {...opened} {...found} {...props} />, statusOf(c, refusals))
  }

  async function diagramPage(c: WebContext, viewer: Viewer, refusals: readonly Refusal[] = []): Promise<Response> {
    const found = await actions.readDiagram(context, viewer)
    return found
      ? c.html(<DiagramPage view={c.get('view')} {...found} refusals={refusals} />, statusOf(c, refusals))
      : c.notFound()
  }
}
