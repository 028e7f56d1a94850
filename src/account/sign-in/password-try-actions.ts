import type { Context } from '../../context.ts'
import { clearTries, lockTries, saveTries } from '../attempts/actions.ts'
import { decideTry, type Tries, type TryDecision } from '../attempts/index.ts'
import { type Account, updatePassword } from '../credentials/actions.ts'
import { hashPassword, isOutdated, isPassword, turns } from '../credentials/index.ts'

/** What became of a password: `wait` and `busy` when it was not looked at. `after` is the count that it was counted into. */
type Tried = { kind: 'right' } | { kind: 'wrong'; after: Tries } | Extract<TryDecision, { kind: 'wait' }> | { kind: 'busy' }

/**
 * Looks at a password in its turn. It is counted under `key` before it is looked at, in a transaction that locks the count, as if it
 * were wrong: many at once are looked at no more often than one after the other. A right one counts anew, and is kept at today's
 * cost. Without an account, or for one without a password, it takes as long to say no.
 */
export async function tryPassword(
  context: Context,
  key: string,
  account: Pick<Account, 'id' | 'passwordHash'> | undefined,
  typed: string,
): Promise<Tried> {
  const turn = await turns.take(async (): Promise<Tried> => {
    const verdict = await context.db.transact('signIn', async (tx) => {
      const decided = decideTry(await lockTries(tx, key), context.now())
      if (decided.kind === 'try') await saveTries(tx, key, decided.after)
      return decided
    })
    if (verdict.kind === 'wait') return verdict
    const kept = account?.passwordHash ?? null
    if (!(await isPassword(kept, typed)) || !account || kept === null) return { kind: 'wrong', after: verdict.after }
    const renewed = isOutdated(kept) ? await hashPassword(typed) : undefined
    await context.db.transact('signIn', async (tx) => {
      await clearTries(tx, key)
      if (renewed) await updatePassword(tx, account.id, renewed, undefined)
    })
    return { kind: 'right' }
  })
  return turn?.done ?? { kind: 'busy' }
}
