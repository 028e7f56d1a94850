import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'

/** Which second factors an account has. Recovery codes stand in for one and are none themselves. */
export type FactorsSet = { totp: boolean; passkeys: number }

/** Whether an account has a second factor at all. */
export function hasSecondFactor({ totp, passkeys }: FactorsSet): boolean {
  return totp || passkeys > 0
}

/**
 * Whether somebody must set up a second factor before they go on: their organisation requires one and they have none. Who was let
 * in by the organisation's own provider was checked there.
 */
export function needsSecondFactor(
  who: { hasSecondFactor: boolean; factors: readonly string[] },
  organisation: { secondFactorRequired: boolean },
): boolean {
  return organisation.secondFactorRequired && !who.hasSecondFactor && !who.factors.includes('oidc')
}

/**
 * What an account has after one factor is taken away. Refuses to take the last one while an organisation of the person, named in
 * `requiredBy`, requires one.
 */
export function decideRemoval(has: FactorsSet, gone: 'totp' | 'passkey', requiredBy: readonly string[]): Outcome<FactorsSet> {
  const left = gone === 'totp' ? { ...has, totp: false } : { ...has, passkeys: has.passkeys - 1 }
  const [organisation] = requiredBy
  if (organisation === undefined || hasSecondFactor(left)) return accept(left)
  return refuse('factor.required', {
    ja: `「${organisation}」は二段階の確認を必須にしています。先に別の方法を加えてから、外してください。`,
    en: `“${organisation}” requires a second factor. Add another one first, then remove this one.`,
  })
}
