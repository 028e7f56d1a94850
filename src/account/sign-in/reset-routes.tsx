import { typedOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { MailSentPage } from '../../ui/entrance.tsx'
import type { Routes, WebContext } from '../../web/app.tsx'
import { formOf } from '../../web/form.ts'
import { statusOf } from '../../web/status.ts'
import { ADDRESS, NEW_PASSWORD } from '../credentials/index.ts'
import { deviceOf, goOn } from './enter.ts'
import { NewPasswordPage, ResetOverPage, ResetPage } from './pages/reset.tsx'
import { askToReset, readReset, resetPassword } from './reset-actions.ts'

/** A new password by a link in a letter. */
export const resetRoutes: Routes = (router, context) => {
  router.get('/reset', 'anyone', (c) => c.html(<ResetPage view={c.get('view')} typed="" refusals={[]} />))

  router.post('/reset', 'anyone', async (c) => {
    const view = c.get('view')
    const typed = typedOf(ADDRESS, formOf(c)).email
    const outcome = await askToReset(context, typed, { lang: view.lang, from: c.get('from') })
    if (outcome.ok) return c.redirect('/reset/sent', 303)
    return c.html(<ResetPage view={view} typed={typed} refusals={outcome.refusals} />, statusOf(c, outcome.refusals))
  })

  router.get('/reset/sent', 'anyone', (c) => {
    const view = c.get('view')
    return c.html(
      <MailSentPage view={view} title={view.t('メールを送りました', 'We sent you a mail')} mailShown={context.settings.mailShown}>
        <p>
          {view.t(
            '届いたメールのリンクから、パスワードを決め直せます。リンクは1時間使えます。',
            'The link in it sets a new password. It works for an hour.',
          )}
        </p>
      </MailSentPage>,
    )
  })

  router.get('/reset/:token', 'anyone', (c) => newPasswordPage(c, []))

  router.post('/reset/:token', 'anyone', async (c) => {
    const password = typedOf(NEW_PASSWORD, formOf(c))
    const where = { from: c.get('from'), device: deviceOf(c, context.settings) }
    const outcome = await resetPassword(context, c.req.param('token'), password, where)
    if (!outcome) return newPasswordPage(c, [])
    return outcome.ok ? goOn(c, context, outcome.value, '/account?done=reset') : newPasswordPage(c, outcome.refusals)
  })

  async function newPasswordPage(c: WebContext, refusals: readonly Refusal[]): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const owner = await readReset(context, token)
    if (!owner) return c.html(<ResetOverPage view={c.get('view')} />, statusOf(c, [{ code: 'reset.over' }]))
    const page = (
      <NewPasswordPage
        view={c.get('view')}
        owner={owner}
        token={token}
        refusals={refusals}
        undone={c.req.query('undone') === 'email'}
      />
    )
    return c.html(page, statusOf(c, refusals))
  }
}
