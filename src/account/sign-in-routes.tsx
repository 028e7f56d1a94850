import { getCookie } from 'hono/cookie'
import type { Routes, WebContext } from '../http/app.tsx'
import { safeNext } from '../http/safe-next.ts'
import { sessionCookie, takeSession } from '../http/session-cookie.ts'
import { elapsed, SECOND } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import { decideEmail } from './email.ts'
import { deviceOf, giveDevice, goOn } from './enter-routes.tsx'
import { textOf } from './form.ts'
import { readUnlock, useUnlock } from './lock-actions.ts'
import { SignedInPage, UnlockPage } from './pages/reset.tsx'
import { type SignInNews, SignInPage } from './pages/sign-in.tsx'
import { warmUp } from './password-hash.ts'
import { endSession } from './session-actions.ts'
import { type SignInReply, signIn } from './sign-in-actions.ts'
import { retryAfter } from './status-routes.ts'

/** Signing in by address and password, signing out, and the link of the letter about a lock. */
export const signInRoutes: Routes = (doors, ground) => {
  void warmUp()

  doors.get('/sign-in', 'anyone', (c) => {
    const next = c.req.query('next') ?? ''
    if (c.get('signedIn')) return c.redirect(safeNext(next), 303)
    return c.html(page(c, { email: '', next }, newsOf(c)))
  })

  doors.post('/sign-in', 'anyone', async (c) => {
    const form = await c.req.parseBody()
    const typed = { email: textOf(form.email), next: textOf(form.next) }
    const email = decideEmail(typed.email)
    if (!email.ok) return c.html(page(c, typed, undefined, email.refusals), 422)
    const device = deviceOf(c, ground.settings)
    const next = safeNext(typed.next)
    const reply = await signIn(ground, { email: email.value, password: textOf(form.password), from: c.get('from'), device, next })
    return answer(c, reply, typed)
  })

  doors.post('/sign-out', 'anyone', async (c) => {
    const token = getCookie(c, sessionCookie(ground.settings))
    if (token !== undefined) await endSession(ground, token, c.get('from'))
    takeSession(c, ground.settings)
    return c.redirect('/sign-in?done=signed-out', 303)
  })

  doors.get('/signed-in', 'account', (c) => c.html(<SignedInPage view={c.get('view')} />))

  doors.get('/sign-in/unlock/:token', 'anyone', (c) => unlockPage(c))

  doors.post('/sign-in/unlock/:token', 'anyone', async (c) => {
    const token = c.req.param('token') ?? ''
    const unlocked = await useUnlock(ground, token, c.get('from'), deviceOf(c, ground.settings))
    if (!unlocked) return unlockPage(c)
    giveDevice(c, ground.settings, unlocked.cookie, unlocked.expiresAt)
    return c.redirect('/sign-in?done=unlocked', 303)
  })

  async function answer(c: WebContext, reply: SignInReply, typed: { email: string; next: string }): Promise<Response> {
    switch (reply.kind) {
      case 'admitted':
      case 'second-factor':
        return goOn(c, ground, reply, typed.next)
      case 'wrong':
        return c.html(page(c, typed, undefined, WRONG.refusals), 422)
      case 'busy':
        return c.html(page(c, typed, { kind: 'busy' }), retryAfter(c, 5, 503))
      case 'wait': {
        const seconds = secondsTo(reply.until)
        return c.html(page(c, typed, { ...reply, seconds }), retryAfter(c, seconds, 429))
      }
      case 'too-many':
        return c.html(page(c, typed, reply), retryAfter(c, secondsTo(reply.until), 429))
    }
  }

  function secondsTo(until: Instant): number {
    return Math.max(1, Math.ceil(elapsed(ground.now(), until) / SECOND))
  }

  async function unlockPage(c: WebContext): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const works = await readUnlock(ground, token)
    return c.html(<UnlockPage view={c.get('view')} token={token} works={works} />, works ? 200 : 410)
  }

  function page(
    c: WebContext,
    typed: { email: string; next: string },
    news: SignInNews | undefined,
    refusals: readonly Refusal[] = [],
  ) {
    const { origin, registration } = ground.settings
    return (
      <SignInPage
        view={c.get('view')}
        typed={typed}
        origin={origin}
        registration={registration}
        news={news}
        refusals={refusals}
      />
    )
  }
}

function newsOf(c: WebContext): SignInNews | undefined {
  if (c.req.query('over') === 'second-factor') return { kind: 'over' }
  const done = (['signed-out', 'closed', 'unlocked'] as const).find((kind) => kind === c.req.query('done'))
  return done && { kind: done }
}

const WRONG = refuse(
  'sign-in.wrong',
  {
    ja: 'メールアドレスかパスワードが違います。もう一度入力してください。',
    en: 'The address or the password is wrong. Please enter them again.',
  },
  'password',
)
