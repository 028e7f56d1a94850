import { z } from 'zod'
import { logDeedBy } from '../audit-log/actions.ts'
import type { Ground } from '../ground.ts'
import type { SignedIn } from '../identity/index.ts'
import { DAY, later } from '../kernel/calendar.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Origin } from '../kernel/seat.ts'
import { queueLetter } from '../mail/actions.ts'
import * as store from './account-store.ts'
import { decideEmail } from './email.ts'
import { MANY_LETTERS } from './letter-limit.ts'
import { toLetter } from './letters.ts'
import { mayWriteTo, noteOf, waitOf } from './limits-actions.ts'
import { hashToken } from './session-actions.ts'
import * as tickets from './ticket-store.ts'

/** How long the link works that confirms another address, in milliseconds. */
export const EMAIL_LASTS = DAY

/**
 * Writes to the address that somebody wants for their account, and tells the present one. Nothing changes before the link is used.
 * The answer is the same for an address that has an account. Refuses what is no address, the present one, and too many letters.
 */
export async function askForEmail(ground: Ground, who: SignedIn, typed: string, from: Origin): Promise<Outcome<true>> {
  const email = decideEmail(typed)
  if (!email.ok) return email
  if (waitOf(ground, 'letters', from) > 0) return MANY_LETTERS
  noteOf(ground, 'letters', from)
  const { address, key } = email.value
  return ground.db.transact('door', async (tx) => {
    const account = await store.findAccount(tx, who.account)
    if (!account) throw new Error('a session without an account')
    if (account.email === address) return refuse('email.same', SAME, 'email')
    const { origin } = ground.settings
    const asked = { origin, name: account.name, at: ground.now(), address: from.address }
    await queueLetter(ground, tx, toLetter('email-asked', account.lang, account.email, asked))
    if (mayWriteTo(ground, key, 'email')) {
      const other = await store.findAccountByKey(tx, key)
      if (other && other.id !== account.id) {
        await queueLetter(ground, tx, toLetter('email-known', account.lang, address, { origin }))
      } else {
        const token = ground.secrets.newToken()
        const until = later(ground.now(), EMAIL_LASTS)
        await tickets.voidTickets(tx, 'email', { account: account.id }, ground.now())
        await tickets.insertTicket(tx, {
          hash: hashToken(token),
          kind: 'email',
          account: account.id,
          emailKey: key,
          payload: { address },
          createdAt: ground.now(),
          expiresAt: until,
        })
        const link = `${origin}/account/email/${token}`
        await queueLetter(ground, tx, toLetter('email', account.lang, address, { origin, link, until }))
      }
    }
    await logDeedBy(ground, tx, INSTALLATION, { kind: 'account', account: account.id, name: account.name }, from, {
      act: 'account.email-asked',
      about: account.id,
      words: {
        ja: `${account.name}さんがメールアドレスを変える手続きを始めました`,
        en: `${account.name} asked to change the mail address`,
      },
    })
    return accept(true as const)
  })
}

/** Which address a link gives to whose account; nothing when the link is over or used. */
export function readEmailChange(
  ground: Ground,
  token: string,
): Promise<{ name: string; before: string; after: string } | undefined> {
  return ground.db.transact('door', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'email', hashToken(token), ground.now())
    const account = ticket?.account && (await store.findAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    return { name: account.name, before: account.email, after: payload.parse(ticket.payload).address }
  })
}

/** Gives the account its new address. Refuses an address that got an account meanwhile; nothing when the link is over or used. */
export function confirmEmail(ground: Ground, token: string, from: Origin): Promise<Outcome<true> | undefined> {
  return ground.db.transact('door', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'email', hashToken(token), ground.now())
    const account = ticket?.account && (await store.lockAccount(tx, ticket.account))
    if (!ticket || !account) return undefined
    const { address } = payload.parse(ticket.payload)
    const changed = await store.updateEmail(tx, account.id, { address, key: ticket.emailKey ?? '' })
    if (!changed) return refuse('email.taken', TAKEN)
    await tickets.voidTickets(tx, 'reset', { account: account.id }, ground.now())
    const facts = { origin: ground.settings.origin, name: account.name, at: ground.now(), address: from.address }
    await queueLetter(ground, tx, toLetter('email-changed', account.lang, account.email, facts))
    await logDeedBy(ground, tx, INSTALLATION, { kind: 'account', account: account.id, name: account.name }, from, {
      act: 'account.email',
      about: account.id,
      words: { ja: `${account.name}さんのメールアドレスが変わりました`, en: `The mail address of ${account.name} was changed` },
      changes: [{ what: { ja: 'メールアドレス', en: 'Mail address' }, before: account.email, after: address }],
    })
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
