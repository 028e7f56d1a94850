import { hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { insertTicket, takeTicket } from '../account/credentials/actions.ts'
import { type Admitted, admitAccount, hashToken, type Renewed } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import { later, MINUTE } from '../kernel/calendar.ts'
import type { SessionId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEventBy } from '../log/actions.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { toIdentity } from './admission.ts'
import { authorizationAddress, type Checks, type KnownProvider, redeem } from './client.ts'
import * as events from './events.ts'
import { NO_SECOND_FACTOR, STRAY, toSignInRefusal, UNKNOWN } from './failure.ts'
import { admitOrLink, proveAgain } from './link-actions'
import type { Directory } from './memory.ts'
import { clientPurpose, redirectAddress } from './provider.ts'
import { saysSecondFactor } from './second-factor.ts'
import * as store from './store.ts'

export { openOtherWays } from './settings-actions.ts'
export { clientSecrets } from './store.ts'

/** How long somebody may take at the provider, in milliseconds. */
export const AT_THE_PROVIDER = 10 * MINUTE

export type Departure = { token: string; expiresAt: Instant; address: string }
/** What came of a visit to the provider: let in, or proved once more who they are. */
type Arrival = { kind: 'admitted'; admitted: Admitted; next: string } | { kind: 'again'; renewed: Renewed; next: string }

/** Sends somebody to the provider of the organisation with that short name. Refuses a name that leads nowhere, and a provider that does not answer. */
export async function departTo(
  context: Context,
  directory: Directory<KnownProvider>,
  wish: { slug: string; next: string; from: Client },
): Promise<Outcome<Departure>> {
  const provider = await context.db.read('signIn', (tx) => store.findProviderBySlug(tx, wish.slug))
  if (!provider) return refuse('oidc.unknown', UNKNOWN, 'slug')
  return depart(context, directory, provider, { next: wish.next, from: wish.from, session: null })
}

/** Sends somebody who came in by their organisation's provider there once more, to prove who they are. Nothing for anybody else. */
export async function departAgain(
  context: Context,
  directory: Directory<KnownProvider>,
  { session, onlyTenant }: SignedIn,
  wish: { next: string; from: Client },
): Promise<Outcome<Departure> | undefined> {
  if (onlyTenant === null) return undefined
  const provider = await context.db.read('signIn', (tx) => store.findProvider(tx, onlyTenant))
  return provider && depart(context, directory, provider, { ...wish, session })
}

/**
 * Takes in somebody who comes back from their organisation's provider. The visit must have begun in this browser (`token` is its
 * cookie's), at this organisation, not long ago, and counts once. Refuses whatever does not hold, and whom `decideAdmission` refuses.
 */
export async function arrive(
  context: Context,
  directory: Directory<KnownProvider>,
  back: {
    tenant: TenantId | undefined
    token: string | undefined
    answer: URLSearchParams
    signedIn: SignedIn | undefined
    device: string | undefined
    lang: 'ja' | 'en'
    from: Client
  },
): Promise<Outcome<Arrival>> {
  const { tenant, token, from } = back
  if (!tenant || !token || back.answer.get('state') !== checksOf(token).state) return refuse('oidc.stray', STRAY)
  const { visit, provider } = await context.db.transact('signIn', async (tx) => {
    const ticket = await takeTicket(tx, 'oidc', hashToken(token), context.now())
    return { visit: ticket && Visit.parse(ticket.payload), provider: await store.findProvider(tx, tenant) }
  })
  if (!visit || visit.tenant !== tenant || !provider || visit.issuer !== provider.issuer) return refuse('oidc.stray', STRAY)
  const { spoken } = await directory(clientOf(context, provider), context.now())
  const redirect = new URL(redirectAddress(context.settings.origin, tenant))
  redirect.search = back.answer.toString()
  const claims = spoken.ok ? await redeem(spoken.value, redirect, checksOf(token)) : spoken
  if (!claims.ok) {
    await logRefusal(context, tenant, from, events.providerFailed(tenant, claims.failure, claims.detail))
    return { ok: false, refusals: [toSignInRefusal(claims.failure, !provider.required)] }
  }
  if (provider.secondFactorRequired && !saysSecondFactor(claims.value, provider.factorClaim)) {
    await logRefusal(context, tenant, from, events.notLetIn(tenant, 'oidc.second-factor'))
    return refuse('oidc.second-factor', NO_SECOND_FACTOR)
  }
  const identity = toIdentity(provider.issuer, claims.value)
  if (visit.session) {
    const proved = await proveAgain(context, provider, identity, { ...back, wanted: visit.session, isNew: isNew(claims.value) })
    return proved.ok ? accept({ kind: 'again', renewed: proved.value, next: visit.next }) : proved
  }
  const account = await admitOrLink(context, provider, identity, back)
  if (!account.ok) return account
  const wish = { account: account.value, factors: ['oidc' as const], from, onlyTenant: tenant, device: back.device }
  return accept({ kind: 'admitted', admitted: await admitAccount(context, wish), next: visit.next })
}

/** What a ticket of the kind `oidc` notes. What must come back is derived from its token, which the browser alone has. */
const Visit = z.object({
  tenant: z.string().transform((id) => id as TenantId),
  issuer: z.string(),
  session: z
    .string()
    .transform((id) => id as SessionId)
    .nullable(),
  next: z.string(),
})

async function depart(
  context: Context,
  directory: Directory<KnownProvider>,
  provider: store.Provider,
  wish: { next: string; from: Client; session: SessionId | null },
): Promise<Outcome<Departure>> {
  const { tenant, issuer, secondFactorRequired, factorClaim } = provider
  const now = context.now()
  const token = context.secrets.newToken()
  const { spoken, fresh } = await directory(clientOf(context, provider), now)
  const redirect = redirectAddress(context.settings.origin, tenant)
  const address = spoken.ok
    ? await authorizationAddress(spoken.value, redirect, checksOf(token), {
        again: wish.session !== null,
        classes: secondFactorRequired && factorClaim.claim === 'acr' ? factorClaim.values : [],
      })
    : spoken
  if (!address.ok) {
    if (fresh) await logRefusal(context, tenant, wish.from, events.providerFailed(tenant, address.failure, address.detail))
    return { ok: false, refusals: [toSignInRefusal(address.failure, !provider.required)] }
  }
  const expiresAt = later(now, AT_THE_PROVIDER)
  const payload: z.input<typeof Visit> = { tenant, issuer, session: wish.session, next: wish.next }
  const ticket = { hash: hashToken(token), kind: 'oidc', account: null, emailKey: null, payload, createdAt: now, expiresAt }
  await context.db.transact('signIn', (tx) => insertTicket(tx, ticket))
  return accept({ token, expiresAt, address: address.value })
}

function logRefusal(context: Context, tenant: TenantId, from: Client, event: ReturnType<typeof events.notLetIn>): Promise<void> {
  return context.db.transact('signIn', (tx) => logEventBy(context, tx, tenant, { kind: 'unknown' }, from, event))
}

/** A proof that is asked for anew was given in the last five minutes, by the provider's own times. One that does not say when is old. */
function isNew({ iat, auth_time: asked }: Record<string, unknown>): boolean {
  return typeof asked === 'number' && typeof iat === 'number' && Math.abs(iat - asked) <= 5 * 60
}

/** State, nonce and PKCE verifier come from the token that the cookie alone holds: neither the database nor any of them tells another. */
function checksOf(token: string): Checks {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', token, '', `oidc ${purpose}`, 32)).toString('base64url')
  return { state: derive('state'), nonce: derive('nonce'), verifier: derive('verifier') }
}

function clientOf(context: Context, { tenant, issuer, clientId, sealedSecret }: store.Provider) {
  return { issuer, clientId, clientSecret: context.secrets.unseal(sealedSecret, clientPurpose(tenant)) }
}
