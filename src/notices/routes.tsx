import { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import { readInstant } from '../kernel/calendar.ts'
import { plainField, readForm } from '../kernel/form.ts'
import { goTo } from '../web/address.ts'
import type { Routes } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { countNew, look, readNotices } from './actions.ts'
import { NoticesPage } from './pages/notices.tsx'

/** What concerns whoever is signed in, in their organisation. */
export const noticeRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/notices', 'notices.read', async (c, viewer) => {
    const until = context.now()
    return c.html(
      <NoticesPage view={c.get('view')} notices={await readNotices(context, viewer)} until={until} edition={context.edition} />,
    )
  })

  router.get('/notices/count', 'notices.read', async (c, viewer) => c.json({ fresh: await countNew(context, viewer) }))

  router.post('/notices/look', 'notices.read', async (c, viewer) => {
    const { until } = readForm(LOOK, formOf(c))
    if (until) await look(context, viewer, until)
    return goTo(c, '/notices')
  })
}

/** The form that says what was seen: all that the page showed, until its moment. */
const LOOK = z.object({ until: plainField(readInstant) })
