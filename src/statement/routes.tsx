import { assessmentId } from '../assessment/actions.ts'
import type { CrosswalkContext } from '../crosswalk/index.ts'
import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { readNames } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { choicesIn, READING, TAKING, takenIn, UPLOAD } from './forms.ts'
import { ProposalsPage } from './pages/proposals.tsx'
import { QuestionsPage } from './pages/questions.tsx'
import { UploadPage } from './pages/upload.tsx'

/** The head start of a firm with an ISMS: its 適用宣言書 is read, shown as proposals, and a person says of each what it is. */
export const statementRoutes: Routes<CrosswalkContext> = (router, context) => {
  const home = (id: AssessmentId) => `/assessments/${id}/iso-27001`

  router.get('/assessments/:id/iso-27001', 'files.import', assessmentId, async (c, viewer, id) => {
    const written = Number(c.req.query('written') ?? Number.NaN)
    return statementPage(c, viewer, id, [], { written: Number.isInteger(written) ? written : undefined })
  })

  router.post('/assessments/:id/iso-27001/upload', 'files.import', assessmentId, async (c, viewer, id) => {
    const decided = decideForm(UPLOAD, typedOf(UPLOAD, formOf(c)))
    if (!decided.ok) return statementPage(c, viewer, id, decided.refusals, { uploading: true })
    const { file } = decided.value
    const upload = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
    const outcome = await actions.uploadStatement(context, viewer, id, upload, await sentForm(c, context.now()))
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, home(id)) : statementPage(c, viewer, id, outcome.refusals, { uploading: true })
  })

  router.get('/assessments/:id/iso-27001/upload', 'files.import', assessmentId, (c, viewer, id) =>
    statementPage(c, viewer, id, [], { uploading: true }),
  )

  router.get('/assessments/:id/iso-27001/reading', 'files.import', assessmentId, (c, viewer, id) =>
    readingPage(c, viewer, id, [], blankOf(READING)),
  )

  router.post('/assessments/:id/iso-27001/reading', 'files.import', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(READING, formOf(c))
    const outcome = await actions.chooseReading(context, viewer, id, choicesIn(readForm(READING, formOf(c))))
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, home(id)) : readingPage(c, viewer, id, outcome.refusals, typed)
  })

  router.post('/assessments/:id/iso-27001/answers', 'files.import', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(TAKING, formOf(c))
    const { statement, verdict } = readForm(TAKING, formOf(c))
    const { lang } = c.get('view')
    const outcome = await actions.takeProposals(context, viewer, id, { statement, taken: takenIn({ verdict }), lang })
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `${home(id)}?written=${outcome.value.written}`)
    return statementPage(c, viewer, id, outcome.refusals, { typed })
  })

  router.post('/assessments/:id/iso-27001/removal', 'files.import', assessmentId, async (c, viewer, id) => {
    const outcome = await actions.removeStatement(context, viewer, id)
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, home(id)) : statementPage(c, viewer, id, outcome.refusals)
  })

  /** The proposals of the statement that there is, or the form to bring one. */
  async function statementPage(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    refusals: readonly Refusal[],
    shown: { uploading?: boolean; written?: number | undefined; typed?: Typed<typeof TAKING> } = {},
  ): Promise<Response> {
    const view = c.get('view')
    const found = await actions.readStatementOf(context, viewer, id)
    if (!found) return c.notFound()
    const { head, answers, draft } = found
    if (!draft || shown.uploading)
      return c.html(<UploadPage view={view} head={head} replaces={draft?.fileName} refusals={refusals} />, statusOf(c, refusals))
    if (draft.reading.questions.some(({ open }) => open)) return goTo(c, `${home(id)}/reading`)
    const by = (await readNames(context, viewer.tenant)).get(draft.uploadedBy) ?? ''
    const page = (
      <ProposalsPage
        view={view}
        head={head}
        edition={context.edition(head.edition)}
        answers={answers}
        draft={{ ...draft, by }}
        controls={actions.linkedControls(context, head.edition, view.lang)}
        proposals={actions.proposalsOf(context, head, draft, view.lang)}
        refusals={refusals}
        typed={shown.typed ?? blankOf(TAKING)}
        written={shown.written}
      />
    )
    return c.html(page, statusOf(c, refusals))
  }

  async function readingPage(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    refusals: readonly Refusal[],
    typed: Typed<typeof READING>,
  ): Promise<Response> {
    const found = await actions.readStatementOf(context, viewer, id)
    const { head, draft } = found ?? {}
    if (!head || !draft?.bytes || draft.reading.questions.length === 0) return c.notFound()
    const page = <QuestionsPage view={c.get('view')} head={head} draft={draft} refusals={refusals} typed={typed} />
    return c.html(page, statusOf(c, refusals))
  }
}
