import type { Context } from '../context.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { logEvent, logEventBy } from '../log/actions.ts'
import { readOrganisation } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { issuerOf, type KnownProvider, type OidcClient, type Spoken } from './client.ts'
import * as events from './events.ts'
import { FAILURES } from './failure.ts'
import { clientPurpose, providerForm, type TypedProvider, type WantedProvider } from './provider.ts'
import { FACTOR_CLAIM, type FactorClaim } from './second-factor.ts'
import * as store from './store.ts'

/** Asks a provider to describe itself, now. */
export type Ask = (client: OidcClient) => Promise<Spoken<KnownProvider>>

/** What the page of the settings shows; the secret is not among it. */
export type SignInSettings = {
  provider:
    | { slug: string; issuer: string; clientId: string; required: boolean; changedAt: string; factorClaim: FactorClaim }
    | undefined
  links: store.Link[]
  secondFactorRequired: boolean
  /** The session of whoever looks was begun by this provider: it works, and they would not lock themselves out. */
  cameInByIt: boolean
}

export async function readSignInSettings(context: Context, tenant: TenantId, signedIn: SignedIn): Promise<SignInSettings> {
  const { secondFactorRequired } = await readOrganisation(context, tenant)
  return context.db.transact({ tenant }, async (tx) => {
    const kept = await store.findProvider(tx, tenant)
    const provider = kept && {
      slug: kept.slug,
      issuer: kept.issuer,
      clientId: kept.clientId,
      required: kept.required,
      changedAt: kept.changedAt,
      factorClaim: kept.factorClaim,
    }
    const links = await store.listLinks(tx, tenant)
    return { provider, links, secondFactorRequired, cameInByIt: signedIn.onlyTenant === tenant }
  })
}

/** Tries whether a provider can be reached and is what it claims to be; says its issuer. Saves nothing. */
export async function tryProvider(context: Context, tenant: TenantId, typed: TypedProvider, ask: Ask): Promise<Outcome<string>> {
  const tried = await attempt(context, tenant, typed, ask)
  return tried.ok ? accept(tried.value.issuer) : tried
}

/**
 * Sets the organisation's own sign-in, once the provider has answered. Refuses what the form refuses, a provider that does
 * not answer, and a short name that another organisation has. Another issuer or client begins anew: links fall away, whoever came in
 * by it is signed out, and other ways in are open until it has proved to work.
 */
export async function saveProvider(
  context: Context,
  seat: Actor,
  typed: TypedProvider,
  ask: Ask,
): Promise<Outcome<{ anew: boolean }>> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const { tenant } = seat
  const tried = await attempt(context, tenant, typed, ask)
  if (!tried.ok) return tried
  const { slug, issuer, clientId, clientSecret, client } = tried.value
  const saved = await context.db
    .transact({ tenant }, async (tx) => {
      const before = await store.findProvider(tx, tenant)
      const anew = before !== undefined && (before.issuer !== issuer || before.clientId !== clientId)
      const sealedSecret = context.secrets.seal(client.clientSecret, clientPurpose(tenant))
      const required = before?.required === true && !anew
      const after = { tenant, slug, issuer, clientId, sealedSecret, required, changedAt: context.now() }
      await store.saveProvider(tx, after, seat.person)
      if (anew) {
        await store.deleteLinks(tx, tenant)
        await store.endProviderSessions(tx, tenant)
      }
      await logEvent(context, tx, seat, events.providerSet(tenant, before, after, clientSecret !== undefined))
      return { anew }
    })
    .catch((fault: unknown) => {
      if (fault instanceof Error && 'code' in fault && fault.code === UNIQUE_VIOLATION) return undefined
      throw fault
    })
  if (!saved) return refuse('oidc.slug-taken', SLUG_TAKEN, 'slug')
  return accept(saved)
}

/** Takes the organisation's own sign-in away: its links too, and whoever came in by it is signed out. Nothing where there is none. */
export async function removeProvider(context: Context, seat: Actor): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.findProvider(tx, tenant)
    if (!before) return undefined
    await store.deleteLinks(tx, tenant)
    await store.endProviderSessions(tx, tenant)
    await store.deleteProvider(tx, tenant)
    await logEvent(context, tx, seat, events.providerRemoved(tenant, before))
    return accept(true)
  })
}

/**
 * Says whether the organisation's own sign-in is the only way in. Refuses to make it so to whoever did not come in by it: it may not
 * work. Nothing where there is none.
 */
export async function requireProvider(
  context: Context,
  seat: Actor,
  signedIn: SignedIn,
  required: boolean,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const { tenant } = seat
  if (required && signedIn.onlyTenant !== tenant) return refuse('oidc.try-first', TRY_FIRST)
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.findProvider(tx, tenant)
    if (!before) return undefined
    if (before.required === required) return accept(true)
    await store.updateRequired(tx, tenant, required)
    await logEvent(context, tx, seat, events.providerRequired(tenant, required))
    return accept(true)
  })
}

/**
 * For whoever keeps the server, by a command: opens the other ways in where an organisation's own sign-in is the only one and does
 * not work any more. False where it is not.
 */
export async function openOtherWays(context: Context, tenant: TenantId, command: string): Promise<boolean> {
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.findProvider(tx, tenant)
    if (!before?.required) return false
    await store.updateRequired(tx, tenant, false)
    await logEventBy(context, tx, tenant, { kind: 'command', command }, undefined, events.providerRequired(tenant, false))
    return true
  })
}

/** Removes somebody's link, and signs them out where they came in by it. Nothing where there is none. */
export async function removeLink(context: Context, seat: Actor, account: AccountId): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const link = (await store.listLinks(tx, tenant)).find((one) => one.account === account)
    if (!link || (await store.deleteLinks(tx, tenant, account)) === 0) return undefined
    await store.endProviderSessions(tx, tenant, account)
    await logEvent(context, tx, seat, events.unlinked(account, link.name))
    return accept(true)
  })
}

/** Says whether everyone needs a second factor. Refuses to require of others what whoever asks does not have. */
export async function requireSecondFactor(
  context: Context,
  seat: Actor,
  signedIn: SignedIn,
  required: boolean,
): Promise<Outcome<true>> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const { tenant } = seat
  if (required && !signedIn.hasSecondFactor && !signedIn.factors.includes('oidc')) return refuse('second-factor.own', OWN_FIRST)
  await context.db.transact({ tenant }, async (tx) => {
    if (!(await store.updateSecondFactorRequired(tx, tenant, required))) return
    await logEvent(context, tx, seat, events.secondFactorRequired(tenant, required))
  })
  return accept(true)
}

/** Says how the provider tells of a second factor. Refuses what the form refuses; nothing where there is no provider. */
export async function setFactorClaim(
  context: Context,
  seat: Actor,
  typed: Typed<typeof FACTOR_CLAIM>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const claim = decideForm(FACTOR_CLAIM, typed)
  if (!claim.ok) return claim
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.findProvider(tx, tenant)
    if (!before) return undefined
    if (JSON.stringify(before.factorClaim) === JSON.stringify(claim.value)) return accept(true)
    await store.updateFactorClaim(tx, tenant, claim.value)
    await logEvent(context, tx, seat, events.factorClaimSet(tenant, before.slug, claim.value))
    return accept(true)
  })
}

async function attempt(
  context: Context,
  tenant: TenantId,
  typed: TypedProvider,
  ask: Ask,
): Promise<Outcome<WantedProvider & { client: OidcClient }>> {
  const kept = await context.db.read({ tenant }, (tx) => store.findProvider(tx, tenant))
  const wanted = decideForm(providerForm({ local: context.settings.local, kept: kept !== undefined }), typed)
  if (!wanted.ok) return wanted
  const clientSecret = wanted.value.clientSecret ?? (kept ? context.secrets.unseal(kept.sealedSecret, clientPurpose(tenant)) : '')
  const spoken = await ask({ issuer: wanted.value.issuer, clientId: wanted.value.clientId, clientSecret })
  if (!spoken.ok) return refuse(`oidc.${spoken.failure}`, claimedWords(FAILURES[spoken.failure], spoken.detail), 'issuer')
  const issuer = issuerOf(spoken.value)
  return accept({ ...wanted.value, issuer, client: { issuer, clientId: wanted.value.clientId, clientSecret } })
}

/** Where the provider calls itself otherwise, that is worth telling to whoever sets it up. */
function claimedWords(words: Words, detail: string): Words {
  if (!/^https?:\/\//.test(detail)) return words
  return { ja: `${words.ja} (名乗った発行者: ${detail})`, en: `${words.en} (It calls itself: ${detail})` }
}

const UNIQUE_VIOLATION = '23505'
const SLUG_TAKEN = {
  ja: 'この短い名前は、ほかの組織が使っています。別の名前にしてください。',
  en: 'Another organisation has this short name. Choose another.',
}
const TRY_FIRST = {
  ja: '先に、下のサインインのアドレスから自分で入り直し、うまくいくことを確かめてください。入れないまま閉じると、だれも入れなくなります。',
  en: 'First come in yourself by the address below, to see that it works. Otherwise nobody might get in any more.',
}
const OWN_FIRST = {
  ja: '先に、あなた自身の二段階の確認を設定してください。',
  en: 'First set up a second factor of your own.',
}
