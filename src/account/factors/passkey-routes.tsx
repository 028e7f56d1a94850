import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { typedOf } from '../../kernel/form.ts'
import { refuse } from '../../kernel/refusal.ts'
import { NEEDS_SCRIPT } from '../../ui/passkey-button.tsx'
import { goTo } from '../../web/address.ts'
import type { Routes, WebContext } from '../../web/app.tsx'
import { dataOf, formOf } from '../../web/form.ts'
import { askAgain } from '../../web/refused.tsx'
import { safeNext } from '../../web/safe-next.ts'
import { cookieFlags, giveSession } from '../../web/session-cookie.ts'
import { asData, statusOf } from '../../web/status.ts'
import { deviceWords } from '../credentials/index.ts'
import { deviceOf, halfSignedIn, letIn } from '../sign-in/enter.ts'
import { readHalfWay } from './factor-actions.ts'
import { ownersRouter } from './factor-owner-routes.tsx'
import { factorsPage, OVER } from './factor-routes.tsx'
import { PASSKEY } from './forms.ts'
import { NewPasskeyPage } from './pages/factor-new-passkey.tsx'
import { addPasskey, askForNewPasskey, askForPasskey, removePasskey, renamePasskey } from './passkey-actions.ts'
import { readPasskeyId } from './passkey-answer.ts'
import { CEREMONY_LASTS, type CeremonyKind } from './passkey-ceremony.ts'
import { finishWithPasskey, signInWithPasskey, stepUpWithPasskey } from './passkey-proof-actions.ts'

/** Passkeys: making, naming and removing them; signing in, the second step and proving it once more. Scripts ask and answer in JSON. */
export const passkeyRoutes: Routes = (router, context) => {
  const owners = ownersRouter(router)

  owners.get('/account/factors/passkeys/new', 'account-proved', (c) => {
    const name = c.get('view').say(deviceWords(c.get('from').agent))
    return c.html(<NewPasskeyPage view={c.get('view')} origin={context.settings.origin} name={name} refusals={[]} />)
  })

  owners.post('/account/factors/passkeys/options', 'account-proved', async (c, who) =>
    put(c, 'registration', await askForNewPasskey(context, who)),
  )

  owners.post('/account/factors/passkeys', 'account-proved', async (c, who) => {
    const data = dataOf(c)
    if (!data) return withoutScript(c)
    const { answer, name } = data
    const sealed = takeQuestion(c, 'registration')
    const outcome = await addPasskey(context, who, {
      sealed,
      answer,
      name: typeof name === 'string' ? name : '',
      from: c.get('from'),
    })
    if (!outcome) return askAgain(c, context.settings.origin, true)
    return outcome.ok ? c.json({ next: c.get('view').to('/account/factors?done=passkey') }) : asData(c, outcome.refusals)
  })

  owners.post('/account/factors/passkeys/:id/name', 'account', readPasskeyId, async (c, who, id) => {
    const { name } = typedOf(PASSKEY, formOf(c))
    const outcome = await renamePasskey(context, who.account, id, { name, from: c.get('from') })
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, '/account/factors?done=passkey-renamed')
    return c.html(
      await factorsPage(c, context, who, { refusals: outcome.refusals, renaming: { id, name } }),
      statusOf(c, outcome.refusals),
    )
  })

  owners.post('/account/factors/passkeys/:id/removal', 'account-proved', readPasskeyId, async (c, who, id) => {
    const outcome = await removePasskey(context, who, id, c.get('from'))
    if (!outcome) return c.notFound()
    if (outcome === 'unproved') return askAgain(c, context.settings.origin, true)
    if (outcome.ok) return goTo(c, '/account/factors?done=passkey-removed')
    return c.html(await factorsPage(c, context, who, { refusals: outcome.refusals }), statusOf(c, outcome.refusals))
  })

  router.post('/sign-in/passkey/options', 'anyone', async (c) => put(c, 'sign-in', await askForPasskey(context, 'sign-in', null)))

  router.post('/sign-in/passkey', 'anyone', async (c) => {
    const { answer, next } = dataOf(c) ?? {}
    const wish = { sealed: takeQuestion(c, 'sign-in'), answer, ...whereOf(c) }
    const outcome = await signInWithPasskey(context, wish)
    return outcome.ok ? entered(c, await letIn(c, context, outcome.value, next)) : asData(c, outcome.refusals)
  })

  router.post('/sign-in/second-factor/passkey/options', 'anyone', async (c) => {
    const half = await readHalfWay(context, halfSignedIn(c, context.settings))
    return half ? put(c, 'second-factor', await askForPasskey(context, 'second-factor', half.account.id)) : c.json({ next: OVER })
  })

  router.post('/sign-in/second-factor/passkey', 'anyone', async (c) => {
    const { answer } = dataOf(c) ?? {}
    const wish = { sealed: takeQuestion(c, 'second-factor'), answer, ...whereOf(c) }
    const step = await finishWithPasskey(context, halfSignedIn(c, context.settings), wish)
    if (step.kind === 'admitted') return entered(c, await letIn(c, context, step.admitted, step.next))
    return step.kind === 'refused' ? asData(c, step.refusals) : c.json({ next: OVER })
  })

  router.post('/step-up/passkey/options', 'account', async (c, who) =>
    put(c, 'step-up', await askForPasskey(context, 'step-up', who.account)),
  )

  router.post('/step-up/passkey', 'account', async (c, who) => {
    const { answer, next } = dataOf(c) ?? {}
    const outcome = await stepUpWithPasskey(context, who, { sealed: takeQuestion(c, 'step-up'), answer, from: c.get('from') })
    if (!outcome.ok) return asData(c, outcome.refusals)
    giveSession(c, context.settings, outcome.value.token, outcome.value.expiresAt)
    return c.json({ next: safeNext(next) })
  })

  /** Puts a question to the browser, which keeps it sealed in a cookie until it answers. */
  function put(c: WebContext, kind: CeremonyKind, question: Awaited<ReturnType<typeof askForPasskey | typeof askForNewPasskey>>) {
    if (!question.ok) return asData(c, question.refusals)
    setCookie(c, cookieOf(kind), question.value.sealed, { ...flags(), maxAge: CEREMONY_LASTS / 1000 })
    return c.json(question.value.options)
  }

  function takeQuestion(c: WebContext, kind: CeremonyKind): string | undefined {
    const sealed = getCookie(c, cookieOf(kind))
    deleteCookie(c, cookieOf(kind), flags())
    return sealed
  }

  function whereOf(c: WebContext) {
    return { from: c.get('from'), device: deviceOf(c, context.settings) }
  }

  function withoutScript(c: WebContext): Response | Promise<Response> {
    const { refusals } = refuse('passkey.script', NEEDS_SCRIPT)
    return c.html(
      <NewPasskeyPage view={c.get('view')} origin={context.settings.origin} name="" refusals={refusals} />,
      statusOf(c, refusals),
    )
  }

  /** One cookie for each kind of question: a sign-in page in another tab asks without being asked to. */
  function cookieOf(kind: CeremonyKind): string {
    return context.settings.local ? `passkey-${kind}` : `__Host-passkey-${kind}`
  }

  function flags() {
    return { ...cookieFlags(context.settings), sameSite: 'Strict' } as const
  }
}

/** Somebody was let in: the cookies are set, and the script goes to where a form would have been sent on to. */
function entered(c: WebContext, letIn: Response): Response {
  const next = letIn.headers.get('Location') ?? '/'
  c.header('Location', undefined)
  return c.json({ next })
}
