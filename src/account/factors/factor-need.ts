import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'

/** Which second factors an account has. Recovery codes stand in for one and are none themselves. */
export type FactorsSet = { totp: boolean; passkeys: number }

/** Whether an account has a second factor at all. */
export function hasSecondFactor({ totp, passkeys }: FactorsSet): boolean {
  return totp || passkeys > 0
}

/**
 * What an account has after one factor is taken away. Refuses to take the last one while the person needs one in an
 * organisation, named in `requiredBy`.
 */
export function decideRemoval(has: FactorsSet, gone: 'totp' | 'passkey', requiredBy: readonly string[]): Outcome<FactorsSet> {
  const left = gone === 'totp' ? { ...has, totp: false } : { ...has, passkeys: has.passkeys - 1 }
  const [organisation] = requiredBy
  if (organisation === undefined || hasSecondFactor(left)) return accept(left)
  return refuse('factor.required', {
    ja: `「${organisation}」に入るには、二段階の確認が要ります。先に別の方法を加えてから、外してください。`,
    en: `In “${organisation}” you need a second factor. Add another one first, then remove this one.`,
  })
}
