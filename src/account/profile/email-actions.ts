import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { DAY, HOUR, later } from '../../kernel/calendar.ts'
import { type AccountId, INSTALLATION } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { MANY_LETTERS, mayWriteTo, noteOf, waitOf } from '../attempts/actions.ts'
import * as store from '../credentials/actions.ts'
import * as tickets from '../credentials/actions.ts'
import { decideEmail, type Email, emailAsked, emailChanged, emailUndone, toLetter } from '../credentials/index.ts'
import { endSessions, hashToken, useProof } from '../sign-in/actions.ts'

/** How long the link works that confirms another address, and the one that undoes the change, in milliseconds. */
const EMAIL_LASTS = DAY
const UNDO_LASTS = 3 * DAY

/**
 * Writes to the address that somebody wants for their account, and tells the present one. Nothing changes before the link is used.
 * Takes a proof of who they are, given for this alone, and uses it up. The answer is the same for an address that has an account.
 * Refuses what is no address, the present one, and too many letters; nothing without a proof.
 */
export async function askForEmail(
  context: Context,
  who: SignedIn,
  typed: string,
  from: Client,
): Promise<Outcome<true> | undefined> {
  const email = decideEmail(typed)
  if (!email.ok) return email
  if (waitOf(context, 'letters', from) > 0) return MANY_LETTERS
  noteOf(context, 'letters', from)
  const { address, key } = email.value
  return context.db.transact('signIn', async (tx) => {
    const account = await store.findAccount(tx, who.account)
    if (!account) throw new Error('a session without an account')
    if (account.email === address) return refuse('email.same', SAME, 'email')
    if (!(await useProof(tx, who.session))) return undefined
    const { origin } = context.settings
    const asked = { origin, name: account.name, at: context.now(), address: from.address }
    await queueLetter(context, tx, toLetter('email-asked', account.lang, account.email, asked))
    if (mayWriteTo(context, key, 'email')) {
      const other = await store.findAccountByKey(tx, key)
      if (other && other.id !== account.id) {
        await queueLetter(context, tx, toLetter('email-known', account.lang, address, { origin }))
      } else {
        await tickets.voidTickets(tx, 'email', { account: account.id }, context.now())
        const { token, until } = await newTicket(context, tx, 'email', account.id, email.value, EMAIL_LASTS)
        const link = `${origin}/account/email/${token}`
        await queueLetter(context, tx, toLetter('email', account.lang, address, { origin, link, until }))
      }
    }
    await logEventBy(context, tx, INSTALLATION, authorOf(account), from, emailAsked(account))
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

/**
 * Gives the account its new address: ends every session but `keep`, of the browser in which it was confirmed, cancels links that went
 * to the old one, and writes there how it is undone. Refuses an address that got an account meanwhile; nothing when the link is over
 * or used.
 */
export function confirmEmail(
  context: Context,
  token: string,
  keep: SignedIn | undefined,
  from: Client,
): Promise<Outcome<true> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'email', hashToken(token), context.now())
    const account = ticket?.account && (await store.lockAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    const { address } = payload.parse(ticket.payload)
    const changed = await store.updateEmail(tx, account.id, { address, key: ticket.emailKey ?? '' })
    if (!changed) return refuse('email.taken', TAKEN)
    await endOpenLinks(context, tx, account.id)
    await endSessions(context, tx, account, keep?.account === account.id ? keep.session : undefined, from)
    const { origin } = context.settings
    const former = { address: account.email, key: account.emailKey }
    const undo = await newTicket(context, tx, 'email-undo', account.id, former, UNDO_LASTS)
    const facts = { origin, name: account.name, at: context.now(), address: from.address }
    const link = `${origin}/account/email/undo/${undo.token}`
    const letter = toLetter('email-changed', account.lang, account.email, { ...facts, link, until: undo.until })
    await queueLetter(context, tx, letter)
    await logEventBy(context, tx, INSTALLATION, authorOf(account), from, emailChanged(account, account.email, address))
    return accept(true as const)
  })
}

/** Whose former address a link gives back; nothing when the link is over or used. */
export function readEmailUndo(context: Context, token: string): Promise<{ name: string; former: string } | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'email-undo', hashToken(token), context.now())
    const account = ticket?.account && (await store.findAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    return { name: account.name, former: payload.parse(ticket.payload).address }
  })
}

/**
 * Gives the account its former address back, for whoever reads that mailbox: they did not change it, so that somebody else knows the
 * password. It is void from now on, every session ends, and so does every open link, the undoing of later changes among them. Gives a
 * token with which a new password is set at once. Refuses where the address has another account by now; nothing when the link is over.
 */
export function undoEmail(context: Context, token: string, from: Client): Promise<Outcome<{ token: string }> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'email-undo', hashToken(token), context.now())
    const account = ticket?.account && (await store.lockAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    const former = { address: payload.parse(ticket.payload).address, key: ticket.emailKey ?? '' }
    if (!(await store.updateEmail(tx, account.id, former))) return refuse('email.taken', TAKEN_SINCE)
    if (!(await tickets.takeTicket(tx, 'email-undo', ticket.hash, context.now()))) return undefined
    await endOpenLinks(context, tx, account.id)
    await tickets.voidTickets(tx, 'email-undo', { account: account.id }, context.now())
    await endSessions(context, tx, account, undefined, from)
    await store.deletePassword(tx, account.id)
    const facts = { origin: context.settings.origin, at: context.now() }
    await queueLetter(context, tx, toLetter('email-undone', account.lang, account.email, facts))
    await logEventBy(context, tx, INSTALLATION, authorOf(account), from, emailUndone(account, account.email, former.address))
    const reset = await newTicket(context, tx, 'reset', account.id, undefined, HOUR)
    return accept({ token: reset.token })
  })
}

/** Links that went to an address which is no longer the account's, and sign-ins that began with its password. */
async function endOpenLinks(context: Context, tx: Tx, account: AccountId): Promise<void> {
  for (const kind of ['reset', 'email', 'unlock', 'second-factor']) {
    await tickets.voidTickets(tx, kind, { account }, context.now())
  }
}

async function newTicket(
  context: Context,
  tx: Tx,
  kind: 'email' | 'email-undo' | 'reset',
  account: AccountId,
  email: Email | undefined,
  lasts: number,
): Promise<{ token: string; until: Instant }> {
  const token = context.secrets.newToken()
  const now = context.now()
  const until = later(now, lasts)
  const noted = { emailKey: email?.key ?? null, payload: email ? { address: email.address } : {} }
  await tickets.insertTicket(tx, { hash: hashToken(token), kind, account, ...noted, createdAt: now, expiresAt: until })
  return { token, until }
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
const TAKEN_SINCE = {
  ja: 'このアドレスは、いまは別のアカウントで使われています。組織の責任者かサーバの管理者に知らせてください。',
  en: 'Another account has this address by now. Tell the responsible person of your organisation or the keeper of the server.',
}
