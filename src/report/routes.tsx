import { z } from 'zod'
import { assessmentId, loadHead } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { momentInJapan, readDay } from '../kernel/calendar.ts'
import { plainField, readForm } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { Message } from '../ui/components.tsx'
import { Page } from '../ui/page.tsx'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { noteReport, readGapReport, readReportInput } from './actions.ts'
import { type GapReport, toGapReport } from './gap-report.ts'
import { cancelPdf, makePdf } from './pdf-actions.ts'
import { toWorkbook } from './workbook.ts'

/**
 * The gap report as PDF and as a workbook, for now or for any earlier moment (`?at=2027-04-01T09:00` in Japan's time), in the language
 * that the reader chose for it (`?lang=en`), or that of the screen.
 */
export const reportRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/assessments/:id/report.pdf', 'report.read', assessmentId, async (c, viewer, id) => {
    const now = context.now()
    const asOf = momentOf(c.req.query('at'), now)
    const input = await readReportInput(context, viewer, id, asOf, c.get('view').lang)
    if (!input) return c.notFound()
    const pdf = await makePdf(context, viewer, id, input, asOf !== now)
    if ('making' in pdf) {
      c.header('Retry-After', String(LOOK_AGAIN))
      return c.html(<MakingPage c={c} id={id} making={pdf.making} />, 202)
    }
    if (!pdf.ok) return c.html(<NoPdf c={c} refusals={pdf.refusals} />, statusOf(c, pdf.refusals))
    const report = toGapReport({ ...input, asOf: pdf.value.asOf })
    await noteReport(context, viewer, id, report, 'pdf')
    return file(pdf.value.bytes, 'application/pdf', nameOf(report, 'pdf'), 'inline')
  })

  router.post('/assessments/:id/report-cancellation', 'report.read', loadHead(context), async (c, viewer, { id }) => {
    cancelPdf(context, viewer, id, readForm(CANCELLATION, formOf(c)).making)
    return goTo(c, `/assessments/${id}/files`)
  })

  // All answers as a table: whoever may not export them gets the report as a document, and not as data.
  router.get('/assessments/:id/report.xlsx', 'files.export', assessmentId, async (c, viewer, id) => {
    const report = await reportFor(c, viewer, id, context)
    if (!report) return c.notFound()
    const bytes = await toWorkbook(report)
    await noteReport(context, viewer, id, report, 'xlsx')
    return file(bytes, XLSX, nameOf(report, 'xlsx'), 'attachment')
  })
}

/** The form that stops the making of a PDF, by its id. */
const CANCELLATION = z.object({ making: plainField(String) })

/** After how many seconds the page of a PDF under way asks again. */
const LOOK_AGAIN = 3
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function reportFor(c: WebContext, viewer: Viewer, id: AssessmentId, context: CatalogueContext): Promise<GapReport | undefined> {
  return readGapReport(context, viewer, id, momentOf(c.req.query('at'), context.now()), c.get('view').lang)
}

/** `2027-04-01T09:00` or `2027-04-01` (its end) in Japan; whatever is no such day and time, or lies ahead, means now. */
export function momentOf(text: string | undefined, now: Instant): Instant {
  const [, typed = '', time = '23:59'] = /^([12]\d{3}-\d\d-\d\d)(?:T((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(text ?? '') ?? []
  const day = readDay(typed)
  const moment = day && momentInJapan(day, `${time}:59.999`)
  return moment && moment <= now ? moment : now
}

function nameOf(report: GapReport, ending: string): string {
  const name = report.lang === 'ja' ? 'ギャップ報告書' : 'gap-report'
  return `${report.organisation}_${name}_★${report.target}_${dayInJapan(report.asOf)}.${ending}`.replaceAll(/[/\\:*?"<>|]/g, '_')
}

/** Asks again by itself, without a script, and leads to the PDF as soon as there is one. */
function MakingPage({ c, id, making }: { c: WebContext; id: AssessmentId; making: string }) {
  const view = c.get('view')
  return (
    <Page view={view} title={view.t('PDFを作成しています', 'Making the PDF')} area="assessments" refresh={LOOK_AGAIN}>
      <Message title={view.t('PDFを作成しています', 'Making the PDF')}>
        <p role="status">
          {view.t(
            'しばらくお待ちください。できると、この画面にPDFが開きます。ほかの画面を使っていてもかまいません。',
            'One moment, please. The PDF opens here as soon as it is ready. You can go on working on other pages.',
          )}
        </p>
        <form method="post" action={view.to(`/assessments/${id}/report-cancellation`)}>
          <input type="hidden" name="making" value={making} />
          <button type="submit" class="second">
            {view.t('取りやめる', 'Cancel')}
          </button>
        </form>
      </Message>
    </Page>
  )
}

function NoPdf({ c, refusals }: { c: WebContext; refusals: readonly Refusal[] }) {
  const view = c.get('view')
  return (
    <Page view={view} title={view.t('PDFを作れません', 'No PDF here')}>
      <Message title={view.t('PDFを作れませんでした', 'The PDF could not be made')}>
        {refusals.map(({ words }) => (
          <p>{view.say(words)}</p>
        ))}
      </Message>
    </Page>
  )
}
