import type { Lang } from '../kernel/refusal.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import * as actions from './actions.ts'
import type { CatalogueContext } from './catalogue.ts'
import type { EditionChanges } from './changes.ts'
import { DEFAULT_EDITION, EditionId, type EditionTexts, editionIn, readEdition } from './edition.ts'
import { filterCriteria, readCatalogueFilter } from './filter.ts'
import { ChangesPage } from './pages/changes.tsx'
import { CriterionPage } from './pages/criterion.tsx'
import { EditionPage } from './pages/list.tsx'
import { RequirementPage } from './pages/requirement.tsx'
import { SourcesPage } from './pages/sources.tsx'
import { CHANGE_KINDS } from './trace.ts'

const DRAFT: EditionId = '2025-12-26'

/** The work that closes a criterion of an edition, in the words of a language. */
type ClosedBy = (edition: EditionId, criterion: string, lang: Lang) => { id: string; name: string } | undefined

/** The catalogue: editions, single criteria and requirements, what changed, and sources. A criterion leads to what closes it. */
export const catalogueRoutes =
  (closedBy: ClosedBy): Routes<CatalogueContext> =>
  (router, context) => {
    router.get('/catalogue', 'anyone', (c) => editionPage(c, DEFAULT_EDITION))

    router.get('/catalogue/changes', 'anyone', (c) => {
      const from = EditionId.safeParse(c.req.query('from') ?? DRAFT)
      const to = EditionId.safeParse(c.req.query('to') ?? DEFAULT_EDITION)
      const changes = from.success && to.success ? context.changes(from.data, to.data) : undefined
      if (!from.success || !to.success || !changes) return c.notFound()
      const only = CHANGE_KINDS.find((kind) => kind === c.req.query('change'))
      const view = c.get('view')
      const editions = {
        older: editionIn(context.edition(from.data), view.lang),
        newer: editionIn(context.edition(to.data), view.lang),
      }
      return c.html(<ChangesPage view={view} {...editions} changes={changes} only={only} />)
    })

    router.get('/catalogue/sources', 'anyone', (c) => {
      const view = c.get('view')
      return c.html(
        <SourcesPage view={view} editions={EditionId.options.map((id) => editionIn(context.edition(id), view.lang))} />,
      )
    })

    router.get('/catalogue/:edition', 'anyone', readEdition, (c, _who, id) => editionPage(c, id))

    router.get('/catalogue/:edition/:number', 'anyone', readEdition, async (c, _who, id) => {
      const view = c.get('view')
      const edition = editionIn(context.edition(id), view.lang)
      const number = c.req.param('number')
      const criterion = edition.criteria.find((one) => one.id === number)
      const requirement = edition.requirements.find((one) => one.id === number)
      const { viewer } = view
      const official = viewer && (await actions.readOfficialWording(context, viewer.tenant, id, number))
      const common = { view, edition, official, ...elsewhere(context, edition, view.lang) }
      if (criterion) {
        const measure = closedBy(id, criterion.id, view.lang)
        return c.html(<CriterionPage {...common} criterion={criterion} measure={measure} />)
      }
      if (requirement) return c.html(<RequirementPage {...common} requirement={requirement} />)
      return c.notFound()
    })

    function editionPage(c: WebContext, id: EditionId): Response | Promise<Response> {
      const view = c.get('view')
      const filter = readCatalogueFilter(c.req.query())
      const found = new Set(filterCriteria(context.edition(id), filter).map((criterion) => criterion.id))
      return c.html(<EditionPage view={view} edition={editionIn(context.edition(id), view.lang)} filter={filter} found={found} />)
    }
  }

/** The other edition, and the map between the two. */
function elsewhere(
  context: CatalogueContext,
  edition: EditionTexts,
  lang: 'ja' | 'en',
): { other: EditionTexts; changes: EditionChanges } {
  const other = edition.id === DEFAULT_EDITION ? DRAFT : DEFAULT_EDITION
  return {
    other: editionIn(context.edition(other), lang),
    changes: context.changes(DRAFT, DEFAULT_EDITION) ?? { criteria: [], requirements: [] },
  }
}
