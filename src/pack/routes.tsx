import { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import { plainField, readForm } from '../kernel/form.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { streamed } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { makePack, readPack } from './actions.ts'
import { PackPage } from './pages/pack.tsx'
import { type Files, readFiles } from './wish.ts'

const WISH = z.object({ files: plainField(readFiles) })

/** A pack of the evidence of an assessment: what it will hold, and the file itself. */
export const packRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/assessments/:id/evidence/pack', 'evidence.pack', (c, viewer) =>
    page(c, viewer, c.req.param('id'), readFiles(c.req.query('files'))),
  )

  router.post('/assessments/:id/evidence/pack', 'evidence.pack', async (c, viewer) => {
    const { files } = readForm(WISH, formOf(c))
    const id = parseId<AssessmentId>(c.req.param('id'))
    const made = id && (await makePack(context, viewer, id, files, c.get('view').lang))
    if (!made) return c.notFound()
    if (!made.ok) return page(c, viewer, c.req.param('id'), files, made.refusals)
    return streamed(made.value.content, 'application/zip', made.value.name, made.value.bytes)
  })

  async function page(
    c: WebContext,
    viewer: Viewer,
    assessment: string,
    files: Files,
    refusals: readonly Refusal[] = [],
  ): Promise<Response> {
    const id = parseId<AssessmentId>(assessment)
    const view = c.get('view')
    const pack = id && (await readPack(context, viewer, id, files, view.lang))
    if (!pack) return c.notFound()
    return c.html(<PackPage view={view} pack={pack} files={files} refusals={refusals} />, statusOf(c, refusals))
  }
}
