import { EditionId } from '../catalogue/index.ts'
import type { Routes } from '../web/app.tsx'
import { readMeasureFilter } from './filter.ts'
import { levelOf, type MeasuresContext, measuresFor, measuresIn } from './measures.ts'
import { MeasuresPage } from './pages/list.tsx'
import { MeasurePage } from './pages/measure.tsx'

/** The measures, for anyone: all of an edition, and each by itself. */
export const measureRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/measures', 'anyone', (c) => {
    const view = c.get('view')
    const filter = readMeasureFilter(c.req.query())
    const edition = context.edition(filter.edition)
    const { themes, measures } = measuresIn(context.measures(), view.lang)
    const asked = measuresFor(measures, edition, 4).filter(
      (measure) => filter.level === undefined || levelOf(measure, edition) === filter.level,
    )
    const found = new Set(asked.map(({ id }) => id))
    return c.html(<MeasuresPage view={view} edition={edition} themes={themes} filter={filter} found={found} />)
  })

  router.get('/measures/:measure', 'anyone', (c) => {
    const view = c.get('view')
    const { edition: id } = readMeasureFilter(c.req.query())
    const { themes, measures } = measuresIn(context.measures(), view.lang)
    const theme = themes.find((one) => one.measures.some((measure) => measure.id === c.req.param('measure')))
    const measure = theme?.measures.find((one) => one.id === c.req.param('measure'))
    if (!theme || !measure) return c.notFound()
    // What one edition alone asks for is shown as that one asks for it.
    const shown = [id, ...EditionId.options].find((one) => measure.closes[one].length > 0) ?? id
    return c.html(<MeasurePage view={view} edition={context.edition(shown)} theme={theme} measure={measure} all={measures} />)
  })
}
