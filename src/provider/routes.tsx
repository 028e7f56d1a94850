import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { deviceOf, letIn } from '../account/sign-in/enter.ts'
import type { Context, Settings } from '../context.ts'
import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import { parseId, type TenantId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { nextField, safeNext } from '../web/safe-next.ts'
import { cookieFlags, giveSession } from '../web/session-cookie.ts'
import { statusOf } from '../web/status.ts'
import { arrive, type Departure, departAgain, departTo } from './actions.ts'
import { discover, type OidcClient } from './client.ts'
import { toBoundedFetch } from './fetch.ts'
import { remember } from './memory.ts'
import { DeparturePage, NotLetInPage, OidcSignInPage } from './pages/sign-in.tsx'
import { slugField } from './provider.ts'
import { oidcSettingsRoutes } from './settings-routes.tsx'

/** The largest answer of a provider that is read, in bytes. */
const LARGEST_ANSWER = 512 * 1024

/** Signing in by an organisation's own provider, proving once more who one is, and the settings of it. */
export const oidcRoutes: Routes = (router, context) => {
  const { local, destinations } = context.settings
  const fetch = toBoundedFetch({ local, destinations, timeoutMs: 5000, largest: LARGEST_ANSWER })
  const ask = (client: OidcClient) => discover(client, fetch)
  const directory = remember(ask)

  router.get('/sign-in/organisation', 'anyone', (c) => signInPage(c, { slug: '', next: c.req.query('next') ?? '' }, []))

  router.get('/sign-in/organisation/:slug', 'anyone', (c) =>
    signInPage(c, { slug: c.req.param('slug'), next: c.req.query('next') ?? '' }, []),
  )

  router.post('/sign-in/organisation', 'anyone', async (c) => {
    const typed = typedOf(DEPARTURE, formOf(c))
    const wish = decideForm(DEPARTURE, typed)
    const outcome = wish.ok ? await departTo(context, directory, { ...wish.value, from: c.get('from') }) : wish
    return outcome.ok ? leave(c, context, outcome.value) : signInPage(c, typed, outcome.refusals)
  })

  router.post('/sign-in/organisation/again', 'session', async (c, signedIn) => {
    const { next } = readForm(AGAIN, formOf(c))
    const outcome = await departAgain(context, directory, signedIn, { next, from: c.get('from') })
    if (!outcome) return c.redirect(`/step-up?next=${encodeURIComponent(next)}`, 303)
    if (outcome.ok) return leave(c, context, outcome.value)
    return c.html(<NotLetInPage view={c.get('view')} refusals={outcome.refusals} />, statusOf(c, outcome.refusals))
  })

  router.get('/sign-in/organisation/callback/:tenant', 'anyone', async (c) => {
    const token = getCookie(c, visitCookie(context.settings))
    deleteCookie(c, visitCookie(context.settings), cookieFlags(context.settings))
    const outcome = await arrive(context, directory, {
      tenant: parseId<TenantId>(c.req.param('tenant')),
      token,
      answer: new URL(c.req.url).searchParams,
      signedIn: c.get('signedIn'),
      device: deviceOf(c, context.settings),
      lang: c.get('view').lang,
      from: c.get('from'),
    })
    // The address holds the provider's code: no link of the page may lead back to it.
    if (!outcome.ok)
      return c.html(
        <NotLetInPage view={{ ...c.get('view'), path: '' }} refusals={outcome.refusals} />,
        statusOf(c, outcome.refusals),
      )
    if (outcome.value.kind === 'again') {
      giveSession(c, context.settings, outcome.value.renewed.token, outcome.value.renewed.expiresAt)
      return c.redirect(safeNext(outcome.value.next), 303)
    }
    return letIn(c, context, outcome.value.admitted, outcome.value.next)
  })

  oidcSettingsRoutes(ask)(router, context)
}

/** The form that proves once more who one is: where to go on afterwards. */
const AGAIN = z.object({ next: nextField })
/** The form that goes to an organisation's provider. */
const DEPARTURE = AGAIN.extend({ slug: slugField() })

function signInPage(c: WebContext, typed: { slug: string; next: string }, refusals: readonly Refusal[]) {
  const barred = c.get('signedIn')?.barred
  const only = barred?.kind === 'provider' && barred.slug === typed.slug
  const shown = { slug: typed.slug, next: safeNext(typed.next), only, refusals }
  return c.html(<OidcSignInPage view={c.get('view')} {...shown} />, statusOf(c, refusals))
}

/**
 * Goes to the provider by a page of our own: a browser that minds our policy for forms would not follow a redirect from a form to
 * another site.
 */
function leave(c: WebContext, context: Context, { token, expiresAt, address }: Departure) {
  setCookie(c, visitCookie(context.settings), token, { ...cookieFlags(context.settings), expires: new Date(expiresAt) })
  c.header('Refresh', `0; url=${address}`)
  return c.html(<DeparturePage view={c.get('view')} address={address} />)
}

/** The cookie binds what comes back to the browser that left. */
function visitCookie(settings: Settings): string {
  return settings.local ? 'oidc' : '__Host-oidc'
}

/** Lax, not strict: it must come along when the provider sends the browser back. */
