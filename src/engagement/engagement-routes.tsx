import { readAssessments } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import { type Typed, typedOf } from '../kernel/form.ts'
import { type EngagementId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { readClients } from './client-actions.ts'
import { endEngagement, inviteToEngagement, MOST_OFFERED, offerEngagement, readEngagements } from './engagement-actions.ts'
import { COLLEAGUE, ENDING, OFFER } from './forms.ts'
import { ClientsPage } from './pages/clients.tsx'
import { EngagementsPage, type EngagementsProps } from './pages/engagements.tsx'

/** Experts at work for the organisation: engaging one, inviting their colleagues, ending it. */
export function engagementRoutes(router: Router, context: CatalogueContext): void {
  /** The first page of whoever sees no assessment of their own organisation, or works for several clients: all of them. */
  router.get('/', 'anyone', async (c, _who, next) => {
    const { viewer, signedIn, may } = c.get('view')
    const consults = viewer?.engagement !== undefined || !may('assessment.read')
    const clients = signedIn && !signedIn.barred && consults ? await readClients(context, signedIn) : []
    if (clients.length > (viewer?.engagement ? 1 : 0))
      return c.html(<ClientsPage view={c.get('view')} clients={clients} area="home" />)
    await next()
    return undefined
  })

  router.get('/clients', 'session', async (c, signedIn) =>
    c.html(<ClientsPage view={c.get('view')} clients={await readClients(context, signedIn)} area="clients" />),
  )

  router.get('/engagements', 'engagement.read', (c, viewer) => engagementsPage(c, viewer, {}))

  router.post('/engagements', 'engagement.offer', async (c, viewer) => {
    const typed = typedOf(OFFER, formOf(c))
    const outcome = await offerEngagement(context, viewer, typed, await sentForm(c, context.now()))
    if (!outcome.ok) return engagementsPage(c, viewer, { typed, refusals: outcome.refusals })
    return goTo(c, '/engagements?told=offered')
  })

  router.post('/engagements/:engagement/people', 'engagement.offer', engagementId, async (c, viewer, id) => {
    const wish = typedOf(COLLEAGUE, formOf(c))
    const outcome = await inviteToEngagement(context, viewer, id, wish, await sentForm(c, context.now()))
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, '/engagements?told=offered')
    return engagementsPage(c, viewer, { refusals: outcome.refusals, refused: { engagement: id, ...wish } })
  })

  router.post('/engagements/:engagement/end', 'engagement.end', engagementId, async (c, viewer, id) => {
    const typed = typedOf(ENDING, formOf(c))
    const ended = await endEngagement(context, viewer, id, typed)
    if (!ended) return c.notFound()
    if (ended.ok) return goTo(c, '/engagements?told=ended')
    return engagementsPage(c, viewer, { refusals: ended.refusals, refused: { engagement: id, ...typed } })
  })

  async function engagementsPage(
    c: WebContext,
    viewer: Viewer,
    shown: Partial<Pick<EngagementsProps, 'typed' | 'refusals' | 'refused'>>,
  ): Promise<Response> {
    const today = dayInJapan(context.now())
    const props: EngagementsProps = {
      view: c.get('view'),
      engagements: await readEngagements(context, viewer.tenant, viewer.engagement?.id),
      assessments: c.get('view').may('engagement.offer') ? await assessmentsOf(viewer) : [],
      typed: shown.typed ?? { ...NOTHING_TYPED, begins: today, ends: addMonths(today, 6) },
      refusals: shown.refusals ?? [],
      refused: shown.refused,
      told: (['offered', 'ended'] as const).find((one) => one === c.req.query('told')),
    }
    return c.html(<EngagementsPage {...props} />, statusOf(c, props.refusals))
  }

  async function assessmentsOf(viewer: Viewer) {
    return (await readAssessments(context, viewer, { limit: MOST_OFFERED, offset: 0 })).assessments
  }
}

function engagementId({ engagement }: { engagement: string }): EngagementId | undefined {
  return parseId(engagement)
}

const NOTHING_TYPED: Typed<typeof OFFER> = {
  kind: 'star3',
  expertName: '',
  personName: '',
  email: '',
  covers: 'all',
  assessments: [],
  sight: 'answers',
  mayAnswer: '',
  note: '',
  begins: '',
  ends: '',
}
