import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import type { Routes } from '../web/app.tsx'
import { search } from './actions.ts'
import { SearchPage } from './pages/search.tsx'
import { isTooShort, readQuery } from './query.ts'

/** Searching all that somebody may see in their organisation. */
export const searchRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/search', 'search.read', async (c, viewer) => {
    const query = readQuery(c.req.query())
    const found = isTooShort(query) ? undefined : await search(context, viewer, query)
    const view = c.get('view')
    const { measures } = measuresIn(context.measures(), view.lang)
    return c.html(<SearchPage {...{ view, query, found, measures }} edition={context.edition} />)
  })
}
