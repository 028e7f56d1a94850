import { sessionsEnded as endedBy } from '../account/credentials/index.ts'
import type { AccountId, TenantId } from '../kernel/ids.ts'
import type { LogEvent } from '../log/index.ts'
import type { OrganisationKind } from '../roles/permissions.ts'

type Owner = { id: AccountId; name: string }

/** What the log is told of the acts that only whoever keeps the server does. */
export type AdminEvent =
  | LogEvent<'account.unlock'>
  | LogEvent<'account.reset-link'>
  | LogEvent<'account.factors-remove', undefined, 'totp' | 'passkeys' | 'recoveryCodes'>
  | LogEvent<'organisation.appoint', undefined, 'kinds'>

export function unlocked({ id, name }: Owner): AdminEvent {
  return { act: 'account.unlock', subject: { kind: 'account', id, name } }
}

export function resetLinkMade({ id, name }: Owner): AdminEvent {
  return { act: 'account.reset-link', subject: { kind: 'account', id, name } }
}

export function factorsRemoved({ id, name }: Owner, { totp, passkeys, recoveryCodes }: Factors): AdminEvent {
  return {
    act: 'account.factors-remove',
    subject: { kind: 'account', id, name },
    changes: [
      ...(totp ? [{ field: 'totp' as const, type: 'yes' as const, before: true, after: false }] : []),
      ...(passkeys > 0 ? [{ field: 'passkeys' as const, type: 'number' as const, before: passkeys, after: 0 }] : []),
      ...(recoveryCodes > 0
        ? [{ field: 'recoveryCodes' as const, type: 'number' as const, before: recoveryCodes, after: 0 }]
        : []),
    ],
  }
}

export function sessionsEnded(owner: Owner, count: number) {
  return endedBy(owner, { how: 'keeper', count })
}

export function appointed(
  id: TenantId,
  name: string,
  before: readonly OrganisationKind[],
  after: readonly OrganisationKind[],
): AdminEvent {
  return {
    act: 'organisation.appoint',
    subject: { kind: 'organisation', id, name },
    changes: [{ field: 'kinds', type: 'codes', before: [...before], after: [...after] }],
  }
}

/** By what an account could be opened besides its password. */
export type Factors = { totp: boolean; passkeys: number; recoveryCodes: number }
