import type { Context } from '../../context.ts'
import { typedOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { goTo } from '../../web/address.ts'
import type { Routes, WebContext } from '../../web/app.tsx'
import { formOf } from '../../web/form.ts'
import { askAgain } from '../../web/refused.tsx'
import { statusOf } from '../../web/status.ts'
import { deviceOf, halfSignedIn, letIn } from '../sign-in/enter.ts'
import { finishWithCode, readFactors, readHalfWay } from './factor-actions.ts'
import { ownersRouter } from './factor-owner-routes.tsx'
import { SECOND_STEP, TOTP } from './forms.ts'
import { DONE, type Done, FactorsPage } from './pages/factor-list.tsx'
import { RecoveryPage } from './pages/factor-recovery.tsx'
import { SecondStepPage } from './pages/factor-second-step.tsx'
import { TotpPage } from './pages/factor-totp.tsx'
import { renewRecoveryCodes } from './recovery-actions.ts'
import { toQrCode } from './totp.ts'
import { beginTotp, confirmTotp, removeTotp, resumeTotp, type TotpSetup } from './totp-actions.ts'

/** Second factors: what is set up, the authenticator app, recovery codes, and the second step of a sign-in. */
export const factorRoutes: Routes = (router, context) => {
  const owners = ownersRouter(router)

  owners.get('/account/factors', 'account', async (c, who) => {
    const done = DONE.find((one) => one === c.req.query('done'))
    return c.html(await factorsPage(c, context, who, { done, required: c.req.query('required') === '1' }))
  })

  owners.get('/account/factors/totp', 'account-proved', (c, who) => totpPage(c, beginTotp(context, who), []))

  owners.post('/account/factors/totp/confirmation', 'account-proved', async (c, who) => {
    const { setup: sealed, code } = typedOf(TOTP, formOf(c))
    const outcome = await confirmTotp(context, who, { sealed, typed: code, from: c.get('from') })
    if (!outcome) return askAgain(c, context.settings.origin, true)
    if (!outcome.ok) return totpPage(c, resumeTotp(context, who, sealed) ?? beginTotp(context, who), outcome.refusals)
    if (!outcome.value.codes) return goTo(c, '/account/factors?done=totp')
    return c.html(recoveryPage(c, context, who, outcome.value.codes, true))
  })

  owners.post('/account/factors/totp/removal', 'account-proved', async (c, who) => {
    const outcome = await removeTotp(context, who, c.get('from'))
    if (!outcome) return askAgain(c, context.settings.origin, true)
    if (outcome.ok) return goTo(c, '/account/factors?done=totp-removed')
    return c.html(await factorsPage(c, context, who, { refusals: outcome.refusals }), statusOf(c, outcome.refusals))
  })

  owners.post('/account/factors/recovery-codes', 'account-proved', async (c, who) => {
    const outcome = await renewRecoveryCodes(context, who, c.get('from'))
    if (!outcome) return askAgain(c, context.settings.origin, true)
    if (outcome.ok) return c.html(recoveryPage(c, context, who, outcome.value, false))
    return c.html(await factorsPage(c, context, who, { refusals: outcome.refusals }), statusOf(c, outcome.refusals))
  })

  router.get('/sign-in/second-factor', 'anyone', async (c) => (await secondStep(c, context, [])) ?? over(c))

  router.post('/sign-in/second-factor', 'anyone', async (c) => {
    const { code, recovery } = typedOf(SECOND_STEP, formOf(c))
    const recovering = recovery.length > 0
    const typed = recovery.at(-1) ?? code
    const where = { from: c.get('from'), device: deviceOf(c, context.settings) }
    const step = await finishWithCode(context, halfSignedIn(c, context.settings), typed, where)
    if (step.kind === 'admitted') return letIn(c, context, step.admitted, step.next)
    return (step.kind === 'refused' && (await secondStep(c, context, step.refusals, recovering))) || over(c)
  })
}

/** The page of an account's second factors. Also shown when something about a passkey was refused. */
export async function factorsPage(
  c: WebContext,
  context: Context,
  who: SignedIn,
  shown: {
    done?: Done | undefined
    required?: boolean
    refusals?: readonly Refusal[]
    renaming?: { id: string; name: string }
  },
) {
  const { done, required = false, refusals = [], renaming } = shown
  const factors = await readFactors(context, who.account)
  return (
    <FactorsPage view={c.get('view')} factors={factors} done={done} required={required} refusals={refusals} renaming={renaming} />
  )
}

async function totpPage(c: WebContext, setup: TotpSetup, refusals: readonly Refusal[]): Promise<Response> {
  const picture = await toQrCode(setup.address)
  const page = <TotpPage view={c.get('view')} setup={setup} picture={picture} refusals={refusals} />
  return c.html(page, statusOf(c, refusals))
}

function recoveryPage(c: WebContext, context: Context, who: SignedIn, codes: readonly string[], started: boolean) {
  const { origin } = context.settings
  return <RecoveryPage view={c.get('view')} codes={codes} who={who} at={context.now()} origin={origin} started={started} />
}

/** The page of the second step; nothing when there is no sign-in that waits for one. */
async function secondStep(
  c: WebContext,
  context: Context,
  refusals: readonly Refusal[],
  recovering = false,
): Promise<Response | undefined> {
  const half = await readHalfWay(context, halfSignedIn(c, context.settings))
  if (!half) return undefined
  const { origin } = context.settings
  const page = <SecondStepPage view={c.get('view')} half={half} origin={origin} refusals={refusals} recovering={recovering} />
  return c.html(page, statusOf(c, refusals))
}

/** To the beginning of the sign-in, which says that it took too long or that too many codes were wrong. */
function over(c: WebContext): Response {
  return c.redirect(OVER, 303)
}

export const OVER = '/sign-in?over=second-factor'
