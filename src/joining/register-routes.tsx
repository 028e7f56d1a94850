import { NEW_PASSWORD } from '../account/credentials/index.ts'
import { deviceOf, letIn } from '../account/sign-in/enter.ts'
import { typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { MailSentPage } from '../ui/entrance.tsx'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { nextField, safeNext } from '../web/safe-next.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { ConfirmPage, KnownMeanwhilePage, RegisterPage, RegistrationClosedPage } from './pages/register.tsx'
import { askToRegister, confirmRegistration, REGISTRATION, readRegistration, renewRegistration } from './register-actions.ts'

const CLOSED = { code: 'register.closed' } as const
const NOTHING = { organisation: '', kind: 'applicant', person: '', email: '' }

/** The form as the page sends it: with where to go on afterwards. */
const REGISTER = REGISTRATION.extend({ next: nextField })

/** Registering oneself and an organisation: the form, the letter's link, and a new link. */
export const registerRoutes: Routes = (router, context) => {
  router.get('/register', 'anyone', (c) => {
    const view = c.get('view')
    if (!context.settings.registration) return c.html(<RegistrationClosedPage view={view} />, statusOf(c, [CLOSED]))
    return c.html(<RegisterPage view={view} typed={{ ...NOTHING, next: c.req.query('next') ?? '' }} refusals={[]} />)
  })

  router.post('/register', 'anyone', async (c) => {
    const view = c.get('view')
    if (!context.settings.registration) return c.html(<RegistrationClosedPage view={view} />, statusOf(c, [CLOSED]))
    const typed = typedOf(REGISTER, formOf(c))
    const asked = { next: safeNext(typed.next), lang: view.lang, from: c.get('from'), sent: await sentForm(c, context.now()) }
    const outcome = await askToRegister(context, typed, asked)
    if (outcome.ok) return c.redirect('/register/sent', 303)
    const { refusals } = outcome
    return c.html(<RegisterPage view={view} typed={typed} refusals={refusals} />, statusOf(c, refusals))
  })

  router.get('/register/sent', 'anyone', (c) => c.html(sent(c)))

  router.get('/register/confirm/:token', 'anyone', (c) => confirmPage(c, []))

  router.post('/register/confirm/:token', 'anyone', async (c) => {
    const where = { from: c.get('from'), device: deviceOf(c, context.settings) }
    const password = typedOf(NEW_PASSWORD, formOf(c))
    const confirmed = await confirmRegistration(context, c.req.param('token'), password, where)
    if (!confirmed) return confirmPage(c, [])
    if (!confirmed.ok) return confirmPage(c, confirmed.refusals)
    if (confirmed.value.kind === 'known') return c.html(<KnownMeanwhilePage view={c.get('view')} />, 409)
    return letIn(c, context, confirmed.value.admitted, confirmed.value.next)
  })

  router.post('/register/confirm/:token/renewal', 'anyone', async (c) => {
    const outcome = await renewRegistration(context, c.req.param('token'), c.get('from'))
    if (!outcome) return confirmPage(c, [])
    return outcome.ok ? c.redirect('/register/sent', 303) : confirmPage(c, outcome.refusals)
  })

  async function confirmPage(c: WebContext, refusals: readonly Refusal[]): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const found = await readRegistration(context, token)
    const status = refusals.length > 0 ? statusOf(c, refusals) : found?.state === 'open' ? 200 : 410
    return c.html(<ConfirmPage view={c.get('view')} found={found} token={token} refusals={refusals} />, status)
  }

  function sent(c: WebContext) {
    const view = c.get('view')
    return (
      <MailSentPage view={view} title={view.t('メールを送りました', 'We sent you a mail')} mailShown={context.settings.mailShown}>
        <p>
          {view.t(
            '届いたメールのリンクを開くと、登録が終わります。リンクは24時間使えます。',
            'Open the link in it within 24 hours to finish.',
          )}
        </p>
      </MailSentPage>
    )
  }
}
