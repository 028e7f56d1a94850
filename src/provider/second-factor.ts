import { z } from 'zod'
import { charactersIn, choiceField, field } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** Which claim of an ID token tells that a second factor was used, and the values of it that do. */
export type FactorClaim = { claim: 'amr' | 'acr'; values: readonly string[] }

/** What a provider says that keeps to the standard: the method `mfa` (RFC 8176, section 2). It counts where nothing else is set. */
export const USUAL_CLAIM: FactorClaim = { claim: 'amr', values: ['mfa'] }

/**
 * Whether the claims say that a second factor was used: `amr` names methods (RFC 8176), `acr` the class of the whole (OpenID Connect
 * Core 1.0, section 2). A provider that says nothing is taken to have asked for a password alone.
 */
export function saysSecondFactor(claims: Record<string, unknown>, { claim, values }: FactorClaim): boolean {
  const said: unknown[] = claim === 'acr' ? [claims.acr] : Array.isArray(claims.amr) ? claims.amr : []
  return said.some((one) => typeof one === 'string' && values.includes(one))
}

/** The form that says how the provider tells it: values with blanks between them. Refuses another claim, none, and more than ten. */
export const FACTOR_CLAIM = z.object({
  claim: choiceField(['amr', 'acr'], {
    code: 'oidc.factor-claim',
    words: { ja: 'しるしの入る項目を選んでください。', en: 'Choose the claim.' },
  }),
  values: field({ required: true, longest: 500 }, (typed): Outcome<readonly string[]> => {
    const values = typed.normalize('NFKC').trim().split(/\s+/)
    const fits = values.length <= 10 && values.every((value) => /^[\x21-\x7e]{1,200}$/.test(value))
    return fits && charactersIn(typed.trim()) <= 500 ? accept(values) : refuse('oidc.factor-claim', NO_VALUES)
  }),
})

const NO_VALUES = {
  ja: 'サインイン先が返す値を、半角で入力してください。いくつかあるときは、空白で区切ります(10個、500文字まで)。例: mfa',
  en: 'Enter the values that the provider returns, with blanks between them, ten and 500 characters at most. For example: mfa',
}
