import type { Context } from '../../context.ts'
import { accept, type Outcome } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { lockAccount } from '../credentials/actions.ts'
import { provedAgain } from '../credentials/index.ts'
import { type Admitted, admitAccount, type Renewed, renewSession } from '../sign-in/actions.ts'
import { finish, type SecondStep, type Where } from './factor-actions.ts'
import { note } from './factor-telling-actions.ts'
import { provePasskey } from './passkey-actions.ts'

/** What a browser says with a passkey, and the question that it was put. */
type PasskeySaid = { sealed: string | undefined; answer: unknown }

/** Lets in whoever holds a passkey: it is at hand and its holder was checked, which makes two factors of it. */
export async function signInWithPasskey(context: Context, wish: PasskeySaid & Where): Promise<Outcome<Admitted>> {
  const { sealed, answer, from, device } = wish
  const proved = await context.db.transact('signIn', (tx) =>
    provePasskey(context, tx, 'sign-in', { account: null, sealed, answer, from }),
  )
  if (!proved.ok) return proved
  return accept(await admitAccount(context, { account: proved.value, factors: ['passkey'], from, device }))
}

/** Finishes a sign-in, of which the password is proved, with a passkey. A refused one can be tried again. */
export function finishWithPasskey(context: Context, token: string | undefined, wish: PasskeySaid & Where): Promise<SecondStep> {
  const { sealed, answer, from } = wish
  return finish(context, token, wish, async (tx, account) => {
    const proved = await provePasskey(context, tx, 'second-factor', { account: account.id, sealed, answer, from })
    return proved.ok ? accept('passkey' as const) : proved
  })
}

/** Notes that somebody signed in has proved once more who they are. Gives the session's new token. */
export function stepUpWithPasskey(
  context: Context,
  who: Pick<SignedIn, 'account' | 'session'>,
  wish: PasskeySaid & { from: Client },
): Promise<Outcome<Renewed>> {
  return context.db.transact('signIn', async (tx) => {
    const proved = await provePasskey(context, tx, 'step-up', { ...wish, account: who.account })
    if (!proved.ok) return proved
    const renewed = await renewSession(context, tx, who.session)
    const account = renewed.ok && (await lockAccount(tx, who.account))
    if (account) await note(context, tx, account, wish.from, provedAgain(account, 'passkey'), true)
    return renewed
  })
}
