import { createAccount as create } from '../account/actions.ts'
import { decideEmail, type Email } from '../account/index.ts'
import type { PasswordHash } from '../account/password-hash.ts'
import type { Ground } from '../ground.ts'
import type { AccountId } from '../kernel/ids.ts'

/** Somebody with an account. */
export async function createAccount(ground: Ground, address: string, name: string, password: PasswordHash): Promise<AccountId> {
  const wish = { email: decideAddress(address), name, lang: 'ja' as const, password }
  const id = await ground.db.transact('door', (tx) => create(ground, tx, wish))
  if (!id) throw new Error(`${address} has an account`)
  return id
}

export function decideAddress(address: string): Email {
  const email = decideEmail(address)
  if (!email.ok) throw new Error(email.refusals[0].words.en)
  return email.value
}
