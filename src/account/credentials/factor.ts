import type { Words } from '../../kernel/refusal.ts'

/** By what somebody proved who they are. */
export type Factor = 'password' | 'totp' | 'passkey' | 'recovery' | 'oidc' | 'demo'

export const FACTORS: Record<Factor, Words> = {
  password: { ja: 'パスワード', en: 'password' },
  totp: { ja: '認証アプリのコード', en: 'authenticator code' },
  passkey: { ja: 'パスキー', en: 'passkey' },
  recovery: { ja: '回復コード', en: 'recovery code' },
  oidc: { ja: '会社のサインイン', en: 'sign-in of the organisation' },
  demo: { ja: 'デモの入口', en: 'entrance of the demo' },
}

export const isFactor = (text: string): text is Factor => Object.hasOwn(FACTORS, text)

/** All of them in one line: `パスワード・パスキー`. */
export function factorWords(factors: readonly string[]): Words {
  const words = factors.filter(isFactor).map((factor) => FACTORS[factor])
  return { ja: words.map(({ ja }) => ja).join('・'), en: words.map(({ en }) => en).join(', ') }
}
