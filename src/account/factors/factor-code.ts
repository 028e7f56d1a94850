import { elapsed, SECOND } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import { type Outcome, refuse } from '../../kernel/refusal.ts'
import type { TryDecision } from '../attempts/index.ts'
import { readRecoveryCode } from './recovery-code.ts'
import { readTotpCode } from './totp.ts'

/** What somebody typed where a code is asked for. */
export type TypedCode = { kind: 'totp' | 'recovery'; code: string }

/** How many wrong codes end a sign-in of which the password is proved. */
export const WRONG_CODES_END = 5

/** Tells a code of the app from a recovery code: six digits, or ten letters. Refuses anything else; nothing was guessed then. */
export function decideCode(typed: string, field = 'code'): Outcome<TypedCode> {
  const totp = readTotpCode(typed)
  if (totp !== undefined) return { ok: true, value: { kind: 'totp', code: totp } }
  const recovery = readRecoveryCode(typed)
  if (recovery !== undefined) return { ok: true, value: { kind: 'recovery', code: recovery } }
  return refuse(
    'second-factor.malformed',
    {
      ja: '認証アプリの6桁の数字か、10文字の回復コードを入力してください。',
      en: 'Enter the six digits of your authenticator app, or a recovery code of ten characters.',
    },
    field,
  )
}

/**
 * Under which key wrong codes are counted: those of a browser that signed in before apart from those of all others, so that who
 * stole a password and guesses does not shut out its owner.
 */
export function triesKey(kind: TypedCode['kind'], account: AccountId, device: string | undefined): string {
  return device === undefined ? `${kind}:${account}` : `${kind}:${account}:${device}`
}

/** Refuses a wrong code, and one that was used before. */
export function wrongCode(kind: TypedCode['kind'], field = 'code'): Outcome<never> {
  return refuse(
    'second-factor.wrong',
    kind === 'totp'
      ? {
          ja: 'コードが違うか、もう使われています。アプリに次のコードが出るのを待って、入力してください。続くときは、スマートフォンの時刻が合っているか確かめてください。',
          en: 'The code is wrong or was used. Wait for the next one in the app. If that goes on, check the clock of your phone.',
        }
      : {
          ja: '回復コードが違うか、もう使われています。別の回復コードを入力してください。',
          en: 'The recovery code is wrong or was used. Enter another one.',
        },
    field,
  )
}

/** Refuses to look at a code yet. */
export function waitForCode(
  { until, locked }: Extract<TryDecision, { kind: 'wait' }>,
  now: Instant,
  field = 'code',
): Outcome<never> {
  const seconds = Math.max(1, Math.ceil(elapsed(now, until) / SECOND))
  if (!locked) {
    return refuse(
      'second-factor.wait',
      {
        ja: `続けて間違えています。あと${seconds}秒待ってから入力してください。`,
        en: `Several wrong codes. Wait ${seconds} seconds.`,
      },
      field,
    )
  }
  return refuse(
    'second-factor.locked',
    {
      ja: `間違いが続いたので、コードでの確認を${toWordsInJapan(until)}まで止めています。パスキーがあれば、いまでも使えます。`,
      en: `After many wrong codes no code is looked at until ${toWordsInJapan(until, 'en')}. A passkey still works.`,
    },
    field,
  )
}
