import type { Routes } from '../web/app.tsx'
import { readShownLetters } from './actions.ts'
import { MailPage } from './pages/mail.tsx'

/** The page that stands in for a mail server, on a server that only this machine reaches. */
export const mailRoutes: Routes = (router, context) => {
  router.get('/mail', 'anyone', async (c) => {
    const { local, mailShown, origin } = context.settings
    if (!local || !mailShown) return c.notFound()
    return c.html(<MailPage view={c.get('view')} letters={await readShownLetters(context)} origin={origin} />)
  })
}
