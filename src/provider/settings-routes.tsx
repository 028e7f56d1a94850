import { z } from 'zod'
import { plainField, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { type AccountId, parseId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import { isTold, OidcSettingsPage, type Told } from './pages/settings.tsx'
import { providerForm, redirectAddress, type TypedProvider } from './provider.ts'
import { FACTOR_CLAIM } from './second-factor.ts'
import * as actions from './settings-actions.ts'

/** The settings of an organisation's own sign-in, and whether everyone needs a second factor. `ask` asks providers. */
export const oidcSettingsRoutes =
  (ask: actions.Ask): Routes =>
  (router, context) => {
    router.get('/organisation/sign-in', 'organisation.settings', (c, viewer) => {
      const told = c.req.query('told')
      return page(c, viewer, { told: isTold(told) ? told : undefined })
    })

    router.post('/organisation/sign-in', 'organisation.settings', async (c, viewer) => {
      const typed = typedOf(PROVIDER, formOf(c))
      const outcome = await actions.saveProvider(context, viewer, typed, ask)
      if (!outcome.ok) return page(c, viewer, { typed, refusals: outcome.refusals })
      return done(c, outcome.value.anew ? 'anew' : 'saved')
    })

    router.post('/organisation/sign-in/connection', 'organisation.settings', async (c, viewer) => {
      const typed = typedOf(PROVIDER, formOf(c))
      const outcome = await actions.tryProvider(context, viewer.tenant, typed, ask)
      return page(c, viewer, outcome.ok ? { typed, told: 'connected' } : { typed, refusals: outcome.refusals })
    })

    router.post('/organisation/sign-in/removal', 'organisation.settings', async (c, viewer) => {
      return (await actions.removeProvider(context, viewer))?.ok ? done(c, 'removed') : c.notFound()
    })

    router.post('/organisation/sign-in/required', 'organisation.settings', async (c, viewer) => {
      const { required } = readForm(REQUIRED, formOf(c))
      const outcome = await actions.requireProvider(context, viewer, signedInOf(c), required)
      if (!outcome) return c.notFound()
      return outcome.ok ? done(c, 'saved') : page(c, viewer, { refusals: outcome.refusals })
    })

    router.post('/organisation/sign-in/links/removal', 'organisation.settings', async (c, viewer) => {
      const { account } = readForm(LINK, formOf(c))
      return account && (await actions.removeLink(context, viewer, account))?.ok ? done(c, 'unlinked') : c.notFound()
    })

    router.post('/organisation/sign-in/factor-claim', 'organisation.settings', async (c, viewer) => {
      const typedClaim = typedOf(FACTOR_CLAIM, formOf(c))
      const outcome = await actions.setFactorClaim(context, viewer, typedClaim)
      if (!outcome) return c.notFound()
      return outcome.ok ? done(c, 'saved') : page(c, viewer, { typedClaim, refusals: outcome.refusals })
    })

    router.post('/organisation/sign-in/second-factor', 'organisation.settings', async (c, viewer) => {
      const { required } = readForm(REQUIRED, formOf(c))
      const outcome = await actions.requireSecondFactor(context, viewer, signedInOf(c), required)
      return outcome.ok ? done(c, 'saved') : page(c, viewer, { refusals: outcome.refusals })
    })

    async function page(
      c: WebContext,
      viewer: Viewer,
      shown: {
        typed?: TypedProvider
        typedClaim?: Typed<typeof FACTOR_CLAIM>
        refusals?: readonly Refusal[]
        told?: Told | undefined
      },
    ) {
      const settings = await actions.readSignInSettings(context, viewer.tenant, signedInOf(c))
      const { origin } = context.settings
      return c.html(
        <OidcSettingsPage
          view={c.get('view')}
          settings={settings}
          origin={origin}
          redirect={redirectAddress(origin, viewer.tenant)}
          typed={shown.typed ?? { slug: '', issuer: '', clientId: '', ...settings.provider, clientSecret: '' }}
          typedClaim={shown.typedClaim}
          refusals={shown.refusals ?? []}
          told={shown.told}
        />,
        statusOf(c, shown.refusals ?? []),
      )
    }

    function done(c: WebContext, told: Told) {
      return goTo(c, `/organisation/sign-in?told=${told}`)
    }
  }

/** Its fields; what they may hold is for the actions to say, which know what is kept. */
const PROVIDER = providerForm({ local: false, kept: false })

/** The form of a switch: what it is about to be. */
const REQUIRED = z.object({ required: plainField((sent) => sent === 'yes') })
/** The form that unties an account from the provider. */
const LINK = z.object({ account: plainField((sent) => parseId<AccountId>(sent)) })

/** A permission is asked of whoever is signed in alone. */
function signedInOf(c: WebContext): SignedIn {
  const signedIn = c.get('signedIn')
  if (!signedIn) throw new Error('a viewer who is not signed in')
  return signedIn
}
