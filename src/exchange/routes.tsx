import type { Context } from 'hono'
import { readHead } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { type AssessmentId, type ImportId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { seesAnswers } from '../roles/sight.ts'
import type { Routes, Web } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { acceptImport, exportAnswers, FORMS, type Form, readImport, readPreview } from './actions.ts'
import { FilesPage } from './pages/files.tsx'
import { PreviewPage } from './pages/preview.tsx'
import type { MergeChoice } from './resolve-import'

/** What goes out of an assessment and what comes in. A file is read, shown, and only then accepted. */
export const exchangeRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/assessments/:id/files', 'report.read', async (c) => {
    const here = await findHere(c, context)
    if (!here || !seesAnswers(here.viewer)) return c.notFound()
    const imported = Number(c.req.query('imported') ?? Number.NaN)
    const written = Number.isInteger(imported) ? imported : undefined
    return c.html(<FilesPage view={c.get('view')} head={here.head} refusals={[]} written={written} />)
  })

  router.post('/assessments/:id/exports', 'files.export', async (c) => {
    const here = await findHere(c, context)
    if (!here) return c.notFound()
    const { form } = await c.req.parseBody()
    const wanted = FORMS.find((one) => one === form)
    if (!wanted) return c.notFound()
    const outcome = await exportAnswers(context, here.viewer, here.head.id, wanted)
    if (!outcome) return c.notFound()
    if (!outcome.ok) return filesPage(c, here, outcome.refusals)
    const { bytes, exportedAt, title } = outcome.value
    const name = `${title}_回答_${dayInJapan(exportedAt)}.${FILE[wanted].ending}`
    return file(bytes, FILE[wanted].type, name, 'attachment')
  })

  router.post('/assessments/:id/imports', 'files.import', async (c) => {
    const here = await findHere(c, context)
    if (!here) return c.notFound()
    const { file: sent, sheet } = await c.req.parseBody()
    if (!(sent instanceof File) || sent.name === '') return filesPage(c, here, [NO_FILE])
    const bytes = new Uint8Array(await sent.arrayBuffer())
    const outcome = await readImport(context, here.viewer, here.head.id, {
      name: sent.name,
      bytes,
      sheet: typeof sheet === 'string' && sheet !== '' ? sheet : undefined,
    })
    if (!outcome) return c.notFound()
    if (!outcome.ok) return filesPage(c, here, outcome.refusals)
    return c.redirect(`/assessments/${here.head.id}/imports/${outcome.value}`, 303)
  })

  router.get('/assessments/:id/imports/:import', 'files.import', async (c) => {
    const here = await findHere(c, context)
    const draft = parseId<ImportId>(c.req.param('import'))
    const preview = here && draft && (await readPreview(context, here.viewer, here.head.id, draft))
    if (!preview) return c.notFound()
    return c.html(<PreviewPage view={c.get('view')} head={here.head} preview={preview} refusals={[]} chosen={() => undefined} />)
  })

  router.post('/assessments/:id/imports/:import/acceptance', 'files.import', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const draft = parseId<ImportId>(c.req.param('import'))
    if (!id || !draft) return c.notFound()
    const form = await c.req.parseBody()
    const chosen = (name: string) => (typeof form[name] === 'string' ? form[name] : undefined)
    const row = (criterion: string) => Number(chosen(`row ${criterion}`)) || undefined
    const choice = (criterion: string, field: string) => choiceOf(chosen('all') || chosen(`choice ${criterion} ${field}`))
    const outcome = await acceptImport(context, viewer, id, draft, { seen: Number(form.seen), choice, row })
    if (!outcome) return c.notFound()
    if (outcome.ok) return c.redirect(`/assessments/${id}/files?imported=${outcome.value.written}`, 303)
    const here = await findHere(c, context)
    const preview = here && (await readPreview(context, viewer, id, draft, row))
    if (!preview) return c.notFound()
    const shown = { head: here.head, preview, refusals: outcome.refusals, chosen }
    return c.html(<PreviewPage view={c.get('view')} {...shown} />, 422)
  })
}

const FILE: Record<Form, { ending: string; type: string }> = {
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
  'csv-shift-jis': { ending: 'Shift_JIS.csv', type: 'text/csv; charset=Shift_JIS' },
  json: { ending: 'json', type: 'application/json' },
}

const NO_FILE: Refusal = {
  code: 'import.no-file',
  field: 'file',
  words: { ja: '取り込むファイルを選んでください。', en: 'Choose a file to import.' },
}

type Here = NonNullable<Awaited<ReturnType<typeof findHere>>>

async function findHere(c: Context<Web>, context: CatalogueContext) {
  const { viewer } = c.get('view')
  const id = parseId<AssessmentId>(c.req.param('id'))
  const head = viewer && id && (await readHead(context, viewer, id))
  return head && { viewer, head }
}

function filesPage(c: Context<Web>, here: Here, refusals: readonly Refusal[]) {
  return c.html(<FilesPage view={c.get('view')} head={here.head} refusals={refusals} written={undefined} />, 422)
}

function choiceOf(value: unknown): MergeChoice | undefined {
  return value === 'theirs' || value === 'both' || value === 'ours' ? value : undefined
}
