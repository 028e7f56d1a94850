import type { CatalogueContext } from '../catalogue/index.ts'
import { type EditionId, readEdition } from '../catalogue/index.ts'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { fileOf, formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { OfficialWordingPage } from './pages/official-wording.tsx'
import * as actions from './wording-actions.ts'

/** Taking the official wording of an edition in, and away again. */
export const wordingRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/catalogue/:edition/official-wording', 'wording.read', readEdition, (c, viewer, id) =>
    wordingPage(c, viewer, id, { ok: true, value: c.req.query('imported') === '1' }),
  )

  router.post('/catalogue/:edition/official-wording', 'wording.import', readEdition, async (c, viewer, id) => {
    const file = fileOf(formOf(c), 'file')
    if (!file || file.size === 0) return wordingPage(c, viewer, id, noFile())
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

function noFile(): ReturnType<typeof refuse> {
  return refuse('wording.no-file', { ja: '取り込むブックを選んでください。', en: 'Choose the workbook to import.' }, 'file')
}
