import * as openid from 'openid-client'
import { z } from 'zod'
import type { OidcFailure } from './failure.ts'
import { type BoundedFetch, FetchFailure } from './fetch.ts'

/** What is needed to speak with a provider as its client. */
export type OidcClient = { issuer: string; clientId: string; clientSecret: string }
/** A provider that has described itself, with the client's credentials and the keys that it was last seen with. */
export type KnownProvider = openid.Configuration

/** What is made for one sign-in and must come back: kept by the browser's cookie, not by the database. */
export type Checks = { state: string; nonce: string; verifier: string }

/** The outcome of speaking with a provider. `detail` is for the log: a stable code, or the issuer that it claims to be. */
export type Spoken<T> = { ok: true; value: T } | Failed

const SECONDS = 5

/**
 * Reads how a provider describes itself (OpenID Connect Discovery). Refuses one that calls itself by another issuer than the one
 * that was typed: Entra ID does for addresses that stand for every tenant, and the library would let that pass.
 */
export async function discover(client: OidcClient, fetch: BoundedFetch): Promise<Spoken<KnownProvider>> {
  return speak('metadata', async () => {
    const { issuer, clientId, clientSecret } = client
    const execute = [openid.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [])]
    const provider = await openid.discovery(new URL(issuer), clientId, undefined, secretBy(clientSecret), {
      [openid.customFetch]: fetch,
      timeout: SECONDS,
      execute,
    })
    const claimed = provider.serverMetadata()
    if (new URL(claimed.issuer).href !== new URL(issuer).href) return { ok: false, failure: 'issuer', detail: claimed.issuer }
    if (!claimed.authorization_endpoint || !claimed.token_endpoint || !claimed.jwks_uri) return failed('metadata', 'endpoints')
    return { ok: true, value: provider }
  })
}

/** The provider's issuer as it writes it itself, which is how its tokens name it. */
export function issuerOf(provider: KnownProvider): string {
  return provider.serverMetadata().issuer
}

/** Where the browser goes to sign in. `again`: the provider shall ask anew, even whoever is signed in there.
 * `classes`: how strongly (acr). */
export async function authorizationAddress(
  provider: KnownProvider,
  redirect: string,
  checks: Checks,
  { again, classes }: { again: boolean; classes: readonly string[] },
): Promise<Spoken<string>> {
  return speak('metadata', async () => {
    const address = openid.buildAuthorizationUrl(provider, {
      redirect_uri: redirect,
      scope: 'openid email profile',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      ...(again && { prompt: 'login', max_age: '0' }),
      ...(classes.length > 0 && { acr_values: classes.join(' ') }),
    })
    return { ok: true, value: address.href }
  })
}

/**
 * Redeems what came back and says whom the provider vouches for: state, issuer, signature, audience, nonce and times are the
 * library's to check, the signature too, although the token comes straight from the provider. The address may be told by the
 * userinfo endpoint alone; then all of it is taken from there.
 */
export async function redeem(provider: KnownProvider, answer: URL, checks: Checks): Promise<Spoken<Record<string, unknown>>> {
  return speak('answer', async (): Promise<Spoken<Record<string, unknown>>> => {
    const tokens = await openid.authorizationCodeGrant(provider, answer, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return failed('answer', 'no-claims')
    if (claims.email !== undefined || !provider.serverMetadata().userinfo_endpoint) return { ok: true, value: claims }
    const more = await openid.fetchUserInfo(provider, tokens.access_token, claims.sub)
    return { ok: true, value: { ...claims, ...more, ...toldBySigner(claims) } }
  })
}

/** What says how and when somebody was asked is taken from the signed token alone. */
function toldBySigner({ iat, auth_time, acr, amr }: Record<string, unknown>): Record<string, unknown> {
  return { iat, auth_time, acr, amr }
}

/** The secret goes into the form where the provider takes it there, otherwise into the header, which the standard calls the default. */
function secretBy(secret: string): openid.ClientAuth {
  const inForm = openid.ClientSecretPost(secret)
  const inHeader = openid.ClientSecretBasic(secret)
  return (server, client, body, headers) => {
    const taken = server.token_endpoint_auth_methods_supported ?? []
    return (taken.includes('client_secret_post') ? inForm : inHeader)(server, client, body, headers)
  }
}

async function speak<T>(otherwise: OidcFailure, work: () => Promise<Spoken<T>>): Promise<Spoken<T>> {
  try {
    return await work()
  } catch (fault) {
    return toFailure(fault, otherwise)
  }
}

/** Never a message or a body: they can hold what the provider was sent. */
function toFailure(fault: unknown, otherwise: OidcFailure): Failed {
  for (let one = fault; one instanceof Error; one = one.cause)
    if (one instanceof FetchFailure) return failed(one.failure, 'fetch')
  if (fault instanceof openid.AuthorizationResponseError) return failed('cancelled', codeOf(fault.error))
  if (fault instanceof openid.ResponseBodyError && OF_CLIENT.has(fault.error)) return failed('client', fault.error)
  if (fault instanceof openid.ResponseBodyError) return failed(otherwise, codeOf(fault.error))
  if (fault instanceof openid.WWWAuthenticateChallengeError) return failed('client', 'challenge')
  const code = fault instanceof Error && 'code' in fault ? codeOf(fault.code) : 'unknown'
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' && otherwise === 'metadata') return failed('issuer', claimedBy(fault))
  return failed(otherwise, code)
}

/** What the library found where it compared issuers. */
function claimedBy(fault: unknown): string {
  const found = Comparison.safeParse(fault)
  return found.success ? found.data.cause.body.issuer : 'unknown'
}

const Comparison = z.object({ cause: z.object({ body: z.object({ issuer: z.string().max(300) }) }) })

type Failed = { ok: false; failure: OidcFailure; detail: string }

function failed(failure: OidcFailure, detail: string): Failed {
  return { ok: false, failure, detail }
}

/** A code as the standards and the library write them; anything else a provider may have made up. */
function codeOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? code : 'unknown'
}

const OF_CLIENT = new Set(['invalid_client', 'unauthorized_client'])
