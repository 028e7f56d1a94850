import type { CatalogueContext } from '../catalogue/index.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Routes } from '../web/app.tsx'
import * as actions from './actions.ts'
import { AssignedHome } from './pages/assigned-home.tsx'
import { ExecutiveHome } from './pages/executive-home.tsx'
import { WorkHome } from './pages/work-home.tsx'

/** The first page of whoever is signed in, by what they do. */
export const homeRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/', 'anyone', async (c, _who, next) => {
    const view = c.get('view')
    const home = view.viewer && (await actions.readHome(context, view.viewer))
    const { edition } = context
    const today = dayInJapan(context.now())
    if (home?.kind === 'assigned') return c.html(<AssignedHome view={view} home={home} edition={edition} today={today} />)
    if (home?.kind === 'executive') {
      const confirmed = c.req.query('confirmed')
      return c.html(<ExecutiveHome view={view} home={home} edition={edition} today={today} confirmed={confirmed} />)
    }
    if (home) return c.html(<WorkHome view={view} home={home} edition={edition} today={today} />)
    await next()
    return undefined
  })
}
