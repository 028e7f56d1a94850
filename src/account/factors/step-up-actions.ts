import type { Context } from '../../context.ts'
import { elapsed, SECOND } from '../../kernel/calendar.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import type { TryDecision } from '../attempts/index.ts'
import { type Account, BUSY, findAccount } from '../credentials/actions.ts'
import { provedAgain, provedWrongly } from '../credentials/index.ts'
import { type Renewed, renewSession, tryPassword } from '../sign-in/actions.ts'
import { checkSecondFactor } from './factor-actions.ts'

/**
 * Proves once more who sits at a session: by a code of the authenticator app where there is one, by the password where there is no
 * second factor at all (a passkey is asked for otherwise, by `passkey-actions.ts`). Gives the session's new token. Refuses what is wrong,
 * which is counted.
 */
export async function stepUp(
  context: Context,
  who: SignedIn,
  typed: { password: string; code: string },
  where: { from: Client; device: string | undefined },
): Promise<Outcome<Renewed>> {
  const account = await context.db.read('signIn', (tx) => findAccount(tx, who.account))
  if (!account) throw new Error('a session without an account')
  const second = account.hasTotp || account.passkeys > 0
  const proved = second
    ? account.hasTotp && typed.code.trim() !== ''
      ? await checkSecondFactor(context, account.id, typed.code, where)
      : refuse('proof.second-factor', account.hasTotp ? CODE_NEEDED : PASSKEY_NEEDED, account.hasTotp ? 'code' : undefined)
    : await provePassword(context, account, typed.password, { field: 'proof-password', from: where.from })
  if (!proved.ok) return proved
  return context.db.transact('signIn', async (tx) => {
    const renewed = await renewSession(context, tx, who.session)
    if (!renewed.ok) return renewed
    await logEventBy(context, tx, INSTALLATION, authorOf(account), where.from, provedAgain(account, proved.value))
    return renewed
  })
}

/** Whether somebody signed in knows the password. Refuses a wrong one, which is counted and told to the log, and too many of them. */
export async function provePassword(
  context: Context,
  account: Account,
  typed: string,
  { field, from }: { field: string; from: Client },
): Promise<Outcome<'password'>> {
  const tried = await tryPassword(context, `proof:${account.id}`, account, typed)
  if (tried.kind === 'right') return accept('password')
  if (tried.kind === 'busy') return BUSY
  if (tried.kind === 'wait') return waitForIt(tried, context.now(), field)
  await context.db.transact('signIn', (tx) =>
    logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, from, provedWrongly(account, tried.after.failures)),
  )
  return refuse('proof.wrong', WRONG, field)
}

function waitForIt({ until, locked }: Extract<TryDecision, { kind: 'wait' }>, now: Instant, field: string): Outcome<never> {
  const seconds = Math.ceil(elapsed(now, until) / SECOND)
  return refuse(
    'proof.wait',
    locked
      ? {
          ja: `間違いが続いたので、${toWordsInJapan(until)}まで確かめられません。`,
          en: `After many wrong passwords none is looked at until ${toWordsInJapan(until, 'en')}.`,
        }
      : {
          ja: `続けて間違えています。あと${seconds}秒待ってから入力してください。`,
          en: `Several wrong passwords. Wait ${seconds} seconds.`,
        },
    field,
  )
}

const CODE_NEEDED = {
  ja: '認証アプリの6桁の数字を入力するか、パスキーで確かめてください。',
  en: 'Enter the six digits of your app, or use a passkey.',
}
const PASSKEY_NEEDED = { ja: '「パスキーで確かめる」を押してください。', en: 'Press “Use a passkey”.' }
const WRONG = {
  ja: 'パスワードが違います。もう一度入力してください。',
  en: 'The password is wrong. Enter it again.',
}
