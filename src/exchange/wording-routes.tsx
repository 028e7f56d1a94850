import type { CatalogueContext } from '../catalogue/index.ts'
import { type EditionId, readEdition } from '../catalogue/index.ts'
import { decideForm, typedOf } from '../kernel/form.ts'
import type { Outcome } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { WORKBOOK } from './forms.ts'
import { OfficialWordingPage } from './pages/official-wording.tsx'
import * as actions from './wording-actions.ts'

/** Taking the official wording of an edition in, and away again. */
export const wordingRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/catalogue/:edition/official-wording', 'wording.read', readEdition, (c, viewer, id) =>
    wordingPage(c, viewer, id, { ok: true, value: c.req.query('imported') === '1' }),
  )

  router.post('/catalogue/:edition/official-wording', 'wording.import', readEdition, async (c, viewer, id) => {
    const sent = decideForm(WORKBOOK, typedOf(WORKBOOK, formOf(c)))
    if (!sent.ok) return wordingPage(c, viewer, id, sent)
    const { file } = sent.value
    const bytes = new Uint8Array(await file.arrayBuffer())
    const outcome = await actions.importOfficialWording(context, viewer, id, { name: file.name, bytes })
    return outcome.ok ? goTo(c, `/catalogue/${id}/official-wording?imported=1`) : wordingPage(c, viewer, id, outcome)
  })

  router.post('/catalogue/:edition/official-wording/removal', 'wording.import', readEdition, async (c, viewer, id) => {
    const outcome = await actions.removeOfficialWording(context, viewer, id)
    if (!outcome.ok) return wordingPage(c, viewer, id, outcome)
    return goTo(c, `/catalogue/${id}/official-wording`)
  })

  async function wordingPage(c: WebContext, viewer: Viewer, id: EditionId, outcome: Outcome<unknown>): Promise<Response> {
    const imported = await actions.readWordingImport(context, viewer.tenant, id)
    const common = { view: c.get('view'), edition: context.edition(id), imported }
    if (outcome.ok) return c.html(<OfficialWordingPage {...common} refusals={[]} done={outcome.value === true} />)
    return c.html(<OfficialWordingPage {...common} refusals={outcome.refusals} done={false} />, statusOf(c, outcome.refusals))
  }
}
