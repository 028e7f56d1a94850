import { typedOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { goTo } from '../../web/address.ts'
import type { Routes, WebContext } from '../../web/app.tsx'
import { formOf } from '../../web/form.ts'
import { askAgain } from '../../web/refused.tsx'
import { takeSession } from '../../web/session-cookie.ts'
import { statusOf } from '../../web/status.ts'
import { ADDRESS } from '../credentials/index.ts'
import { closeAccount, readLeaving } from './closing-actions.ts'
import { askForEmail, confirmEmail, readEmailChange, readEmailUndo, undoEmail } from './email-actions.ts'
import { ClosingPage } from './pages/closing.tsx'
import { EmailChangedPage, EmailConfirmPage, EmailPage, EmailSentPage, EmailUndoPage } from './pages/email.tsx'
import { NotFromThere, PasswordPage } from './pages/password.tsx'
import { changePassword, PASSWORD_CHANGE, readAccount } from './profile-actions.ts'

/**
 * What opens the account: its password and address, and its end. An organisation's own provider speaks for its people in that
 * organisation alone, so that whoever came in by it changes none of these.
 */
export const credentialRoutes: Routes = (router, context) => {
  router.get('/account/password', 'account', (c, who) => passwordPage(c, who, []))

  router.post('/account/password', 'account', async (c, who) => {
    if (isByProvider(who)) return passwordPage(c, who, [])
    const outcome = await changePassword(context, who, typedOf(PASSWORD_CHANGE, formOf(c)), c.get('from'))
    return outcome.ok ? goTo(c, '/account?done=password') : passwordPage(c, who, outcome.refusals)
  })

  router.get('/account/email', 'account-proved', (c, who) => emailPage(c, who, '', []))

  router.post('/account/email', 'account-proved', async (c, who) => {
    if (isByProvider(who)) return emailPage(c, who, '', [])
    const typed = typedOf(ADDRESS, formOf(c)).email
    const outcome = await askForEmail(context, who, typed, c.get('from'))
    if (!outcome) return askAgain(c, context.settings.origin, true)
    return outcome.ok ? goTo(c, '/account/email/sent') : emailPage(c, who, typed, outcome.refusals)
  })

  router.get('/account/email/sent', 'account', (c, who) => {
    const { mailShown } = context.settings
    return c.html(<EmailSentPage view={c.get('view')} email={who.email} mailShown={mailShown} />)
  })

  router.get('/account/email/undo/:token', 'anyone', (c) => emailUndoPage(c, []))

  router.post('/account/email/undo/:token', 'anyone', async (c) => {
    const outcome = await undoEmail(context, c.req.param('token'), c.get('from'))
    if (!outcome?.ok) return emailUndoPage(c, outcome?.refusals ?? [])
    takeSession(c, context.settings)
    return c.redirect(`/reset/${outcome.value.token}?undone=email`, 303)
  })

  router.get('/account/email/:token', 'anyone', (c) => emailConfirmPage(c, []))

  router.post('/account/email/:token', 'anyone', async (c) => {
    const outcome = await confirmEmail(context, c.req.param('token'), c.get('signedIn'), c.get('from'))
    if (!outcome?.ok) return emailConfirmPage(c, outcome?.refusals ?? [])
    if (c.get('signedIn')) return goTo(c, '/account?done=email')
    return c.html(<EmailChangedPage view={c.get('view')} />)
  })

  router.get('/account/closing', 'account-now', (c, who) => closingPage(c, who, '', []))

  router.post('/account/closing', 'account-now', async (c, who) => {
    if (isByProvider(who)) return closingPage(c, who, '', [])
    const typed = typedOf(ADDRESS, formOf(c)).email
    const outcome = await closeAccount(context, who, typed, c.get('from'))
    if (!outcome.ok) return closingPage(c, who, typed, outcome.refusals)
    takeSession(c, context.settings)
    return c.redirect('/sign-in?done=closed', 303)
  })

  async function passwordPage(c: WebContext, who: SignedIn, refusals: readonly Refusal[]): Promise<Response> {
    const view = c.get('view')
    if (isByProvider(who)) return notFromThere(c, view.t('パスワードを変える', 'Change the password'))
    const { email, passwordHash } = await readAccount(context, who)
    const page = <PasswordPage view={view} email={email} hasPassword={passwordHash !== null} refusals={refusals} />
    return c.html(page, statusOf(c, refusals))
  }

  async function emailPage(c: WebContext, who: SignedIn, typed: string, refusals: readonly Refusal[]): Promise<Response> {
    const view = c.get('view')
    if (isByProvider(who)) return notFromThere(c, view.t('メールアドレスを変える', 'Change the mail address'))
    const page = <EmailPage view={view} email={who.email} typed={typed} refusals={refusals} />
    return c.html(page, statusOf(c, refusals))
  }

  async function emailConfirmPage(c: WebContext, refusals: readonly Refusal[]): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const found = await readEmailChange(context, token)
    return c.html(<EmailConfirmPage view={c.get('view')} found={found} token={token} refusals={refusals} />, found ? 200 : 410)
  }

  async function emailUndoPage(c: WebContext, refusals: readonly Refusal[]): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const found = refusals.length > 0 ? undefined : await readEmailUndo(context, token)
    return c.html(<EmailUndoPage view={c.get('view')} found={found} token={token} refusals={refusals} />, found ? 200 : 410)
  }

  async function closingPage(c: WebContext, who: SignedIn, typed: string, refusals: readonly Refusal[]): Promise<Response> {
    const view = c.get('view')
    if (isByProvider(who)) return notFromThere(c, view.t('アカウントを閉じる', 'Close your account'))
    const leaving = await readLeaving(context, who)
    return c.html(<ClosingPage view={view} leaving={leaving} typed={typed} refusals={refusals} />, statusOf(c, refusals))
  }

  function notFromThere(c: WebContext, title: string): Response | Promise<Response> {
    return c.html(<NotFromThere view={c.get('view')} title={title} />, 403)
  }
}

function isByProvider(who: SignedIn): boolean {
  return who.factors.includes('oidc')
}
