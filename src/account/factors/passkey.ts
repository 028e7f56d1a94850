import { isIP } from 'node:net'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { MINUTE } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Assertion, Registration } from './passkey-answer.ts'

/** For whom a passkey is made: the host that people type, and the address their browser must be at. */
type Party = { id: string; origin: string }

/** What is kept of a passkey to know its signatures by. */
type PasskeyKey = { id: string; publicKey: string; counter: number; transports: string[] }

/** The party at an address; nothing for a bare IP address, for which no browser makes passkeys. */
export function findParty(address: string): Party | undefined {
  const { hostname, origin } = new URL(address)
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0 ? { id: hostname, origin } : undefined
}

/** What the browser is asked for a new passkey: one that is found without an address, and that checks who holds it. */
export function toRegistrationOptions(
  party: Party,
  wish: { challenge: Uint8Array; account: AccountId; email: string; name: string; known: readonly PasskeyKey[] },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: '星取',
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(wish.account)),
    userName: wish.email,
    userDisplayName: wish.name,
    challenge: new Uint8Array(wish.challenge),
    timeout: PATIENCE,
    attestationType: 'none',
    excludeCredentials: wish.known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

/** What the browser is asked to prove: that it holds one of these passkeys, or, without a list, any that was made here. */
export function toAssertionOptions(
  party: Party,
  wish: { challenge: Uint8Array; among?: readonly PasskeyKey[] },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(wish.challenge),
    timeout: PATIENCE,
    userVerification: 'required',
    ...(wish.among ? { allowCredentials: wish.among.map(({ id, transports }) => ({ id, transports })) } : {}),
  })
}

/** The passkey that a browser made. Nothing for another challenge, address or host, or without the holder having been checked. */
export async function checkRegistration(
  party: Party,
  challenge: string,
  response: Registration,
): Promise<(PasskeyKey & { backedUp: boolean }) | undefined> {
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refused)
  if (!checked?.verified) return undefined
  const { credential, credentialBackedUp } = checked.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    backedUp: credentialBackedUp,
  }
}

/**
 * What a passkey's signature says. Nothing for another challenge, address, host or key, or without the holder having been checked.
 * Whether the counter went back is not asked here: that is known only of a signature that is right.
 */
export async function checkAssertion(
  party: Party,
  challenge: string,
  key: PasskeyKey,
  response: Assertion,
): Promise<{ counter: number; backedUp: boolean } | undefined> {
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')), counter: 0 },
  }).catch(refused)
  if (!checked?.verified) return undefined
  const { newCounter, credentialBackedUp } = checked.authenticationInfo
  return { counter: newCounter, backedUp: credentialBackedUp }
}

/** A counter that does not rise means that somebody copied the passkey. Many passkeys do not count at all and stay at 0. */
export function wentBack(known: number, said: number): boolean {
  return (known > 0 || said > 0) && said <= known
}

/** How long a browser waits for the person, in milliseconds. */
const PATIENCE = 5 * MINUTE

/** EdDSA, ES256 and RS256 of COSE (RFC 9053), named so that a newer library does not add to them. */
const ALGORITHMS = [-8, -7, -257]

/** The library throws for whatever it refuses, and says why in English only: a stranger learns nothing from it. */
function refused(): undefined {
  return undefined
}
