import { type Instant, toWordsInJapan } from '../kernel/instant.ts'

/** Tells the owner of an account that the keeper of the server took their second factors away. */
export function toFactorsLetter(
  { name, email, lang }: { name: string; email: string; lang: 'ja' | 'en' },
  { at, origin }: { at: Instant; origin: string },
): { to: string; subject: string; text: string } {
  const when = toWordsInJapan(at, lang)
  return lang === 'ja'
    ? {
        to: email,
        subject: '【星取】サーバーの管理者が二要素認証を外しました',
        text: [
          `${name} 様`,
          'サーバーの管理者が、あなたのアカウントの二要素認証(認証アプリ、パスキー、回復コード)をすべて外しました。',
          `日時: ${when}`,
          'いまはパスワードだけでサインインできます。サインインして、すぐに二要素認証を登録し直してください。',
          `${origin}/account/factors`,
          '頼んだ覚えがないときは、すぐに管理者に知らせ、パスワードを変えてください。',
          '',
        ].join('\n\n'),
      }
    : {
        to: email,
        subject: '[Hoshitori] The keeper of the server removed your second factors',
        text: [
          `Dear ${name},`,
          'The keeper of the server removed all second factors (authenticator app, passkeys, recovery codes) of your account.',
          `When: ${when}`,
          'Your password alone signs you in now. Sign in and set up a second factor again at once.',
          `${origin}/account/factors`,
          'If you did not ask for this, tell the keeper at once and change your password.',
          '',
        ].join('\n\n'),
      }
}
