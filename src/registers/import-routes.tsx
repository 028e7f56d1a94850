import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { CHOICES, TAKING, UPLOAD } from './forms.ts'
import { PreviewPage, UploadPage } from './pages/import.tsx'

/** Files that are taken into a register: brought, read by its columns, looked at, taken. */
export const registerImportRoutes: Routes<actions.RegistersContext> = (router, context) => {
  const load = actions.loadRegister(context)

  router.get('/registers/:register/import', 'register.write', load, (c, viewer, opened) => importPage(c, viewer, opened))

  router.post('/registers/:register/import', 'register.write', load, async (c, viewer, opened) => {
    const decided = decideForm(UPLOAD, typedOf(UPLOAD, formOf(c)))
    if (!decided.ok) return uploadPage(c, opened, decided.refusals)
    const { file } = decided.value
    const bytes = new Uint8Array(await file.arrayBuffer())
    const outcome = await actions.uploadRows(context, viewer, opened.register.id, { name: file.name, bytes })
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, `/registers/${opened.register.id}/import`) : uploadPage(c, opened, outcome.refusals)
  })

  router.post('/registers/:register/import/choices', 'register.write', load, async (c, viewer, { register }) => {
    const { column, sheet, rest } = readForm(CHOICES, formOf(c))
    const preview = await actions.readPreview(context, viewer, register)
    if (!preview) return c.notFound()
    // What is as it was found is nobody's choice, and is not remembered as one.
    const said = preview.headers.flatMap(({ place, target }): [string, string][] => {
      const chosen = column[String(place)] || (rest && target.to === 'open' ? 'leave' : '')
      const is = target.to === 'column' ? target.col : target.to
      return chosen === '' || chosen === is ? [] : [[String(place), chosen]]
    })
    const columns = Object.fromEntries(said)
    const outcome = await actions.chooseColumns(context, viewer, register.id, sheet === '' ? { columns } : { sheet, columns })
    return outcome ? goTo(c, `/registers/${register.id}/import`) : c.notFound()
  })

  router.post('/registers/:register/import/taking', 'register.write', load, async (c, viewer, opened) => {
    const { draft, all, pick } = readForm(TAKING, formOf(c))
    const outcome = await actions.takeRows(context, viewer, opened.register.id, { draft, picks: { all, each: pick } })
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/registers/${opened.register.id}?done=imported`)
    return importPage(c, viewer, opened, outcome.refusals, { ...pick, ...(all ? { all } : {}) })
  })

  router.post('/registers/:register/import/removal', 'register.write', load, async (c, viewer, { register }) => {
    const outcome = await actions.dropRows(context, viewer, register.id)
    return outcome ? goTo(c, `/registers/${register.id}/import`) : c.notFound()
  })

  async function importPage(
    c: WebContext,
    viewer: Viewer,
    opened: actions.Opened,
    refusals: readonly Refusal[] = [],
    picks: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const preview = await actions.readPreview(context, viewer, opened.register)
    if (!preview) return uploadPage(c, opened, refusals)
    return c.html(<PreviewPage view={c.get('view')} {...preview} picks={picks} refusals={refusals} />, statusOf(c, refusals))
  }

  function uploadPage(c: WebContext, { register }: actions.Opened, refusals: readonly Refusal[]): Response | Promise<Response> {
    return c.html(<UploadPage view={c.get('view')} register={register} refusals={refusals} />, statusOf(c, refusals))
  }
}
