import { provedAgain as proved } from '../account/credentials/index.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import type { OidcFailure } from './failure.ts'
import type { FactorClaim } from './second-factor.ts'

type Settings = { slug: string; issuer: string; clientId: string; required: boolean }

/** What the log is told of an organisation's own sign-in. Of a client secret only that another one was given. */
export type ProviderEvent =
  | LogEvent<'oidc.set', { first: boolean }, 'slug' | 'issuer' | 'clientId' | 'clientSecret' | 'otherWays'>
  | LogEvent<'oidc.remove', undefined, 'slug' | 'issuer' | 'clientId'>
  | LogEvent<'oidc.require', { required: boolean }, 'otherWays'>
  | LogEvent<'oidc.link', { email: string; issuer: string }>
  | LogEvent<'oidc.unlink'>
  | LogEvent<'oidc.refuse', { reason: string; code: string }>
  | LogEvent<'oidc.factor-claim', { claim: string; values: readonly string[] }>
  | LogEvent<'organisation.second-factor', { required: boolean }, 'secondFactor'>

/** `newSecret`: another client secret was given; neither is ever told. */
export function providerSet(tenant: TenantId, before: Settings | undefined, after: Settings, newSecret: boolean): ProviderEvent {
  return {
    act: 'oidc.set',
    subject: provider(tenant, after.slug),
    details: { first: before === undefined },
    changes: [
      ...onlyChanged<'slug' | 'issuer' | 'clientId'>([
        textChange('slug', before?.slug ?? null, after.slug),
        textChange('issuer', before?.issuer ?? null, after.issuer),
        textChange('clientId', before?.clientId ?? null, after.clientId),
      ]),
      ...(newSecret
        ? [{ field: 'clientSecret' as const, type: 'code' as const, before: before ? 'former' : null, after: 'new' }]
        : []),
      ...(before && before.required !== after.required ? [otherWays(before.required, after.required)] : []),
    ],
  }
}

export function providerRemoved(tenant: TenantId, before: Settings): ProviderEvent {
  return {
    act: 'oidc.remove',
    subject: provider(tenant, before.slug),
    changes: [
      textChange('slug', before.slug, null),
      textChange('issuer', before.issuer, null),
      textChange('clientId', before.clientId, null),
    ],
  }
}

export function providerRequired(tenant: TenantId, required: boolean): ProviderEvent {
  return {
    act: 'oidc.require',
    subject: provider(tenant, ''),
    details: { required },
    changes: [otherWays(!required, required)],
  }
}

export function linked(account: AccountId, name: string, email: string, issuer: string): ProviderEvent {
  return { act: 'oidc.link', subject: { kind: 'account', id: account, name }, details: { email, issuer } }
}

export function unlinked(account: AccountId, name: string): ProviderEvent {
  return { act: 'oidc.unlink', subject: { kind: 'account', id: account, name } }
}

export function provedAgain(account: AccountId, name: string) {
  return proved({ id: account, name }, 'oidc')
}

/** Somebody could not come in: `reason`, a failure or the code of a refusal; `code`, what the provider said, which tells no secret. */
export function notLetIn(tenant: TenantId, reason: string, code = ''): ProviderEvent {
  return { act: 'oidc.refuse', subject: provider(tenant, ''), details: { reason, code } }
}

export function providerFailed(tenant: TenantId, failure: OidcFailure, detail: string): ProviderEvent {
  return notLetIn(tenant, failure, detail)
}

export function secondFactorRequired(tenant: TenantId, required: boolean): ProviderEvent {
  return {
    act: 'organisation.second-factor',
    subject: { kind: 'organisation', id: tenant, name: '' },
    details: { required },
    changes: [{ field: 'secondFactor', type: 'code', before: required ? 'free' : 'must', after: required ? 'must' : 'free' }],
  }
}

/** By which claim and values the provider tells of a second factor. */
export function factorClaimSet(tenant: TenantId, slug: string, { claim, values }: FactorClaim): ProviderEvent {
  return { act: 'oidc.factor-claim', subject: provider(tenant, slug), details: { claim, values } }
}

function provider(tenant: TenantId, slug: string): Subject {
  return { kind: 'provider', id: tenant, name: slug }
}

function otherWays(before: boolean, after: boolean): FieldChange<'otherWays'> {
  return { field: 'otherWays', type: 'code', before: before ? 'shut' : 'open', after: after ? 'shut' : 'open' }
}
