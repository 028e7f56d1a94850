import { z } from 'zod'
import { plainField, readForm, typedOf } from '../kernel/form.ts'
import { parseId, type TenantId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { isKind } from '../roles/permissions.ts'
import { goTo } from '../web/address.ts'
import type { Routes } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { withoutSeat } from '../web/router.ts'
import { nextField } from '../web/safe-next.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { NEW_ORGANISATION, ORGANISATION } from './forms.ts'
import { NewOrganisationPage } from './pages/new-organisation.tsx'
import { OrganisationPage } from './pages/organisation.tsx'
import { OrganisationsPage } from './pages/organisations.tsx'
import { PermissionsPage } from './pages/permissions.tsx'
import { SeatHome } from './pages/seat-home.tsx'
import { Welcome } from './pages/welcome.tsx'

/** Organisations and who is in them: where one may sit, the people and their roles, the table of permissions. */
export const identityRoutes: Routes = (router, context) => {
  router.get('/', 'anyone', (c) => {
    const view = c.get('view')
    if (view.viewer) return c.html(<SeatHome view={view} />)
    if (view.signedIn) return c.redirect(withoutSeat(view.signedIn), 303)
    return c.html(<Welcome view={view} settings={context.settings} />)
  })

  router.get('/permissions', 'anyone', (c) => c.html(<PermissionsPage view={c.get('view')} />))

  router.get('/organisations', 'session', async (c, signedIn) => {
    const memberships = await actions.readMemberships(context, signedIn)
    return c.html(<OrganisationsPage view={c.get('view')} memberships={memberships} local={context.settings.local} />)
  })

  router.post('/seat', 'session', async (c, signedIn) => {
    const { organisation, next } = readForm(SEAT, formOf(c))
    const seat = organisation && (await actions.takeSeat(context, signedIn, organisation, c.get('from')))
    return seat ? c.redirect(toAddress(seat.tenant, next), 303) : c.notFound()
  })

  router.get('/organisations/new', 'account', (c, { name }) => {
    const typed = { organisation: '', person: name, kinds: ['applicant'] }
    return c.html(<NewOrganisationPage view={c.get('view')} typed={typed} refusals={[]} />)
  })

  router.post('/organisations', 'account', async (c, signedIn) => {
    const typed = typedOf(NEW_ORGANISATION, formOf(c))
    const { account, session } = signedIn
    const wish = { ...typed, kinds: typed.kinds.filter(isKind), account, session, from: c.get('from') }
    const outcome = await actions.beginOrganisation(context, wish, await sentForm(c, context.now()))
    if (!outcome.ok)
      return c.html(
        <NewOrganisationPage view={c.get('view')} typed={typed} refusals={outcome.refusals} />,
        statusOf(c, outcome.refusals),
      )
    return c.redirect('/', 303)
  })

  router.get('/organisation', 'organisation.settings', async (c, viewer) => {
    const { name, kinds } = await actions.readOrganisation(context, viewer.tenant)
    const shown = {
      typed: { organisation: name, kinds: kinds as string[] },
      kinds,
      refusals: [],
      saved: c.req.query('saved') === '1',
    }
    return c.html(<OrganisationPage view={c.get('view')} {...shown} />)
  })

  router.post('/organisation', 'organisation.settings', async (c, viewer) => {
    const typed = typedOf(ORGANISATION, formOf(c))
    const outcome = await actions.changeOrganisation(context, viewer, typed)
    if (outcome.ok) return goTo(c, '/organisation?saved=1')
    const { kinds } = await actions.readOrganisation(context, viewer.tenant)
    const { refusals } = outcome
    return c.html(
      <OrganisationPage view={c.get('view')} typed={typed} kinds={kinds} refusals={refusals} saved={false} />,
      statusOf(c, refusals),
    )
  })
}

/** The form that takes a seat: in which organisation, and where to go on there. */
const SEAT = z.object({ organisation: plainField((sent) => parseId<TenantId>(sent)), next: nextField })
