import type { AccountId, InvitationId, TenantId } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Change, LogEvent } from '../log/index.ts'
import { KINDS, type OrganisationKind, ROLES, type Role } from '../roles/permissions.ts'

type Owner = { id: AccountId; name: string }

/** What the log says of the actions of whoever keeps the server. */
export function unlocked({ id, name }: Owner): LogEvent {
  return {
    act: 'account.unlock',
    about: id,
    words: {
      ja: `サーバーの管理者が、${name}さんのサインインの停止を解きました`,
      en: `The keeper of the server lifted the lock on the account of ${name}`,
    },
  }
}

export function resetLinkMade({ id, name }: Owner): LogEvent {
  return {
    act: 'account.reset-link',
    about: id,
    words: {
      ja: `サーバーの管理者が、${name}さんのパスワードを決め直すリンクを作りました`,
      en: `The keeper of the server made a link to set a new password for ${name}`,
    },
  }
}

export function factorsRemoved({ id, name }: Owner, removed: Factors): LogEvent {
  return {
    act: 'account.factors-remove',
    about: id,
    words: {
      ja: `サーバーの管理者が、${name}さんの二要素認証を外しました`,
      en: `The keeper of the server removed the second factors of ${name}`,
    },
    changes: [{ what: { ja: '二要素認証', en: 'Second factors' }, before: factorWords(removed), after: null }],
  }
}

export function sessionsEnded({ id, name }: Owner, count: number): LogEvent {
  return {
    act: 'session.end',
    about: id,
    words: {
      ja: `サーバーの管理者が、${name}さんのサインイン${count}件を終わらせました`,
      en: `The keeper of the server ended ${count} session(s) of ${name}`,
    },
  }
}

export function organisationBegun(id: TenantId, name: string, kinds: readonly OrganisationKind[]): LogEvent {
  return {
    act: 'organisation.begin',
    about: id,
    words: {
      ja: `サーバーの管理者が、組織「${name}」を作りました`,
      en: `The keeper of the server made the organisation “${name}”`,
    },
    changes: [{ what: KIND, before: null, after: kindNames(kinds) }],
  }
}

export function appointed(
  id: TenantId,
  name: string,
  before: readonly OrganisationKind[],
  after: readonly OrganisationKind[],
): LogEvent {
  return {
    act: 'organisation.appoint',
    about: id,
    words: {
      ja: `サーバーの管理者が、組織「${name}」の立場を決めました`,
      en: `The keeper of the server decided the kinds of the organisation “${name}”`,
    },
    changes: [{ what: KIND, before: kindNames(before), after: kindNames(after) }],
  }
}

export function invited(
  id: InvitationId,
  wish: { name: string; email: string; organisation: string; roles: readonly Role[]; takesOver: boolean },
): LogEvent {
  const roles = {
    ja: wish.roles.map((role) => ROLES[role].ja).join('・'),
    en: wish.roles.map((role) => ROLES[role].en).join(', '),
  }
  const seat: Change[] = wish.takesOver
    ? [
        {
          what: { ja: '席', en: 'Seat' },
          before: null,
          after: { ja: '名前だけだった本人の席', en: 'their own, known by name so far' },
        },
      ]
    : []
  return {
    act: 'invitation.send',
    about: id,
    words: {
      ja: `サーバーの管理者が、${wish.name}さん(${wish.email})を「${wish.organisation}」に招きました`,
      en: `The keeper of the server invited ${wish.name} (${wish.email}) to “${wish.organisation}”`,
    },
    changes: [{ what: { ja: '役割', en: 'Roles' }, before: null, after: roles }, ...seat],
  }
}

/** By what an account could be opened besides its password. */
export type Factors = { totp: boolean; passkeys: number; recoveryCodes: number }

/** `認証アプリ、パスキー 2個`; nothing where there is none. */
export function factorWords({ totp, passkeys, recoveryCodes }: Factors): Words {
  const parts: Words[] = [
    ...(totp ? [{ ja: '認証アプリ', en: 'authenticator app' }] : []),
    ...(passkeys > 0 ? [{ ja: `パスキー ${passkeys}個`, en: `${passkeys} passkey(s)` }] : []),
    ...(recoveryCodes > 0 ? [{ ja: `回復コード ${recoveryCodes}個`, en: `${recoveryCodes} recovery codes` }] : []),
  ]
  return { ja: parts.map(({ ja }) => ja).join('、'), en: parts.map(({ en }) => en).join(', ') }
}

/** `取得希望組織・評価機関`. */
export function kindNames(kinds: readonly OrganisationKind[]): Words {
  return { ja: kinds.map((kind) => KINDS[kind].ja).join('・'), en: kinds.map((kind) => KINDS[kind].en).join(', ') }
}

const KIND = { ja: '立場', en: 'Kind' }
