import { type AssessmentHead, assessmentId, loadHead, readHead, readLastImport, takeImportBack } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { type AssessmentId, type ImportId, parseId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { readNames } from '../organisation/actions.ts'
import { seesAnswers } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { acceptImport, answerQuestions, exportAnswers, exportName, readImport, readPreview, readQuestions } from './actions.ts'
import { ACCEPTANCE, decisionsIn, EXPORT, type Form, TAKE_BACK, UPLOAD } from './forms.ts'
import { FilesPage } from './pages/files.tsx'
import { PreviewPage } from './pages/preview.tsx'
import { QuestionsPage } from './pages/questions.tsx'
import { choicesIn, questionForm } from './question-form.ts'

/** What goes out of an assessment and what comes in. A file is read, shown, and only then accepted. */
export const exchangeRoutes: Routes<CatalogueContext> = (router, context) => {
  const assessment = loadHead(context)

  router.get('/assessments/:id/files', 'report.read', assessment, (c, viewer, head) => {
    if (!seesAnswers(viewer)) return c.notFound()
    const imported = Number(c.req.query('imported') ?? Number.NaN)
    const written = Number.isInteger(imported) ? imported : undefined
    return filesPage(c, viewer, head, [], { written, takenBack: takenBackIn(c.req.query('takenBack')) })
  })

  router.post('/assessments/:id/exports', 'files.export', assessmentId, async (c, viewer, id) => {
    const { form: wanted } = readForm(EXPORT, formOf(c))
    if (!wanted) return c.notFound()
    const outcome = await exportAnswers(context, viewer, id, wanted)
    const head = outcome && !outcome.ok ? await readHead(context, viewer, id) : undefined
    if (!outcome?.ok) return outcome && head ? filesPage(c, viewer, head, outcome.refusals) : c.notFound()
    const { bytes, exportedAt, title } = outcome.value
    const name = `${exportName(title, exportedAt)}.${FILE[wanted].ending}`
    return file(bytes, FILE[wanted].type, name, 'attachment')
  })

  router.post('/assessments/:id/imports', 'files.import', assessment, async (c, viewer, head) => {
    const typed = typedOf(UPLOAD, formOf(c))
    const decided = decideForm(UPLOAD, typed)
    if (!decided.ok) return filesPage(c, viewer, head, decided.refusals, { typed })
    const { file, sheet: sheets } = decided.value
    const bytes = new Uint8Array(await file.arrayBuffer())
    const outcome = await readImport(
      context,
      viewer,
      head.id,
      { name: file.name, bytes, sheets },
      await sentForm(c, context.now()),
    )
    if (!outcome) return c.notFound()
    if (!outcome.ok) return filesPage(c, viewer, head, outcome.refusals, { typed })
    return goTo(c, `/assessments/${head.id}/imports/${outcome.value}`)
  })

  router.post('/assessments/:id/import-removal', 'files.import', assessment, async (c, viewer, head) => {
    const outcome = await takeImportBack(context, viewer, head.id, readForm(TAKE_BACK, formOf(c)).at)
    if (!outcome) return c.notFound()
    if (!outcome.ok) return filesPage(c, viewer, head, outcome.refusals)
    const { restored, left } = outcome.value
    return goTo(c, `/assessments/${head.id}/files?takenBack=${[restored, ...left].join('_')}`)
  })

  router.get('/assessments/:id/imports/:import', 'files.import', draftWithPreview, (c, _viewer, { head, preview }) => {
    const { id, read } = preview.draft
    if (read.understanding.questions.some(({ open }) => open)) return goTo(c, `/assessments/${head.id}/imports/${id}/questions`)
    return c.html(<PreviewPage view={c.get('view')} head={head} preview={preview} refusals={[]} typed={blankOf(ACCEPTANCE)} />)
  })

  router.get('/assessments/:id/imports/:import/questions', 'files.import', draftWithQuestions, (c, _viewer, found) =>
    c.html(<QuestionsPage view={c.get('view')} {...found} refusals={[]} typed={{}} />),
  )

  router.post('/assessments/:id/imports/:import/questions', 'files.import', draftWithQuestions, async (c, viewer, found) => {
    const { head, draft, questions } = found
    const asked = questionForm(questions)
    const typed = typedOf(asked, formOf(c))
    const answered = decideForm(asked, typed)
    const outcome = answered.ok
      ? await answerQuestions(context, viewer, head, draft.id, choicesIn(answered.value), await sentForm(c, context.now()))
      : answered
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/assessments/${head.id}/imports/${draft.id}`)
    const { refusals } = outcome
    return c.html(<QuestionsPage view={c.get('view')} {...found} refusals={refusals} typed={typed} />, statusOf(c, refusals))
  })

  router.post(
    '/assessments/:id/imports/:import/acceptance',
    'files.import',
    draftId,
    async (c, viewer, { assessment, draft }) => {
      const typed = typedOf(ACCEPTANCE, formOf(c))
      const { seen, ...sent } = readForm(ACCEPTANCE, formOf(c))
      const wish = { seen, ...decisionsIn(sent) }
      const outcome = await acceptImport(context, viewer, assessment, draft, wish)
      if (outcome?.ok) return goTo(c, `/assessments/${assessment}/files?imported=${outcome.value.written}`)
      const found = outcome && (await draftWithPreview(c.req.param(), viewer, wish.row))
      if (!found) return c.notFound()
      const { refusals } = outcome
      return c.html(<PreviewPage view={c.get('view')} {...found} refusals={refusals} typed={typed} />, statusOf(c, refusals))
    },
  )

  async function filesPage(
    c: WebContext,
    viewer: Viewer,
    head: AssessmentHead,
    refusals: readonly Refusal[],
    done: {
      typed?: Typed<typeof UPLOAD>
      written?: number | undefined
      takenBack?: { restored: number; left: string[] } | undefined
    } = {},
  ): Promise<Response> {
    const last = c.get('view').may('files.import') ? await readLastImport(context, viewer, head.id) : undefined
    const by = last ? ((await readNames(context, viewer.tenant)).get(last.by) ?? '') : ''
    const page = (
      <FilesPage
        view={c.get('view')}
        head={head}
        edition={context.edition(head.edition)}
        refusals={refusals}
        {...done}
        last={last && { ...last, by }}
      />
    )
    return c.html(page, statusOf(c, refusals))
  }

  /** A draft with what it would change now, by the rows that were chosen so far. */
  async function draftWithPreview(named: DraftParams, viewer: Viewer, row?: (criterion: string) => string | undefined) {
    const ids = draftId(named)
    const head = ids && (await readHead(context, viewer, ids.assessment))
    const preview = head && (await readPreview(context, viewer, head.id, ids.draft, row))
    return preview && { head, preview }
  }

  /** A draft with the questions about its file. */
  async function draftWithQuestions(named: DraftParams, viewer: Viewer) {
    const ids = draftId(named)
    const head = ids && (await readHead(context, viewer, ids.assessment))
    const found = head && (await readQuestions(context, viewer, head.id, ids.draft))
    return found && { head, ...found }
  }
}

type DraftParams = { id: string; import: string }

function draftId(named: DraftParams): { assessment: AssessmentId; draft: ImportId } | undefined {
  const [assessment, draft] = [assessmentId(named), parseId<ImportId>(named.import)]
  return assessment && draft && { assessment, draft }
}

const FILE: Record<Form, { ending: string; type: string }> = {
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
  'csv-shift-jis': { ending: 'Shift_JIS.csv', type: 'text/csv; charset=Shift_JIS' },
  json: { ending: 'json', type: 'application/json' },
}

/** What an address says of an import that was taken back: how many answers, and which were left. */
function takenBackIn(text: string | undefined): { restored: number; left: string[] } | undefined {
  const [restored = '', ...left] = text?.split('_') ?? []
  return /^\d{1,3}$/.test(restored)
    ? { restored: Number(restored), left: left.filter((id) => /^\d+(-\d+){3}$/.test(id)) }
    : undefined
}
