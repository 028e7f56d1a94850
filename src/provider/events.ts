import { FACTORS } from '../account/credentials/index.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Change, LogEvent } from '../log/index.ts'
import { FAILURES, type OidcFailure } from './failure.ts'

/** What the log says of an organisation's own sign-in. */
type Settings = { slug: string; issuer: string; clientId: string; required: boolean }

/** `newSecret`: another client secret was given; neither is ever told. */
export function providerSet(tenant: TenantId, before: Settings | undefined, after: Settings, newSecret: boolean): LogEvent {
  return {
    act: 'oidc.set',
    about: tenant,
    words: before
      ? { ja: '会社のサインインの設定を変えました。', en: 'Changed the settings of the organisation’s own sign-in.' }
      : { ja: '会社のサインインを設定しました。', en: 'Set up the organisation’s own sign-in.' },
    changes: [
      ...changed({ ja: '短い名前', en: 'Short name' }, before?.slug, after.slug),
      ...changed({ ja: '発行者', en: 'Issuer' }, before?.issuer, after.issuer),
      ...changed({ ja: 'クライアントID', en: 'Client id' }, before?.clientId, after.clientId),
      ...(newSecret ? [{ what: { ja: 'シークレット', en: 'Client secret' }, before: before ? KEPT : null, after: GIVEN }] : []),
      ...(before && before.required !== after.required ? [requiredChange(before.required, after.required)] : []),
    ],
  }
}

export function providerRemoved(tenant: TenantId, before: Settings): LogEvent {
  return {
    act: 'oidc.remove',
    about: tenant,
    words: {
      ja: '会社のサインインをやめました。これで入っていた人は、サインアウトされました。',
      en: 'Removed the organisation’s own sign-in. Whoever came in by it was signed out.',
    },
    changes: [
      { what: { ja: '短い名前', en: 'Short name' }, before: before.slug, after: null },
      { what: { ja: '発行者', en: 'Issuer' }, before: before.issuer, after: null },
      { what: { ja: 'クライアントID', en: 'Client id' }, before: before.clientId, after: null },
    ],
  }
}

export function providerRequired(tenant: TenantId, required: boolean): LogEvent {
  return {
    act: 'oidc.require',
    about: tenant,
    words: required
      ? { ja: '入り方を、会社のサインインだけにしました。', en: 'The organisation’s own sign-in is the only way in now.' }
      : { ja: 'パスワードなどでも入れるようにしました。', en: 'Other ways of signing in are allowed again.' },
    changes: [requiredChange(!required, required)],
  }
}

export function linked(account: AccountId, name: string, email: string, issuer: string): LogEvent {
  return {
    act: 'oidc.link',
    about: account,
    words: {
      ja: `${name}さん(${email})が、会社のサインイン(${issuer})と結びつきました。`,
      en: `${name} (${email}) was linked to the organisation’s own sign-in (${issuer}).`,
    },
  }
}

export function unlinked(account: AccountId, name: string): LogEvent {
  return {
    act: 'oidc.unlink',
    about: account,
    words: {
      ja: `${name}さんと会社のサインインの結びつきを解きました。`,
      en: `Removed the link between ${name} and the organisation’s own sign-in.`,
    },
  }
}

export function provedAgain(account: AccountId, name: string): LogEvent {
  return {
    act: 'session.verify',
    about: account,
    words: {
      ja: `${name}さんが本人であることを確かめました(${FACTORS.oidc.ja})`,
      en: `${name} proved once more who they are (${FACTORS.oidc.en})`,
    },
  }
}

/** Somebody could not come in: `reason` in words, `detail` a code that tells no secret. */
export function notLetIn(tenant: TenantId, reason: Words, detail: string): LogEvent {
  return {
    act: 'oidc.refuse',
    about: tenant,
    words: {
      ja: `会社のサインインで入れませんでした: ${reason.ja}${detail && ` (${detail})`}`,
      en: `A sign-in by the organisation’s own provider failed: ${reason.en}${detail && ` (${detail})`}`,
    },
  }
}

export function providerFailed(tenant: TenantId, failure: OidcFailure, detail: string): LogEvent {
  return notLetIn(tenant, FAILURES[failure], detail)
}

export function secondFactorRequired(tenant: TenantId, required: boolean): LogEvent {
  return {
    act: 'organisation.second-factor',
    about: tenant,
    words: required
      ? { ja: 'パスワードで入る人に、二段階の確認を必須にしました。', en: 'Requires a second factor of everyone.' }
      : { ja: '二段階の確認を任意にしました。', en: 'No longer requires a second factor.' },
    changes: [
      { what: { ja: '二段階の確認', en: 'Second factor' }, before: required ? FREE : MUST, after: required ? MUST : FREE },
    ],
  }
}

function changed(what: Words, before: string | undefined, after: string): Change[] {
  return before === after ? [] : [{ what, before: before ?? null, after }]
}

function requiredChange(before: boolean, after: boolean): Change {
  const words = (required: boolean) => (required ? { ja: '入れない', en: 'no' } : { ja: '入れる', en: 'yes' })
  return { what: { ja: 'パスワードなどでも入れる', en: 'Other ways of signing in' }, before: words(before), after: words(after) }
}

const KEPT = { ja: '(前のもの)', en: '(the former one)' }
const GIVEN = { ja: '(新しいもの)', en: '(a new one)' }
const FREE = { ja: '任意', en: 'optional' }
const MUST = { ja: '必須', en: 'required' }
