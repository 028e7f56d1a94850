import type { Context } from '../context.ts'
import { typedOf } from '../kernel/form.ts'
import { type InvitationId, type PersonId, parseId } from '../kernel/ids.ts'
import * as actions from '../organisation/actions.ts'
import { PERSON_WITH_ROLES } from '../organisation/index.ts'
import { PERSON } from '../roles/person.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { INVITATION, invite, readOpenInvitations, withdrawInvitation } from './invitation-actions.ts'
import { PeoplePage, type PeopleProps } from './pages/people.tsx'

/** The people of the organisation: adding by name, inviting, roles, and the end of somebody's access. */
export function peopleRoutes(router: Router, context: Context): void {
  router.get('/people', 'people.read', (c, viewer) => peoplePage(c, viewer, {}))

  router.post('/people', 'people.invite', async (c, viewer) => {
    const typed = typedOf(PERSON, formOf(c))
    const outcome = await actions.addPerson(context, viewer, typed, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, '/people?told=saved')
    return peoplePage(c, viewer, { typed: { form: 'name-only', ...typed }, refusals: outcome.refusals })
  })

  router.post('/people/invitations', 'people.invite', async (c, viewer) => {
    const typed = typedOf(INVITATION, formOf(c))
    const person = parseId<PersonId>(typed.person)
    const outcome = await invite(context, viewer, { ...typed, person }, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, '/people?told=invited')
    return peoplePage(c, viewer, { typed: { form: 'invitation', ...typed }, refusals: outcome.refusals })
  })

  router.post('/people/invitations/:invitation/withdrawal', 'people.invite', invitationId, async (c, viewer, id) => {
    return (await withdrawInvitation(context, viewer, id))?.ok ? goTo(c, '/people?told=saved') : c.notFound()
  })

  router.post('/people/:person', 'people.change', personId, async (c, viewer, id) => {
    const typed = typedOf(PERSON_WITH_ROLES, formOf(c))
    const outcome = await actions.changePerson(context, viewer, id, typed)
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, '/people?told=saved')
    return peoplePage(c, viewer, { typed: { form: id, ...typed }, refusals: outcome.refusals })
  })

  router.post('/people/:person/end', 'people.change', personId, async (c, viewer, id) => {
    const outcome = await actions.endPerson(context, viewer, id)
    if (!outcome) return c.notFound()
    return outcome.ok ? goTo(c, '/people?told=ended') : peoplePage(c, viewer, { refusals: outcome.refusals })
  })

  async function peoplePage(
    c: WebContext,
    viewer: Viewer,
    shown: { typed?: PeopleProps['typed']; refusals?: PeopleProps['refusals'] },
  ): Promise<Response> {
    const told = TOLD.find((one) => one === c.req.query('told'))
    const props: PeopleProps = {
      view: c.get('view'),
      people: await actions.readPeople(context, viewer.tenant),
      kinds: (await actions.readOrganisation(context, viewer.tenant)).kinds,
      invitations: c.get('view').may('people.invite') ? await readOpenInvitations(context, viewer.tenant) : [],
      now: context.now(),
      mailShown: context.settings.mailShown,
      told,
      refusals: shown.refusals ?? [],
      typed: shown.typed,
    }
    return c.html(<PeoplePage {...props} />, statusOf(c, props.refusals))
  }
}

function personId({ person }: { person: string }): PersonId | undefined {
  return parseId(person)
}

function invitationId({ invitation }: { invitation: string }): InvitationId | undefined {
  return parseId(invitation)
}

const TOLD = ['saved', 'invited', 'ended'] as const
