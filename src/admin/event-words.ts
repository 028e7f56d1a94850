import type { Words } from '../kernel/refusal.ts'
import type { FeatureWording } from '../log/index.ts'
import { KINDS, type OrganisationKind } from '../roles/permissions.ts'
import type { AdminEvent, Factors } from './events.ts'

/** How the log says what whoever keeps the server did. */
export const adminWording: FeatureWording<AdminEvent> = {
  acts: {
    'account.unlock': ({ subject: { name } }) => ({
      ja: `サーバーの管理者が、${name}さんのサインインの停止を解きました`,
      en: `The keeper of the server lifted the lock on the account of ${name}`,
    }),
    'account.reset-link': ({ subject: { name } }) => ({
      ja: `サーバーの管理者が、${name}さんのパスワードを決め直すリンクを作りました`,
      en: `The keeper of the server made a link to set a new password for ${name}`,
    }),
    'account.factors-remove': ({ subject: { name } }) => ({
      ja: `サーバーの管理者が、${name}さんの二要素認証を外しました`,
      en: `The keeper of the server removed the second factors of ${name}`,
    }),
    'organisation.appoint': ({ subject: { name } }) => ({
      ja: `サーバーの管理者が、組織「${name}」の立場を決めました`,
      en: `The keeper of the server decided the kinds of the organisation “${name}”`,
    }),
  },
  fields: {
    totp: { words: { ja: '認証アプリ', en: 'Authenticator app' } },
    passkeys: { words: { ja: 'パスキー', en: 'Passkeys' } },
    recoveryCodes: { words: { ja: '回復コード', en: 'Recovery codes' } },
    kinds: { words: { ja: '立場', en: 'Kind' }, codes: KINDS },
  },
}

/** `認証アプリ、パスキー 2個`; nothing where there is none. */
export function factorWords({ totp, passkeys, recoveryCodes }: Factors): Words {
  const parts: Words[] = [
    ...(totp ? [{ ja: '認証アプリ', en: 'authenticator app' }] : []),
    ...(passkeys > 0 ? [{ ja: `パスキー ${passkeys}個`, en: `${passkeys} passkey(s)` }] : []),
    ...(recoveryCodes > 0 ? [{ ja: `回復コード ${recoveryCodes}個`, en: `${recoveryCodes} recovery codes` }] : []),
  ]
  return { ja: parts.map(({ ja }) => ja).join('、'), en: parts.map(({ en }) => en).join(', ') }
}

/** `★を取りたい会社・評価機関`. */
export function kindNames(kinds: readonly OrganisationKind[]): Words {
  return { ja: kinds.map((kind) => KINDS[kind].ja).join('・'), en: kinds.map((kind) => KINDS[kind].en).join(', ') }
}
