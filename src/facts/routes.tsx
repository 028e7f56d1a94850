import type { Context } from '../context.ts'
import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { may } from '../roles/permissions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { HANDLING, UPLOAD } from './forms.ts'
import { FactsPage } from './pages/facts.tsx'

/** 技術的事実: files of tools, the findings that bear on criteria, and what was done about them. */
export const factRoutes: Routes<Context> = (router, context) => {
  router.get('/facts', 'register.read', (c, viewer) => page(c, viewer))

  router.post('/facts', 'register.write', async (c, viewer) => {
    const decided = decideForm(UPLOAD, typedOf(UPLOAD, formOf(c)))
    if (!decided.ok) return page(c, viewer, decided.refusals)
    const { file } = decided.value
    const outcome = await actions.addFacts(context, viewer, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    return outcome.ok ? goTo(c, '/facts') : page(c, viewer, outcome.refusals)
  })

  router.post('/facts/:finding', 'register.write', async (c, viewer) => {
    const outcome = await actions.handleFinding(context, viewer, c.req.param('finding'), readForm(HANDLING, formOf(c)))
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, '/facts') : page(c, viewer, outcome.refusals)
  })

  async function page(c: WebContext, viewer: Viewer, refusals: readonly Refusal[] = []): Promise<Response> {
    const facts = await actions.readFacts(context, viewer, c.req.query('shown') === 'handled' ? 'handled' : 'open')
    const mayWrite = may(viewer, 'register.write')
    return c.html(<FactsPage view={c.get('view')} {...facts} mayWrite={mayWrite} refusals={refusals} />, statusOf(c, refusals))
  }
}
