import type { Context } from '../../context.ts'
import { HOUR, later } from '../../kernel/calendar.ts'
import type { Typed } from '../../kernel/form.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { queueLetter } from '../../mail/actions.ts'
import { clearTries, limitsOf, MANY_LETTERS, mayWriteTo, noteOf, waitOf } from '../attempts/actions.ts'
import * as tickets from '../credentials/actions.ts'
import { findAccount, findAccountByKey, type Lang, lockAccount, setPassword, takeNewPassword } from '../credentials/actions.ts'
import { decideEmail, type NEW_PASSWORD, toLetter } from '../credentials/index.ts'
import { endSessions, hashToken } from './session-actions.ts'
import { type Continued, continueSignIn, strangersKey } from './sign-in-actions.ts'

/** How long the link works that sets a new password, in milliseconds. */
const RESET_LASTS = HOUR

/**
 * Writes to an address with which a new password can be set; an address without an account gets a letter that says so, and nobody
 * else learns which it was. Refuses what is no address, and too many letters.
 */
export async function askToReset(
  context: Context,
  typed: string,
  { lang, from }: { lang: Lang; from: Client },
): Promise<Outcome<true>> {
  const email = decideEmail(typed)
  if (!email.ok) return email
  if (waitOf(context, 'letters', from) > 0) return MANY_LETTERS
  noteOf(context, 'letters', from)
  const { address, key } = email.value
  if (!mayWriteTo(context, key, 'reset')) return accept(true)
  const { origin } = context.settings
  await context.db.transact('signIn', async (tx) => {
    const account = await findAccountByKey(tx, key)
    if (!account) return queueLetter(context, tx, toLetter('reset-unknown', lang, address, { origin }))
    const token = context.secrets.newToken()
    const until = later(context.now(), RESET_LASTS)
    await tickets.insertTicket(tx, {
      hash: hashToken(token),
      kind: 'reset',
      account: account.id,
      emailKey: null,
      payload: {},
      createdAt: context.now(),
      expiresAt: until,
    })
    const facts = { origin, name: account.name, link: `${origin}/reset/${token}`, until }
    return queueLetter(context, tx, toLetter('reset', account.lang, account.email, facts))
  })
  return accept(true)
}

/** Whose password a link sets anew; nothing when the link is over or used. */
export function readReset(context: Context, token: string): Promise<{ name: string; email: string } | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'reset', hashToken(token), context.now())
    return ticket?.account ? findAccount(tx, ticket.account) : undefined
  })
}

/**
 * Sets a new password by a link: ends every session, cancels every other link, forgets failures, tells the owner by a letter, and
 * goes on with the sign-in. Refuses what `takeNewPassword` refuses; nothing when the link is over.
 */
export async function resetPassword(
  context: Context,
  token: string,
  typed: Typed<typeof NEW_PASSWORD>,
  { from, device }: { from: Client; device: string | undefined },
): Promise<Outcome<Continued> | undefined> {
  const owner = await context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'reset', hashToken(token), context.now())
    return ticket?.account ? findAccount(tx, ticket.account) : undefined
  })
  if (!owner) return undefined
  const hash = await takeNewPassword(typed, { names: [owner.name], email: owner.email }, owner.passwordHash)
  if (!hash.ok) return hash
  const account = await context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'reset', hashToken(token), context.now())
    const locked = ticket?.account && (await lockAccount(tx, ticket.account))
    if (!locked) return undefined
    for (const kind of ['reset', 'email', 'unlock', 'second-factor']) {
      await tickets.voidTickets(tx, kind, { account: locked.id }, context.now())
    }
    await clearTries(tx, strangersKey(context, locked.emailKey))
    await endSessions(context, tx, locked, undefined, from)
    await setPassword(context, tx, locked, hash.value, from)
    const facts = { origin: context.settings.origin, name: locked.name, at: context.now(), address: from.address }
    await queueLetter(context, tx, toLetter('password-changed', locked.lang, locked.email, facts))
    return locked
  })
  if (!account) return refuse('reset.over', OVER)
  limitsOf(context).unseen.release(account.emailKey)
  return accept(await continueSignIn(context, { account, factors: ['password'], from, device, next: '/account?done=reset' }))
}

const OVER = {
  ja: 'このリンクは、たったいま使われました。パスワードはもう変わっています。',
  en: 'This link was used a moment ago. The password is changed already.',
}
