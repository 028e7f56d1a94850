import { typedOf } from '../../kernel/form.ts'
import { parseId, type SessionId } from '../../kernel/ids.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Wording } from '../../log/index.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { goTo } from '../../web/address.ts'
import type { Routes, WebContext } from '../../web/app.tsx'
import { formOf } from '../../web/form.ts'
import { statusOf } from '../../web/status.ts'
import { endOneSession, endOtherSessions, readSessions } from '../sign-in/actions.ts'
import { readHistory } from './history-actions.ts'
import { AccountPage, DONE } from './pages/account.tsx'
import { HistoryPage } from './pages/history.tsx'
import { SessionsPage } from './pages/sessions.tsx'
import { changeProfile, PROFILE, readAccount } from './profile-actions.ts'

/** Somebody's own account: name and language, where they are signed in, and what the log keeps about it. */
export const ownAccountRoutes =
  (wording: Wording): Routes =>
  (router, context) => {
    router.get('/account', 'account', (c, who) => accountPage(c, who, undefined, []))

    router.post('/account/profile', 'account', async (c, who) => {
      const typed = typedOf(PROFILE, formOf(c))
      const outcome = await changeProfile(context, who, typed, c.get('from'))
      return outcome.ok ? goTo(c, '/account?done=profile') : accountPage(c, who, typed, outcome.refusals)
    })

    router.get('/account/sessions', 'account', async (c, who) => {
      const sessions = await readSessions(context, who.account)
      const done = c.req.query('done') === '1'
      return c.html(<SessionsPage view={c.get('view')} sessions={sessions} own={who.session} done={done} />)
    })

    router.post('/account/sessions/others/removal', 'account', async (c, who) => {
      await endOtherSessions(context, { id: who.account, name: who.name }, who.session, c.get('from'))
      return goTo(c, '/account/sessions?done=1')
    })

    router.post('/account/sessions/:id/removal', 'account', sessionId, async (c, who, id) => {
      const ended = await endOneSession(context, { id: who.account, name: who.name }, id, c.get('from'))
      return ended ? goTo(c, '/account/sessions?done=1') : c.notFound()
    })

    router.get('/account/history', 'account', async (c, who) => {
      const asked = c.req.query('before')
      const before = asked !== undefined && /^\d{1,9}$/.test(asked) ? Number(asked) : null
      const { entries, next } = await readHistory(context, wording, who, before)
      return c.html(<HistoryPage view={c.get('view')} entries={entries} next={next} first={before === null} />)
    })

    async function accountPage(
      c: WebContext,
      who: SignedIn,
      typed: { name: string; lang: string } | undefined,
      refusals: readonly Refusal[],
    ): Promise<Response> {
      const account = await readAccount(context, who)
      const sessions = (await readSessions(context, who.account)).length
      const done = DONE.find((one) => one === c.req.query('done'))
      const shown = { account, typed: typed ?? account, sessions, done, refusals }
      return c.html(<AccountPage view={c.get('view')} {...shown} />, statusOf(c, refusals))
    }
  }

function sessionId({ id }: { id: string }): SessionId | undefined {
  return parseId(id)
}
