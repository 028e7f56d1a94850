import { takeNewPassword } from '../account/credentials/actions.ts'
import { NEW_PASSWORD } from '../account/credentials/index.ts'
import { letIn } from '../account/sign-in/enter.ts'
import type { Context } from '../context.ts'
import { decideForm, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { PERSON } from '../roles/person.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import { acceptInvitation, joinAndEnter } from './acceptance-actions.ts'
import { readInvitation } from './invitation-actions.ts'
import { InvitationPage, SpentInvitation } from './pages/invitation.tsx'

/** The link of an invitation: what it is for, and taking the seat, with an account or by making one. */
export function invitationRoutes(router: Router, context: Context): void {
  router.get('/invitations/:token', 'anyone', (c) => invitationPage(c, { name: '' }, []))

  router.post('/invitations/:token/acceptance', 'anyone', async (c) => {
    const token = c.req.param('token') ?? ''
    const signedIn = c.get('signedIn')
    if (signedIn) {
      const outcome = await acceptInvitation(context, { token }, { kind: 'signed-in', signedIn }, c.get('from'))
      return outcome.ok ? c.redirect('/', 303) : invitationPage(c, { name: '' }, outcome.refusals)
    }
    const invitation = await readInvitation(context, token)
    if (!invitation) return c.html(<SpentInvitation view={c.get('view')} />, 404)
    const typed = typedOf(NEWCOMER, formOf(c))
    const newcomer = decideForm(NEWCOMER, typed)
    if (!newcomer.ok) return invitationPage(c, typed, newcomer.refusals)
    const { name } = newcomer.value
    const own = { names: [name, invitation.organisation], email: invitation.email }
    const password = await takeNewPassword(typed, own)
    if (!password.ok) return invitationPage(c, typed, password.refusals)
    const accepting = { kind: 'new', name, lang: c.get('view').lang, password: password.value } as const
    const outcome = await joinAndEnter(context, { token }, accepting, c.get('from'))
    return outcome.ok ? letIn(c, context, outcome.value, '/') : invitationPage(c, typed, outcome.refusals)
  })

  async function invitationPage(c: WebContext, typed: { name: string }, refusals: readonly Refusal[]): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const invitation = await readInvitation(context, token)
    if (!invitation) return c.html(<SpentInvitation view={c.get('view')} />, 404)
    const props = { token, invitation, typed: { name: typed.name || invitation.name }, refusals }
    return c.html(<InvitationPage view={c.get('view')} {...props} />, statusOf(c, refusals))
  }
}

/** The form of somebody new who takes the seat that they are invited to. */
const NEWCOMER = NEW_PASSWORD.extend({ name: PERSON.shape.name })
