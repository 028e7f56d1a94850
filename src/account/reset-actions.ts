import type { Ground } from '../ground.ts'
import { HOUR, later } from '../kernel/calendar.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Origin } from '../kernel/seat.ts'
import { queueLetter } from '../mail/actions.ts'
import { setPassword } from './account-actions.ts'
import { findAccount, findAccountByKey, type Lang, lockAccount } from './account-store.ts'
import { decideEmail } from './email.ts'
import { MANY_LETTERS } from './letter-limit.ts'
import { toLetter } from './letters.ts'
import { limitsOf, mayWriteTo, noteOf, waitOf } from './limits-actions.ts'
import { takeNewPassword } from './password-actions.ts'
import { endSessions, hashToken } from './session-actions.ts'
import { type Continued, continueSignIn, strangersKey } from './sign-in-actions.ts'
import { clearTries } from './throttle-store.ts'
import * as tickets from './ticket-store.ts'

/** How long the link works that sets a new password, in milliseconds. */
export const RESET_LASTS = HOUR

/**
 * Writes to an address with which a new password can be set; an address without an account gets a letter that says so, and nobody
 * else learns which it was. Refuses what is no address, and too many letters.
 */
export async function askToReset(
  ground: Ground,
  typed: string,
  { lang, from }: { lang: Lang; from: Origin },
): Promise<Outcome<true>> {
  const email = decideEmail(typed)
  if (!email.ok) return email
  if (waitOf(ground, 'letters', from) > 0) return MANY_LETTERS
  noteOf(ground, 'letters', from)
  const { address, key } = email.value
  if (!mayWriteTo(ground, key, 'reset')) return accept(true)
  const { origin } = ground.settings
  await ground.db.transact('door', async (tx) => {
    const account = await findAccountByKey(tx, key)
    if (!account) return queueLetter(ground, tx, toLetter('reset-unknown', lang, address, { origin }))
    const token = ground.secrets.newToken()
    const until = later(ground.now(), RESET_LASTS)
    await tickets.insertTicket(tx, {
      hash: hashToken(token),
      kind: 'reset',
      account: account.id,
      emailKey: null,
      payload: {},
      createdAt: ground.now(),
      expiresAt: until,
    })
    const facts = { origin, name: account.name, link: `${origin}/reset/${token}`, until }
    return queueLetter(ground, tx, toLetter('reset', account.lang, account.email, facts))
  })
  return accept(true)
}

/** Whose password a link sets anew; nothing when the link is over or used. */
export function readReset(ground: Ground, token: string): Promise<{ name: string; email: string } | undefined> {
  return ground.db.transact('door', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'reset', hashToken(token), ground.now())
    return ticket?.account ? findAccount(tx, ticket.account) : undefined
  })
}

/**
 * Sets a new password by a link: ends every session, cancels every other link, forgets failures, tells the owner by a letter, and
 * goes on with the sign-in. Refuses what `takeNewPassword` refuses; nothing when the link is over.
 */
export async function resetPassword(
  ground: Ground,
  token: string,
  typed: string,
  { from, device }: { from: Origin; device: string | undefined },
): Promise<Outcome<Continued> | undefined> {
  const owner = await ground.db.transact('door', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'reset', hashToken(token), ground.now())
    return ticket?.account ? findAccount(tx, ticket.account) : undefined
  })
  if (!owner) return undefined
  const hash = await takeNewPassword(typed, { names: [owner.name], email: owner.email }, { current: owner.passwordHash })
  if (!hash.ok) return hash
  const account = await ground.db.transact('door', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'reset', hashToken(token), ground.now())
    const locked = ticket?.account && (await lockAccount(tx, ticket.account))
    if (!locked) return undefined
    for (const kind of ['reset', 'email', 'unlock', 'second-factor']) {
      await tickets.voidTickets(tx, kind, { account: locked.id }, ground.now())
    }
    await clearTries(tx, strangersKey(ground, locked.emailKey))
    await endSessions(ground, tx, locked, undefined, from)
    await setPassword(ground, tx, locked, hash.value, from)
    const facts = { origin: ground.settings.origin, name: locked.name, at: ground.now(), address: from.address }
    await queueLetter(ground, tx, toLetter('password-changed', locked.lang, locked.email, facts))
    return locked
  })
  if (!account) return refuse('reset.over', OVER)
  limitsOf(ground).refusals.release(account.emailKey)
  return accept(await continueSignIn(ground, { account, factors: ['password'], from, device, next: '/account?done=reset' }))
}

const OVER = {
  ja: 'このリンクは、たったいま使われました。パスワードはもう変わっています。',
  en: 'This link was used a moment ago. The password is changed already.',
}
