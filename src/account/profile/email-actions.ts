import { z } from 'zod'
import type { Context } from '../../context.ts'
import { DAY, later } from '../../kernel/calendar.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { queueLetter } from '../../mail/actions.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { mayWriteTo, noteOf, waitOf } from '../attempts/actions.ts'
import * as store from '../credentials/actions.ts'
import * as tickets from '../credentials/actions.ts'
import { decideEmail, emailAsked, emailChanged, MANY_LETTERS, toLetter } from '../credentials/index.ts'
import { hashToken } from '../sign-in/actions.ts'

/** How long the link works that confirms another address, in milliseconds. */
const EMAIL_LASTS = DAY

/**
 * Writes to the address that somebody wants for their account, and tells the present one. Nothing changes before the link is used.
 * The answer is the same for an address that has an account. Refuses what is no address, the present one, and too many letters.
 */
export async function askForEmail(context: Context, who: SignedIn, typed: string, from: Client): Promise<Outcome<true>> {
  const email = decideEmail(typed)
  if (!email.ok) return email
  if (waitOf(context, 'letters', from) > 0) return MANY_LETTERS
  noteOf(context, 'letters', from)
  const { address, key } = email.value
  return context.db.transact('signIn', async (tx) => {
    const account = await store.findAccount(tx, who.account)
    if (!account) throw new Error('a session without an account')
    if (account.email === address) return refuse('email.same', SAME, 'email')
    const { origin } = context.settings
    const asked = { origin, name: account.name, at: context.now(), address: from.address }
    await queueLetter(context, tx, toLetter('email-asked', account.lang, account.email, asked))
    if (mayWriteTo(context, key, 'email')) {
      const other = await store.findAccountByKey(tx, key)
      if (other && other.id !== account.id) {
        await queueLetter(context, tx, toLetter('email-known', account.lang, address, { origin }))
      } else {
        const token = context.secrets.newToken()
        const until = later(context.now(), EMAIL_LASTS)
        await tickets.voidTickets(tx, 'email', { account: account.id }, context.now())
        await tickets.insertTicket(tx, {
          hash: hashToken(token),
          kind: 'email',
          account: account.id,
          emailKey: key,
          payload: { address },
          createdAt: context.now(),
          expiresAt: until,
        })
        const link = `${origin}/account/email/${token}`
        await queueLetter(context, tx, toLetter('email', account.lang, address, { origin, link, until }))
      }
    }
    await logEventBy(
      context,
      tx,
      INSTALLATION,
      { kind: 'account', account: account.id, name: account.name },
      from,
      emailAsked(account),
    )
    return accept(true as const)
  })
}

/** Which address a link gives to whose account; nothing when the link is over or used. */
export function readEmailChange(
  context: Context,
  token: string,
): Promise<{ name: string; before: string; after: string } | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'email', hashToken(token), context.now())
    const account = ticket?.account && (await store.findAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    return { name: account.name, before: account.email, after: payload.parse(ticket.payload).address }
  })
}

/** Gives the account its new address. Refuses an address that got an account meanwhile; nothing when the link is over or used. */
export function confirmEmail(context: Context, token: string, from: Client): Promise<Outcome<true> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'email', hashToken(token), context.now())
    const account = ticket?.account && (await store.lockAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    const { address } = payload.parse(ticket.payload)
    const changed = await store.updateEmail(tx, account.id, { address, key: ticket.emailKey ?? '' })
    if (!changed) return refuse('email.taken', TAKEN)
    await tickets.voidTickets(tx, 'reset', { account: account.id }, context.now())
    const facts = { origin: context.settings.origin, name: account.name, at: context.now(), address: from.address }
    await queueLetter(context, tx, toLetter('email-changed', account.lang, account.email, facts))
    await logEventBy(
      context,
      tx,
      INSTALLATION,
      { kind: 'account', account: account.id, name: account.name },
      from,
      emailChanged(account, account.email, address),
    )
    return accept(true as const)
  })
}

const payload = z.object({ address: z.string() })

const SAME = {
  ja: 'いまのメールアドレスと同じです。別のアドレスを入力してください。',
  en: 'This is the present address. Enter another one.',
}
const TAKEN = {
  ja: 'このアドレスは、この間に別のアカウントで使われました。別のアドレスで、もう一度手続きしてください。',
  en: 'This address was taken by another account in the meantime. Ask again with another one.',
}
