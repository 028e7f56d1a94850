import { assessmentId } from '../assessment/actions.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { Message } from '../ui/components.tsx'
import { Page } from '../ui/page.tsx'
import type { Routes } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { ManagementPage } from './pages/management.tsx'

/** The one page that management decides from, on the screen and as an A4 PDF. */
export const managementRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/assessments/:id/management', 'issues.read', assessmentId, async (c, viewer, id) => {
    const view = c.get('view')
    const found = await actions.readManagement(context, viewer, id, view.lang)
    if (!found) return c.notFound()
    const { confirmed, assigned, approved } = c.req.query()
    const said = assigned === '1' ? 'assigned' : approved === '1' ? 'approved' : undefined
    return c.html(<ManagementPage {...{ view, found, confirmed, said }} edition={context.edition} />)
  })

  router.get('/assessments/:id/management.pdf', 'report.read', assessmentId, async (c, viewer, id) => {
    const view = c.get('view')
    const made = await actions.takeBrief(context, viewer, id, view.lang)
    if (!made) return c.notFound()
    if (made.ok) {
      const { bytes, brief } = made.value
      const name = `${brief.organisation}_${brief.name}_${dayInJapan(brief.asOf)}.pdf`.replaceAll(/[/\\:*?"<>|]/g, '_')
      return file(bytes, 'application/pdf', name, 'inline')
    }
    const title = view.t('PDFを作れませんでした', 'The PDF could not be made')
    return c.html(
      <Page view={view} title={title} area="assessments">
        <Message title={title}>
          {made.refusals.map(({ words }) => (
            <p>{view.say(words)}</p>
          ))}
        </Message>
      </Page>,
      statusOf(c, made.refusals),
    )
  })
}
