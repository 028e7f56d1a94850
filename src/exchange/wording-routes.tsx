import type { CatalogueContext } from '../catalogue/index.ts'
import { EditionId } from '../catalogue/index.ts'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { OfficialWordingPage } from './pages/official-wording.tsx'
import * as actions from './wording-actions.ts'

/** Taking the official wording of an edition in, and away again. */
export const wordingRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/catalogue/:edition/official-wording', 'wording.read', (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    return id.success ? wordingPage(c, id.data, { ok: true, value: c.req.query('imported') === '1' }) : c.notFound()
  })

  router.post('/catalogue/:edition/official-wording', 'wording.import', async (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    if (!id.success) return c.notFound()
    const { viewer } = c.get('view')
    const address = `/catalogue/${id.data}/official-wording`
    if (!viewer) return c.redirect(address, 303)
    const { file } = await c.req.parseBody()
    if (!(file instanceof File) || file.size === 0) return wordingPage(c, id.data, noFile())
    const bytes = new Uint8Array(await file.arrayBuffer())
    const outcome = await actions.importOfficialWording(context, viewer, id.data, { name: file.name, bytes })
    return outcome.ok ? c.redirect(`${address}?imported=1`, 303) : wordingPage(c, id.data, outcome)
  })

  router.post('/catalogue/:edition/official-wording/removal', 'wording.import', async (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    if (!id.success) return c.notFound()
    const { viewer } = c.get('view')
    if (viewer) await actions.removeOfficialWording(context, viewer, id.data)
    return c.redirect(`/catalogue/${id.data}/official-wording`, 303)
  })

  async function wordingPage(c: WebContext, id: EditionId, outcome: Outcome<unknown>): Promise<Response> {
    const { viewer } = c.get('view')
    const imported = viewer && (await actions.readWordingImport(context, viewer.tenant, id))
    const common = { view: c.get('view'), edition: context.edition(id), imported }
    if (outcome.ok) return c.html(<OfficialWordingPage {...common} refusals={[]} done={outcome.value === true} />)
    return c.html(<OfficialWordingPage {...common} refusals={outcome.refusals} done={false} />, 422)
  }
}

function noFile(): ReturnType<typeof refuse> {
  return refuse('wording.no-file', { ja: '取り込むブックを選んでください。', en: 'Choose the workbook to import.' }, 'file')
}
