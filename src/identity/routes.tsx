import type { Routes, WebContext } from '../http/app.tsx'
import { type PersonId, parseId, type TenantId } from '../kernel/ids.ts'
import { addPerson, beginOrganisation, readLocalOrganisations, readPeople, removeDemoWorld } from './actions.ts'
import { OrganisationsPage } from './pages/organisations.tsx'
import { Welcome } from './pages/welcome.tsx'
import { sitDown } from './seat.ts'

/** The first page of an empty database, the organisations of this machine, and who is sitting at it. */
export const identityRoutes: Routes = (app, ground) => {
  app.get('/', async (c, next) => {
    if (c.get('view').viewer) return next()
    return c.html(<Welcome view={c.get('view')} refusals={[]} typed={{}} />)
  })

  app.post('/organisations', async (c) => {
    const form = await c.req.parseBody()
    const typed = { organisation: textOf(form.organisation), person: textOf(form.person) }
    const outcome = await beginOrganisation(ground, typed)
    if (!outcome.ok) return c.html(<Welcome view={c.get('view')} refusals={outcome.refusals} typed={typed} />, 422)
    sitDown(c, outcome.value)
    return c.redirect('/', 303)
  })

  app.get('/organisations', async (c) => c.html(await organisationsPage(c), 200))

  app.post('/people', async (c) => {
    const { viewer } = c.get('view')
    if (!viewer) return c.redirect('/', 303)
    const form = await c.req.parseBody()
    const typed = { name: textOf(form.name), position: textOf(form.position) }
    const outcome = await addPerson(ground, viewer.tenant, typed)
    if (outcome.ok) return c.redirect('/organisations', 303)
    return c.html(await organisationsPage(c, { typed, refusals: outcome.refusals }), 422)
  })

  app.post('/seat', async (c) => {
    const form = await c.req.parseBody()
    const tenant = parseId<TenantId>(textOf(form.organisation))
    const person = parseId<PersonId>(textOf(form.person))
    if (!tenant) return c.notFound()
    sitDown(c, { tenant, person })
    return c.redirect('/', 303)
  })

  app.post('/demo/removal', async (c) => {
    await removeDemoWorld(ground)
    return c.redirect('/', 303)
  })

  async function organisationsPage(
    c: WebContext,
    shown: Pick<Parameters<typeof OrganisationsPage>[0], 'typed' | 'refusals'> = {
      typed: { name: '', position: '' },
      refusals: [],
    },
  ) {
    const { viewer } = c.get('view')
    const organisations = await readLocalOrganisations(ground)
    const people = viewer ? await readPeople(ground, viewer.tenant) : []
    return <OrganisationsPage view={c.get('view')} organisations={organisations} people={people} {...shown} />
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
