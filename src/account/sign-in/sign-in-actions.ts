import type { Context } from '../../context.ts'
import { later, MINUTE } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { networkOf } from '../../kernel/network.ts'
import type { Client } from '../../kernel/seat.ts'
import { findTries, limitsOf, noteOf, waitOf } from '../attempts/actions.ts'
import type { Wait } from '../attempts/index.ts'
import { decideTry, deviceKey, type TryDecision } from '../attempts/index.ts'
import { type Account, findAccountByKey, insertTicket } from '../credentials/actions.ts'
import type { Email, Factor } from '../credentials/index.ts'
import { type Admitted, admitAccount } from './admission-actions.ts'
import { findDevice } from './device.ts'
import { noteFailure } from './lock-actions.ts'
import { tryPassword } from './password-try-actions.ts'
import { hashToken } from './session-actions.ts'

/** How long somebody has for the second factor, in milliseconds. */
const SECOND_FACTOR_LASTS = 10 * MINUTE

/** A sign-in of which one factor is proved: the payload of a ticket of the kind `second-factor`. */
type HalfSignedIn = { account: AccountId; factors: Factor[]; next: string }

export type Continued = { kind: 'second-factor'; token: string; expiresAt: Instant } | { kind: 'admitted'; admitted: Admitted }

/** What became of an address and a password. `wait`: this account is not looked at yet; `too-many`: this client is not. */
export type SignInReply =
  | Continued
  | { kind: 'wrong' }
  | { kind: 'wait'; until: Instant; locked: boolean }
  | { kind: 'too-many'; until: Instant }
  | { kind: 'busy' }

/**
 * Signs in by address and password. Whether the address has an account shows neither in the answer nor in the time it takes. An
 * attempt is counted before the password is looked at, under a lock, so that many at once are looked at no more often than one
 * after the other; a refused attempt costs no hash and writes nothing.
 */
export async function signIn(
  context: Context,
  wish: { email: Email; password: string; from: Client; device: string | undefined; next: string },
): Promise<SignInReply> {
  const { email, from } = wish
  const early = wish.device === undefined ? refuseEarly(context, email, from) : undefined
  if (early) return early
  const path = await findPath(context, email, wish.device)
  const late = wish.device !== undefined && !path.known ? refuseEarly(context, email, from) : undefined
  if (late) return late
  if (path.verdict.kind === 'wait') return refuseTry(context, email, from, path.known, path.verdict)
  const tried = await tryPassword(context, path.key, path.account, wish.password)
  if (tried.kind === 'busy') return tried
  if (tried.kind === 'wait') return refuseTry(context, email, from, path.known, tried)
  if (tried.kind === 'wrong' || !path.account) {
    noteOf(context, 'failures', from)
    if (tried.kind === 'wrong') await noteFailure(context, { account: path.account, known: path.known, after: tried.after, from })
    return { kind: 'wrong' }
  }
  if (!path.known) limitsOf(context).unseen.release(email.key)
  return continueSignIn(context, {
    account: path.account,
    factors: ['password'],
    from,
    device: wish.device,
    next: wish.next,
  })
}

/**
 * Goes on after one proved factor. Who has a second one is asked for it: the ticket's token goes into the cookie `sign-in`, and the
 * page is /sign-in/second-factor. Everybody else is let in.
 */
export async function continueSignIn(
  context: Context,
  wish: { account: Account; factors: Factor[]; from: Client; device: string | undefined; next: string },
): Promise<Continued> {
  const { account, factors, from, device, next } = wish
  if (!account.hasTotp && account.passkeys === 0) {
    return { kind: 'admitted', admitted: await admitAccount(context, { account: account.id, factors, from, device }) }
  }
  const now = context.now()
  const token = context.secrets.newToken()
  const expiresAt = later(now, SECOND_FACTOR_LASTS)
  const payload: HalfSignedIn = { account: account.id, factors, next }
  await context.db.transact('signIn', (tx) =>
    insertTicket(tx, {
      hash: hashToken(token),
      kind: 'second-factor',
      account: account.id,
      emailKey: null,
      payload,
      createdAt: now,
      expiresAt,
    }),
  )
  return { kind: 'second-factor', token, expiresAt }
}

/** Under which key the failures of all browsers are counted that never signed in to this address's account, if there is one. */
export function strangersKey(context: Context, emailKey: string): string {
  return `address:${context.secrets.mark(emailKey, 'throttle')}`
}

/** From where somebody tries: whose account, by a known browser or not, and whether it may be tried now. */
type Path = { account: Account | undefined; known: boolean; key: string; verdict: TryDecision }

/** What needs no database: a client with too many failures, an account that was locked a moment ago. */
function refuseEarly(context: Context, email: Email, from: Client): SignInReply | undefined {
  const now = context.now()
  const { unseen } = limitsOf(context)
  const wait = waitOf(context, 'failures', from)
  if (wait > 0) {
    unseen.note(email.key, networkOf(from.address), now, null)
    return { kind: 'too-many', until: later(now, wait) }
  }
  const waiting = unseen.waiting(email.key, now)
  return waiting && refuseTry(context, email, from, false, waiting)
}

function refuseTry(context: Context, email: Email, from: Client, known: boolean, { until, locked }: Wait): SignInReply {
  noteOf(context, 'failures', from)
  limitsOf(context).unseen.note(email.key, networkOf(from.address), context.now(), known ? null : { until, locked })
  return { kind: 'wait', until, locked }
}

function findPath(context: Context, email: Email, device: string | undefined): Promise<Path> {
  const now = context.now()
  return context.db.transact('signIn', async (tx) => {
    const found = await findAccountByKey(tx, email.key)
    const account = found?.demo && !context.settings.local ? undefined : found
    const name = account && findDevice(device, account.id, now, context.secrets)
    const key = account && name ? deviceKey(account.id, name) : strangersKey(context, email.key)
    return { account, known: name !== undefined, key, verdict: decideTry(await findTries(tx, key), now) }
  })
}
