import { getCookie } from 'hono/cookie'
import { elapsed, SECOND } from '../../kernel/calendar.ts'
import { decideForm, plainField, typedOf } from '../../kernel/form.ts'
import type { Instant } from '../../kernel/instant.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import type { Routes, WebContext } from '../../web/app.tsx'
import { formOf } from '../../web/form.ts'
import { nextField, safeNext } from '../../web/safe-next.ts'
import { sessionCookie, takeSession } from '../../web/session-cookie.ts'
import { retryAfter, statusOf } from '../../web/status.ts'
import { ADDRESS, warmUp } from '../credentials/index.ts'
import { deviceOf, giveDevice, goOn } from './enter.ts'
import { readUnlock, useUnlock } from './lock-actions.ts'
import { SignedInPage, UnlockPage } from './pages/reset.tsx'
import { type SignInNews, SignInPage } from './pages/sign-in.tsx'
import { endSession } from './session-actions.ts'
import { type SignInReply, signIn } from './sign-in-actions.ts'

/** Signing in by address and password, signing out, and the link of the letter about a lock. */
export const signInRoutes: Routes = (router, context) => {
  void warmUp()

  router.get('/sign-in', 'anyone', (c) => {
    const next = c.req.query('next') ?? ''
    if (c.get('signedIn')) return c.redirect(safeNext(next), 303)
    return c.html(page(c, { email: '', next }, newsOf(c)))
  })

  router.post('/sign-in', 'anyone', async (c) => {
    const typed = typedOf(SIGN_IN, formOf(c))
    const decided = decideForm(SIGN_IN, typed)
    if (!decided.ok) return c.html(page(c, typed, undefined, decided.refusals), statusOf(c, decided.refusals))
    const reply = await signIn(context, { ...decided.value, from: c.get('from'), device: deviceOf(c, context.settings) })
    return answer(c, reply, typed)
  })

  router.post('/sign-out', 'anyone', async (c) => {
    const token = getCookie(c, sessionCookie(context.settings))
    if (token !== undefined) await endSession(context, token, c.get('from'))
    takeSession(c, context.settings)
    return c.redirect('/sign-in?done=signed-out', 303)
  })

  router.get('/signed-in', 'account', (c) => c.html(<SignedInPage view={c.get('view')} />))

  router.get('/sign-in/unlock/:token', 'anyone', (c) => unlockPage(c))

  router.post('/sign-in/unlock/:token', 'anyone', async (c) => {
    const token = c.req.param('token') ?? ''
    const unlocked = await useUnlock(context, token, c.get('from'), deviceOf(c, context.settings))
    if (!unlocked) return unlockPage(c)
    giveDevice(c, context.settings, unlocked.cookie, unlocked.expiresAt)
    return c.redirect('/sign-in?done=unlocked', 303)
  })

  async function answer(c: WebContext, reply: SignInReply, typed: { email: string; next: string }): Promise<Response> {
    switch (reply.kind) {
      case 'admitted':
      case 'second-factor':
        return goOn(c, context, reply, typed.next)
      case 'wrong':
        return c.html(page(c, typed, undefined, WRONG.refusals), statusOf(c, WRONG.refusals))
      case 'busy':
        return c.html(page(c, typed, { kind: 'busy' }), statusOf(c, [{ code: 'busy' }]))
      case 'wait': {
        const seconds = secondsTo(reply.until)
        return c.html(page(c, typed, { ...reply, seconds }), retryAfter(c, seconds, 429))
      }
      case 'too-many':
        return c.html(page(c, typed, reply), retryAfter(c, secondsTo(reply.until), 429))
    }
  }

  function secondsTo(until: Instant): number {
    return Math.max(1, Math.ceil(elapsed(context.now(), until) / SECOND))
  }

  async function unlockPage(c: WebContext): Promise<Response> {
    const token = c.req.param('token') ?? ''
    const works = await readUnlock(context, token)
    return c.html(<UnlockPage view={c.get('view')} token={token} works={works} />, works ? 200 : 410)
  }

  function page(
    c: WebContext,
    typed: { email: string; next: string },
    news: SignInNews | undefined,
    refusals: readonly Refusal[] = [],
  ) {
    const { origin, registration } = context.settings
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

/** The form of signing in. Whether the password is right is for the action to say, of one that is missing, too. */
const SIGN_IN = ADDRESS.extend({ password: plainField(String), next: nextField })

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
