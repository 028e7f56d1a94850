import type { Ground } from '../ground.ts'
import type { Routes, WebContext } from '../http/app.tsx'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import * as actions from './actions.ts'
import type { Change } from './changes.ts'
import { DEFAULT_EDITION, type Edition, EditionId } from './edition.ts'
import { filterCriteria, readCatalogueFilter } from './filter.ts'
import { ChangesPage } from './pages/changes.tsx'
import { CriterionPage } from './pages/criterion.tsx'
import { EditionPage } from './pages/list.tsx'
import { OfficialWordingPage } from './pages/official-wording.tsx'
import { RequirementPage } from './pages/requirement.tsx'
import { SourcesPage } from './pages/sources.tsx'
import { CHANGE_KINDS } from './trace.ts'

const DRAFT: EditionId = '2025-12-26'

/** The catalogue: editions, single criteria and requirements, what changed, sources, and imported official wording. */
export const catalogueRoutes: Routes = (doors, ground) => {
  doors.get('/catalogue', 'anyone', (c) => editionPage(c, DEFAULT_EDITION))

  doors.get('/catalogue/changes', 'anyone', (c) => {
    const from = EditionId.safeParse(c.req.query('from') ?? DRAFT)
    const to = EditionId.safeParse(c.req.query('to') ?? DEFAULT_EDITION)
    const changes = from.success && to.success ? ground.changes(from.data, to.data) : undefined
    if (!from.success || !to.success || !changes) return c.notFound()
    const only = CHANGE_KINDS.find((kind) => kind === c.req.query('change'))
    const editions = { older: ground.edition(from.data), newer: ground.edition(to.data) }
    return c.html(<ChangesPage view={c.get('view')} {...editions} changes={changes} only={only} />)
  })

  doors.get('/catalogue/sources', 'anyone', (c) =>
    c.html(<SourcesPage view={c.get('view')} editions={EditionId.options.map((id) => ground.edition(id))} />),
  )

  doors.get('/catalogue/:edition', 'anyone', (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    return id.success ? editionPage(c, id.data) : c.notFound()
  })

  doors.get('/catalogue/:edition/official-wording', 'wording.read', (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    return id.success ? wordingPage(c, id.data, { ok: true, value: c.req.query('imported') === '1' }) : c.notFound()
  })

  doors.post('/catalogue/:edition/official-wording', 'wording.import', async (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    if (!id.success) return c.notFound()
    const { viewer } = c.get('view')
    const address = `/catalogue/${id.data}/official-wording`
    if (!viewer) return c.redirect(address, 303)
    const { file } = await c.req.parseBody()
    if (!(file instanceof File) || file.size === 0) return wordingPage(c, id.data, noFile())
    const bytes = new Uint8Array(await file.arrayBuffer())
    const outcome = await actions.importOfficialWording(ground, viewer, id.data, { name: file.name, bytes })
    return outcome.ok ? c.redirect(`${address}?imported=1`, 303) : wordingPage(c, id.data, outcome)
  })

  doors.post('/catalogue/:edition/official-wording/removal', 'wording.import', async (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    if (!id.success) return c.notFound()
    const { viewer } = c.get('view')
    if (viewer) await actions.removeOfficialWording(ground, viewer, id.data)
    return c.redirect(`/catalogue/${id.data}/official-wording`, 303)
  })

  doors.get('/catalogue/:edition/:number', 'anyone', async (c) => {
    const id = EditionId.safeParse(c.req.param('edition'))
    if (!id.success) return c.notFound()
    const edition = ground.edition(id.data)
    const number = c.req.param('number') ?? ''
    const criterion = edition.criteria.find((one) => one.id === number)
    const requirement = edition.requirements.find((one) => one.id === number)
    const { viewer } = c.get('view')
    const official = viewer && (await actions.readOfficialWording(ground, viewer.tenant, id.data, number))
    const common = { view: c.get('view'), edition, official, ...elsewhere(ground, edition) }
    if (criterion) return c.html(<CriterionPage {...common} criterion={criterion} />)
    if (requirement) return c.html(<RequirementPage {...common} requirement={requirement} />)
    return c.notFound()
  })

  function editionPage(c: WebContext, id: EditionId): Response | Promise<Response> {
    const edition = ground.edition(id)
    const filter = readCatalogueFilter(c.req.query())
    const found = filterCriteria(edition, filter)
    return c.html(<EditionPage view={c.get('view')} edition={edition} filter={filter} found={found} />)
  }

  async function wordingPage(c: WebContext, id: EditionId, outcome: Outcome<unknown>): Promise<Response> {
    const { viewer } = c.get('view')
    const imported = viewer && (await actions.readWordingImport(ground, viewer.tenant, id))
    const common = { view: c.get('view'), edition: ground.edition(id), imported }
    if (outcome.ok) return c.html(<OfficialWordingPage {...common} refusals={[]} done={outcome.value === true} />)
    return c.html(<OfficialWordingPage {...common} refusals={outcome.refusals} done={false} />, 422)
  }
}

/** The other edition, and the map between the two. */
function elsewhere(ground: Ground, edition: Edition): { other: Edition; changes: readonly Change[] } {
  const other = edition.id === DEFAULT_EDITION ? DRAFT : DEFAULT_EDITION
  return { other: ground.edition(other), changes: ground.changes(DRAFT, DEFAULT_EDITION) ?? [] }
}

function noFile(): ReturnType<typeof refuse> {
  return refuse('wording.no-file', { ja: '取り込むブックを選んでください。', en: 'Choose the workbook to import.' }, 'file')
}
