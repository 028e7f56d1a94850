import { logDeedBy } from '../audit-log/actions.ts'
import type { Ground } from '../ground.ts'
import type { SignedIn } from '../identity/index.ts'
import { elapsed, SECOND } from '../kernel/calendar.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Origin } from '../kernel/seat.ts'
import { type Account, findAccount } from './account-store.ts'
import { FACTORS } from './factor.ts'
import { checkSecondFactor } from './factor-actions.ts'
import { BUSY } from './password-actions.ts'
import { tryPassword } from './password-try-actions.ts'
import { updateVerified } from './session-store.ts'
import type { Verdict } from './throttle.ts'

/**
 * Proves once more who sits at a session: by a code of the authenticator app where there is one, by the password where there is no
 * second factor at all (a passkey is asked for otherwise, by `passkey-actions.ts`). Refuses what is wrong, which is counted.
 */
export async function stepUp(
  ground: Ground,
  who: SignedIn,
  typed: { password: string; code: string },
  where: { from: Origin; device: string | undefined },
): Promise<Outcome<true>> {
  const account = await ground.db.transact('door', (tx) => findAccount(tx, who.account))
  if (!account) throw new Error('a session without an account')
  const second = account.hasTotp || account.passkeys > 0
  const proved = second
    ? account.hasTotp && typed.code.trim() !== ''
      ? await checkSecondFactor(ground, account.id, typed.code, where)
      : refuse('proof.second-factor', account.hasTotp ? CODE_NEEDED : PASSKEY_NEEDED, account.hasTotp ? 'code' : undefined)
    : await provePassword(ground, account, typed.password, { field: 'proof-password', from: where.from })
  if (!proved.ok) return proved
  await ground.db.transact('door', async (tx) => {
    await updateVerified(tx, who.session, ground.now())
    const { ja, en } = FACTORS[proved.value]
    await logDeedBy(ground, tx, INSTALLATION, { kind: 'account', account: account.id, name: account.name }, where.from, {
      act: 'session.verify',
      about: account.id,
      words: {
        ja: `${account.name}さんが本人であることを確かめました(${ja})`,
        en: `${account.name} proved once more who they are (${en})`,
      },
    })
  })
  return accept(true)
}

/** Whether somebody signed in knows the password. Refuses a wrong one, which is counted and told to the log, and too many of them. */
export async function provePassword(
  ground: Ground,
  account: Account,
  typed: string,
  { field, from }: { field: string; from: Origin },
): Promise<Outcome<'password'>> {
  const tried = await tryPassword(ground, `proof:${account.id}`, account, typed)
  if (tried.kind === 'right') return accept('password')
  if (tried.kind === 'busy') return BUSY
  if (tried.kind === 'wait') return waitForIt(tried, ground.now(), field)
  await ground.db.transact('door', (tx) =>
    logDeedBy(ground, tx, INSTALLATION, { kind: 'unknown' }, from, {
      act: 'session.verify-failure',
      about: account.id,
      words: {
        ja: `${account.name}さんのサインイン中に、違うパスワードが入力されました(続けて${tried.after.failures}回目)`,
        en: `A wrong password was entered in a session of ${account.name} (${tried.after.failures} in a row)`,
      },
    }),
  )
  return refuse('proof.wrong', WRONG, field)
}

function waitForIt({ until, locked }: Extract<Verdict, { kind: 'wait' }>, now: Instant, field: string): Outcome<never> {
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
