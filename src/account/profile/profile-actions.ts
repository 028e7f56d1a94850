import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { decideForm, field, plainField, type Typed } from '../../kernel/form.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import { nameField } from '../../roles/person.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import * as store from '../credentials/actions.ts'
import * as tickets from '../credentials/actions.ts'
import { setPassword, takeNewPassword } from '../credentials/actions.ts'
import { NEW_PASSWORD, profileChanged, toLetter } from '../credentials/index.ts'
import { provePassword } from '../factors/actions.ts'
import { endSessions } from '../sign-in/actions.ts'

/** The account of whoever is signed in. Throws when it was closed meanwhile: the session would be gone. */
export async function readAccount(context: Context, who: SignedIn): Promise<store.Account> {
  const account = await context.db.read('signIn', (tx) => store.findAccount(tx, who.account))
  if (!account) throw new Error('a session without an account')
  return account
}

/** The form of what an account is called, and of the language of its letters. */
export const PROFILE = z.object({
  name: nameField('name', 100),
  lang: plainField((sent): 'ja' | 'en' => (sent === 'en' ? 'en' : 'ja')),
})

/** Changes what the account is called, and the language of its letters. Names in organisations are theirs to change. */
export async function changeProfile(
  context: Context,
  who: SignedIn,
  typed: Typed<typeof PROFILE>,
  from: Client,
): Promise<Outcome<true>> {
  const decided = decideForm(PROFILE, typed)
  if (!decided.ok) return decided
  const { name, lang } = decided.value
  await context.db.transact('signIn', async (tx) => {
    const before = await lock(tx, who)
    const event = profileChanged(before, { name, lang })
    if (event.changes?.length === 0) return
    await store.updateProfile(tx, before.id, { name, lang })
    await logEventBy(context, tx, INSTALLATION, authorOf({ id: before.id, name }), from, event)
  })
  return accept(true)
}

/** The form that changes the password; whether the present one is right is for the action to say. */
export const PASSWORD_CHANGE = NEW_PASSWORD.extend({ present: field({ required: true }, accept<string>) })

/**
 * Changes the password of somebody who knows the present one: ends every other session, cancels open links, and tells the owner by a
 * letter. Refuses an account without a password (its first is set by a link in a mail), a wrong present one, which is counted, and
 * what `takeNewPassword` refuses.
 */
export async function changePassword(
  context: Context,
  who: SignedIn,
  typed: Typed<typeof PASSWORD_CHANGE>,
  from: Client,
): Promise<Outcome<true>> {
  const account = await readAccount(context, who)
  if (account.passwordHash === null) return refuse('password.none', NO_PASSWORD)
  const proved = await provePassword(context, account, typed.present, { field: 'present', from })
  const wanted = decideForm(NEW_PASSWORD, typed)
  if (!proved.ok) return { ok: false, refusals: [...proved.refusals, ...(wanted.ok ? [] : wanted.refusals)] }
  const own = { names: [account.name], email: account.email }
  const hash = await takeNewPassword(typed, own, account.passwordHash)
  if (!hash.ok) return hash
  await context.db.transact('signIn', async (tx) => {
    const locked = await lock(tx, who)
    for (const kind of ['reset', 'email', 'second-factor']) {
      await tickets.voidTickets(tx, kind, { account: locked.id }, context.now())
    }
    await endSessions(context, tx, locked, who.session, from)
    await setPassword(context, tx, locked, hash.value, from)
    const facts = { origin: context.settings.origin, name: locked.name, at: context.now(), address: from.address }
    await queueLetter(context, tx, toLetter('password-changed', locked.lang, locked.email, facts))
  })
  return accept(true)
}

async function lock(tx: Tx, who: SignedIn): Promise<store.Account> {
  const account = await store.lockAccount(tx, who.account)
  if (!account) throw new Error('a session without an account')
  return account
}

const NO_PASSWORD = {
  ja: 'このアカウントにはまだパスワードがありません。下の「メールでパスワードを決める」から決めてください。',
  en: 'This account has no password yet. Set one by a link in a mail, below.',
}
