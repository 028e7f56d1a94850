import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { REGISTER_WORDS } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { dataOf, formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { asData, statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { readFilter } from './filter.ts'
import { COLUMN, EXPORT, LEAVING, ROW, readGridWish } from './forms.ts'
import { ColumnsPage } from './pages/columns.tsx'
import { DONE_WORDS, RegisterPage } from './pages/list.tsx'
import { RegistersPage } from './pages/overview.tsx'
import { NewRowPage, RowPage } from './pages/row.tsx'

type Found = NonNullable<Awaited<ReturnType<ReturnType<typeof actions.loadRow>>>>

/** The 台帳 of an organisation: their rows, one by one and as a grid, and the columns of its own. */
export const registersRoutes: Routes<actions.RegistersContext> = (router, context) => {
  const load = actions.loadRegister(context)
  const loadRow = actions.loadRow(context)

  router.get('/registers', 'register.read', async (c, viewer) =>
    c.html(<RegistersPage view={c.get('view')} registers={await actions.readRegisters(context, viewer)} />),
  )

  router.get('/registers/:register', 'register.read', load, (c, viewer, opened) => listPage(c, viewer, opened))

  router.get('/registers/:register/new', 'register.write', load, (c, _viewer, opened) =>
    c.html(<NewRowPage view={c.get('view')} {...opened} typed={{}} refusals={[]} />),
  )

  router.post('/registers/:register/rows', 'register.write', load, async (c, viewer, opened) => {
    const { cell } = readForm(ROW, formOf(c))
    const outcome = await actions.addRow(context, viewer, opened.register.id, cell, await sentForm(c, context.now()))
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/registers/${opened.register.id}?done=added`)
    const { refusals } = outcome
    return c.html(<NewRowPage view={c.get('view')} {...opened} typed={cell} refusals={refusals} />, statusOf(c, refusals))
  })

  router.get('/registers/:register/rows/:row', 'register.read', loadRow, (c, _viewer, found) =>
    rowPage(c, found, { saved: c.req.query('saved') === '1' }),
  )

  router.post('/registers/:register/rows/:row', 'register.write', loadRow, async (c, viewer, found) => {
    const { cell, revision } = readForm(ROW, formOf(c))
    const { id, register } = found.row
    const outcome = await actions.changeRow(context, viewer, register, id, { cells: cell, revision })
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/registers/${register}/rows/${id}?saved=1`)
    return rowPage(c, found, { typed: cell, refusals: outcome.refusals })
  })

  router.post('/registers/:register/rows/:row/gone', 'register.write', loadRow, async (c, viewer, found) => {
    const leaving = typedOf(LEAVING, formOf(c))
    const wish = decideForm(LEAVING, leaving)
    const { id, register } = found.row
    const outcome = wish.ok ? await actions.leaveRow(context, viewer, register, id, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return rowPage(c, found, { leaving, refusals: outcome.refusals })
    return goTo(c, outcome.value.gone ? `/registers/${register}?done=gone` : `/registers/${register}/rows/${id}?saved=1`)
  })

  router.post('/registers/:register/cells', 'register.write', load, async (c, viewer, { register }) => {
    const wish = readGridWish(dataOf(c))
    const outcome = wish && (await actions.changeCells(context, viewer, register.id, wish))
    if (!outcome) return c.notFound()
    if (!outcome.ok) return asData(c, outcome.refusals)
    return c.json(outcome.value, outcome.value.clashes.length > 0 ? 409 : 200)
  })

  router.post('/registers/:register/exports', 'register.export', load, async (c, viewer, opened) => {
    const { form } = readForm(EXPORT, formOf(c))
    const { lang } = c.get('view')
    const outcome = form && (await actions.exportRegister(context, viewer, opened.register.id, form, lang))
    if (!outcome) return c.notFound()
    if (!outcome.ok) throw new Error('whoever may export a register is refused by nothing else')
    const name = `${REGISTER_WORDS[opened.register.id][lang]}-${dayInJapan(context.now())}.${form}`
    return file(outcome.value, TYPES[form], name, 'attachment')
  })

  router.get('/registers/:register/columns', 'register.write', load, (c, _viewer, opened) =>
    c.html(<ColumnsPage view={c.get('view')} {...opened} typed="" refusals={[]} />),
  )

  router.post('/registers/:register/columns', 'register.write', load, async (c, viewer, opened) => {
    const { name } = readForm(COLUMN, formOf(c))
    const outcome = await actions.addColumn(context, viewer, opened.register.id, name)
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/registers/${opened.register.id}/columns`)
    const { refusals } = outcome
    return c.html(<ColumnsPage view={c.get('view')} {...opened} typed={name} refusals={refusals} />, statusOf(c, refusals))
  })

  router.post('/registers/:register/columns/:column', 'register.write', load, async (c, viewer, opened) => {
    const { name, away } = readForm(COLUMN, formOf(c))
    const outcome = await actions.changeColumn(context, viewer, opened.register.id, { col: c.req.param('column'), name, away })
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/registers/${opened.register.id}/columns`)
    const { refusals } = outcome
    return c.html(<ColumnsPage view={c.get('view')} {...opened} typed="" refusals={refusals} />, statusOf(c, refusals))
  })

  async function listPage(c: WebContext, viewer: Viewer, opened: actions.Opened): Promise<Response> {
    const filter = readFilter(c.req.query(), opened.columns)
    const found = await actions.readRows(context, viewer, opened, filter)
    const done = c.req.query('done') ?? ''
    const props = { view: c.get('view'), filter, done: isDone(done) ? done : undefined, refusals: [] }
    return c.html(<RegisterPage {...opened} {...found} {...props} />)
  }

  function rowPage(
    c: WebContext,
    found: Found,
    shown: { saved?: boolean; typed?: Found['row']['cells']; leaving?: Typed<typeof LEAVING>; refusals?: readonly Refusal[] },
  ): Response | Promise<Response> {
    const { saved = false, typed = found.row.cells, leaving = blankOf(LEAVING), refusals = [] } = shown
    const props = { view: c.get('view'), saved, typed, leaving, refusals }
    return c.html(<RowPage {...found} {...props} />, statusOf(c, refusals))
  }
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

function isDone(word: string): word is keyof typeof DONE_WORDS {
  return Object.hasOwn(DONE_WORDS, word)
}
