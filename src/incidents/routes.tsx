import { createHash } from 'node:crypto'
import { blankOf, type Typed, typedOf } from '../kernel/form.ts'
import { type IncidentEntryId, type IncidentId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { readNames } from '../organisation/actions.ts'
import { setRule } from '../report/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { toDocx, toPrinted } from '../templates/index.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { CORRECTION, DISCOVERY, ENTRY } from './forms.ts'
import { type Incident, titleOf } from './incident.ts'
import { CARD_STYLE, CardPage } from './pages/card.tsx'
import { IncidentPage, type IncidentProps } from './pages/incident.tsx'
import { IncidentsPage } from './pages/list.tsx'
import { ReportPage } from './pages/report.tsx'
import { toReport } from './to-report.ts'

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The card brings its own look, and takes our script alone to keep itself with. */
const CARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(CARD_STYLE).digest('base64')}'`,
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** インシデント: reported, handled and closed; drills; the card for the first hour. What is decided beforehand: `setting-routes.tsx`. */
export const incidentRoutes: Routes = (router, context) => {
  router.get('/incidents', 'incident.read', async (c, viewer) => {
    const view = c.get('view')
    return c.html(<IncidentsPage view={view} {...(await actions.readIncidents(context, viewer, view.lang))} />)
  })

  router.post('/incidents', 'incident.report', async (c, viewer) => {
    const typed = typedOf(DISCOVERY, formOf(c))
    const outcome = await actions.reportDiscovery(context, viewer, typed, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, c.get('view').may('incident.read') ? `/incidents/${outcome.value}?done=1` : '/incidents/card')
    const { refusals } = outcome
    return c.html(<ReportPage view={c.get('view')} typed={typed} refusals={refusals} />, statusOf(c, refusals))
  })

  router.get('/incidents/new', 'incident.report', (c) => {
    const typed = { ...blankOf(DISCOVERY), drill: c.req.query('drill') === '1' ? '1' : '' }
    return c.html(<ReportPage view={c.get('view')} typed={typed} refusals={[]} />)
  })

  router.get('/incidents/card', 'incident-card.read', async (c, viewer) => {
    const view = c.get('view')
    const settings = await actions.readIncidentSettings(context, viewer, view.lang)
    c.header('Content-Security-Policy', CARD_POLICY)
    return c.html(<CardPage view={view} settings={settings} organisation={viewer.organisationName} asOf={context.now()} />)
  })

  router.get('/incidents/:id', 'incident.read', load, (c, viewer, found) =>
    incidentPage(c, viewer, found, { done: c.req.query('done') === '1' }),
  )

  router.post('/incidents/:id/entries', 'incident.handle', incidentId, async (c, viewer, id) => {
    const typed = typedOf(ENTRY, formOf(c))
    const outcome = await actions.writeEntry(context, viewer, id, typed, await sentForm(c, context.now()))
    if (outcome?.ok) return goTo(c, `/incidents/${id}?done=1`)
    const found = outcome && (await load({ id }, viewer))
    return found ? incidentPage(c, viewer, found, { typed, refusals: outcome.refusals }) : c.notFound()
  })

  router.post('/incidents/:id/entries/:entry', 'incident.handle', placeOf, async (c, viewer, place) => {
    const typed = typedOf(CORRECTION, formOf(c))
    const outcome = await actions.correctEntry(context, viewer, place, typed)
    if (outcome?.ok) return goTo(c, `/incidents/${place.incident}?done=1`)
    const found = outcome && (await load({ id: place.incident }, viewer))
    if (!found) return c.notFound()
    return incidentPage(c, viewer, found, { correcting: { entry: place.entry, typed }, refusals: outcome.refusals })
  })

  router.get('/incidents/:id/report.docx', 'incident.read', load, async (c, viewer, incident) => {
    const bytes = await toDocx(toReport(incident, viewer.organisationName, c.get('view').lang))
    await actions.noteIncidentReport(context, viewer, incident, 'docx')
    return file(bytes, WORD, nameOf(c, incident, 'docx'), 'attachment')
  })

  router.get('/incidents/:id/report.pdf', 'incident.read', load, async (c, viewer, incident) => {
    const filled = toReport(incident, viewer.organisationName, c.get('view').lang)
    const made = await setRule(toPrinted(filled, context.now()))
    if (!made.ok) return incidentPage(c, viewer, incident, { refusals: made.refusals })
    await actions.noteIncidentReport(context, viewer, incident, 'pdf')
    return file(made.value, 'application/pdf', nameOf(c, incident, 'pdf'), 'inline')
  })

  async function load({ id }: { id: string }, viewer: Viewer): Promise<Incident | undefined> {
    const known = parseId<IncidentId>(id)
    return known && (await actions.readIncident(context, viewer, known))
  }

  async function incidentPage(c: WebContext, viewer: Viewer, incident: Incident, shown: Shown) {
    const view = c.get('view')
    const settings = await actions.readIncidentSettings(context, viewer, view.lang)
    const people = await readNames(context, viewer.tenant)
    const { done = false, refusals = [], correcting } = shown
    const typed = shown.typed ?? { ...blankOf(ENTRY), doneBy: viewer.personName }
    const page = <IncidentPage {...{ view, incident, settings, done, typed, correcting, refusals, people }} />
    return c.html(page, statusOf(c, refusals))
  }
}

type Shown = {
  done?: boolean
  typed?: Typed<typeof ENTRY>
  correcting?: IncidentProps['correcting']
  refusals?: readonly Refusal[]
}

function nameOf(c: WebContext, incident: Incident, form: 'pdf' | 'docx'): string {
  const { t } = c.get('view')
  const start = `${incident.drill ? t('訓練-', 'drill-') : ''}${t('インシデント報告書', 'incident-report')}`
  return `${start}-${dayInJapan(incident.reportedAt)}-${[...titleOf(incident)].slice(0, 20).join('')}.${form}`
}

function incidentId({ id }: { id: string }): IncidentId | undefined {
  return parseId<IncidentId>(id)
}

function placeOf({ id, entry }: { id: string; entry: string }) {
  const [incident, own] = [parseId<IncidentId>(id), parseId<IncidentEntryId>(entry)]
  return incident && own && { incident, entry: own }
}
