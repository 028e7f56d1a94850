import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { type AccountId, INSTALLATION } from '../../kernel/ids.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import * as store from './account-store.ts'
import type { Email } from './email.ts'
import { accountMade, passwordChanged } from './events.ts'
import type { PasswordHash } from './password-hash.ts'

/**
 * Makes an account, in the sign-in scope; nothing when the address has one already. `password` comes from `decidePassword`
 * and `hashPassword`; null for somebody who signs in otherwise.
 */
export async function createAccount(
  context: Context,
  tx: Tx,
  wish: {
    email: Email
    name: string
    lang: 'ja' | 'en'
    password: PasswordHash | null
    demo?: boolean
    from?: Client | undefined
  },
): Promise<AccountId | undefined> {
  const id = context.newId<AccountId>()
  const account = { id, email: wish.email, name: wish.name, lang: wish.lang, demo: wish.demo ?? false }
  const made = await store.insertAccount(tx, { ...account, passwordHash: wish.password, createdAt: context.now() })
  if (!made) return undefined
  await logEventBy(
    context,
    tx,
    INSTALLATION,
    authorOf({ id, name: wish.name }),
    wish.from,
    accountMade({ id, name: wish.name }, wish.email.address),
  )
  return id
}

/** The account of an address, in the sign-in scope; not one that was closed. */
export function findAccountByEmail(tx: Tx, email: Email): Promise<store.Account | undefined> {
  return store.findAccountByKey(tx, email.key)
}

/** Gives an account its first or another password, in the sign-in scope. Ends no session: whoever calls decides which. */
export async function setPassword(
  context: Context,
  tx: Tx,
  account: Pick<store.Account, 'id' | 'name'>,
  password: PasswordHash,
  from: Client | undefined,
): Promise<void> {
  await store.updatePassword(tx, account.id, password, context.now())
  await logEventBy(context, tx, INSTALLATION, authorOf(account), from, passwordChanged(account))
}
