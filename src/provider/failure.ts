import type { Refusal, Words } from '../kernel/refusal.ts'

/**
 * Why an organisation's own sign-in did not work, as far as its settings are concerned. `address`: not a public https address;
 * `unreachable`, `slow`, `large`: no usable answer; `metadata`: not an OpenID Connect provider; `issuer`: it calls itself
 * otherwise; `client`: it does not accept the client's id or secret; `answer`: its answer does not hold (signature, nonce, state,
 * issuer, time); `cancelled`: the person, or the provider, ended it there.
 */
export type OidcFailure = 'address' | 'unreachable' | 'slow' | 'large' | 'metadata' | 'issuer' | 'client' | 'answer' | 'cancelled'

/** For whoever sets the provider up, and for the log: what happened and what to check. */
export const FAILURES: Record<OidcFailure, Words> = {
  address: {
    ja: 'この発行者のアドレスには接続しません。インターネット上の https:// のアドレスを入力してください。社内だけのアドレスは使えません。',
    en: 'We do not connect to this address. Enter an https:// address on the public internet; addresses inside a network cannot be used.',
  },
  unreachable: {
    ja: 'サインイン先に接続できませんでした。発行者のアドレスに間違いがないか、サインイン先が動いているかを確かめてください。',
    en: 'The provider could not be reached. Check the issuer for mistakes, and whether the provider is running.',
  },
  slow: {
    ja: 'サインイン先から5秒以内に返事がありませんでした。少し待ってからもう一度試してください。',
    en: 'The provider did not answer within five seconds. Try again in a moment.',
  },
  large: {
    ja: 'サインイン先の返事が大きすぎます。発行者のアドレスを確かめてください。',
    en: 'The provider’s answer is too large. Check the issuer.',
  },
  metadata: {
    ja: 'このアドレスには、OpenID Connect の設定情報(/.well-known/openid-configuration)が見つかりません。発行者のアドレスを確かめてください。',
    en: 'There is no OpenID Connect configuration (/.well-known/openid-configuration) at this address. Check the issuer.',
  },
  issuer: {
    ja: 'サインイン先が名乗る発行者と、入力した発行者が違います。サインイン先の画面に出ている「発行者(Issuer)」を、そのまま入力してください。Entra ID の common や organizations は使えません。',
    en: 'The provider calls itself by another issuer. Enter the issuer exactly as the provider shows it; common and organizations of Entra ID cannot be used.',
  },
  client: {
    ja: 'サインイン先が、クライアントIDかシークレットを受け付けませんでした。シークレットの有効期限と、登録したリダイレクトのアドレスも確かめてください。',
    en: 'The provider did not accept the client id or secret. Check the secret’s expiry and the registered redirect address, too.',
  },
  answer: {
    ja: 'サインイン先の返事が確かめられませんでした。',
    en: 'The provider’s answer could not be verified.',
  },
  cancelled: {
    ja: 'サインイン先で中止されたか、許可されませんでした。',
    en: 'It was cancelled or not permitted at the provider.',
  },
}

/** For whoever signs in: nothing of the provider's, and what they can do. */
export function toSignInRefusal(failure: OidcFailure, passwordOpens: boolean): Refusal {
  const first = failure === 'cancelled' ? CANCELLED : FAILED
  const then = passwordOpens ? BY_PASSWORD : ASK
  return { code: `oidc.${failure}`, words: { ja: `${first.ja}${then.ja}`, en: `${first.en} ${then.en}` } }
}

/** An answer that belongs to no visit which this browser began: too late, used already, another tab's, or somebody else's. */
export const STRAY: Words = {
  ja: 'このサインインは、時間が過ぎたか、すでに使われたか、ほかの画面で始めたものです。もう一度、会社のサインインを始めてください。',
  en: 'This sign-in took too long, was used already, or began elsewhere. Start your company’s sign-in again.',
}

/** A proof that was asked for anew and is an old one. */
export const OLD_PROOF: Words = {
  ja: '会社のサインインが、本人の確認をやり直しませんでした。いったんサインアウトして、もう一度サインインしてください。',
  en: 'Your company’s sign-in did not ask again who you are. Sign out and sign in again.',
}

/** The organisation requires a second factor, and the provider does not say that one was used. */
export const NO_SECOND_FACTOR: Words = {
  ja: 'この組織は二段階の確認を必須にしていますが、会社のサインインは、それをしたと伝えていません。会社のサインインで多要素認証を有効にしてください。有効なのに入れないときは、組織の責任者に「サインインの設定」を確かめてもらってください。',
  en: 'This organisation requires a second factor, and your company’s sign-in does not say that you used one. Turn on multi-factor authentication there. If it is on, ask the responsible person of your organisation to check the sign-in settings.',
}

export const UNKNOWN: Words = {
  ja: 'この短い名前の会社のサインインはありません。つづりを確かめるか、組織の責任者に聞いてください。',
  en: 'No company’s sign-in has this short name. Check the spelling, or ask the responsible person of your organisation.',
}

const FAILED = {
  ja: '会社のサインインを確かめられませんでした。もう一度試してください。続くときは、組織の責任者に伝えてください(理由は組織の記録にあります)。',
  en: 'Your company’s sign-in could not be confirmed. Try again. If it goes on, tell the responsible person of your organisation (the reason is in its log).',
}
const CANCELLED = {
  ja: '会社のサインインの画面で中止されたか、許可されませんでした。もう一度試せます。',
  en: 'It was cancelled or not permitted on your company’s page. You can try again.',
}
const BY_PASSWORD = { ja: 'パスワードでもサインインできます。', en: 'You can also sign in by password.' }
const ASK = {
  ja: '責任者も入れないときは、このサーバの管理者が管理コマンドで入れるようにできます。',
  en: 'Where the responsible person cannot get in either, whoever keeps the server can let them in by an admin command.',
}
