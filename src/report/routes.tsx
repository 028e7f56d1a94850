import { assessmentId } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { momentInJapan, readDay } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { Message } from '../ui/components.tsx'
import { Page } from '../ui/page.tsx'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { statusOf } from '../web/status.ts'
import { makePdf, noteReport, readGapReport } from './actions.ts'
import type { GapReport } from './gap-report.ts'
import { toWorkbook } from './workbook.ts'

/**
 * The gap report as PDF and as a workbook, for now or for any earlier moment (`?at=2027-04-01T09:00` in Japan's time), in the language
 * that the reader chose for it (`?lang=en`), or that of the screen.
 */
export const reportRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/assessments/:id/report.pdf', 'report.read', assessmentId, async (c, viewer, id) => {
    const report = await reportFor(c, viewer, id, context)
    if (!report) return c.notFound()
    const pdf = await makePdf(context, viewer, report)
    if (!pdf.ok) return c.html(<NoPdf c={c} refusals={pdf.refusals} />, statusOf(c, pdf.refusals))
    await noteReport(context, viewer, id, report, 'pdf')
    return file(pdf.value, 'application/pdf', nameOf(report, 'pdf'), 'inline')
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
