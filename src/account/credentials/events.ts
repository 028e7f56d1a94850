import type { AccountId, PersonId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { type LogEvent, onlyChanged, type Subject, textChange } from '../../log/index.ts'
import type { Factor } from './factor.ts'

type Owner = { id: AccountId; name: string }
/** Refused attempts: how many, from how many clients (or more), from when to when. */
type Refused = { attempts: number; clients: number; more: boolean; from: Instant; to: Instant }
/** How sessions ended: signed out, one of them from elsewhere, all others, all, or by whoever keeps the server. */
type Ending = { how: 'sign-out' | 'one' | 'others' | 'all' | 'keeper'; count: number; agent?: string; address?: string }

/** What the log is told of accounts and of signing in. No password, code or token is ever among it. */
export type AccountEvent =
  | LogEvent<'account.create', undefined, 'email'>
  | LogEvent<'account.password'>
  | LogEvent<'account.profile', undefined, 'name' | 'language'>
  | LogEvent<'account.email-asked'>
  | LogEvent<'account.email' | 'account.email-undone', undefined, 'email'>
  | LogEvent<'account.close'>
  | LogEvent<'sign-in.failure', { known: boolean; failures: number }>
  | LogEvent<'sign-in.lock', { known: boolean; until: Instant }>
  | LogEvent<'sign-in.unlock'>
  | LogEvent<'sign-in.refused', Refused>
  | LogEvent<'session.begin', { factors: readonly string[]; known: boolean }>
  | LogEvent<'session.end', { how: string; count: number; agent: string; address: string }>
  | LogEvent<'session.verify', { factor: string }>
  | LogEvent<'session.verify-failure', { failures: number }>

export function accountMade(owner: Owner, email: string): AccountEvent {
  return { act: 'account.create', subject: account(owner), changes: [textChange('email', null, email)] }
}

export function passwordChanged(owner: Owner): AccountEvent {
  return { act: 'account.password', subject: account(owner) }
}

export function profileChanged(
  { id, ...before }: Owner & { lang: string },
  after: { name: string; lang: string },
): AccountEvent & { act: 'account.profile' } {
  return {
    act: 'account.profile',
    subject: account({ id, name: after.name }),
    changes: onlyChanged<'name' | 'language'>([
      textChange('name', before.name, after.name),
      { field: 'language', type: 'code', before: before.lang, after: after.lang },
    ]),
  }
}

export function emailAsked(owner: Owner): AccountEvent {
  return { act: 'account.email-asked', subject: account(owner) }
}

export function emailChanged(owner: Owner, before: string, after: string): AccountEvent {
  return { act: 'account.email', subject: account(owner), changes: [textChange('email', before, after)] }
}

export function emailUndone(owner: Owner, before: string, after: string): AccountEvent {
  return { act: 'account.email-undone', subject: account(owner), changes: [textChange('email', before, after)] }
}

/** In the log of an organisation the subject is the person who leaves. */
export function accountClosed(who: Owner | { person: PersonId; name: string }): AccountEvent {
  const subject = 'person' in who ? { kind: 'person', id: who.person, name: who.name } : account(who)
  return { act: 'account.close', subject }
}

/** A wrong password for an account, or any for an address that has none. */
export function signInFailed(owner: Owner | undefined, known: boolean, failures: number): AccountEvent {
  return { act: 'sign-in.failure', subject: account(owner), details: { known, failures } }
}

export function signInLocked(owner: Owner, known: boolean, until: Instant): AccountEvent {
  return { act: 'sign-in.lock', subject: account(owner), details: { known, until } }
}

export function signInUnlocked(owner: Owner): AccountEvent {
  return { act: 'sign-in.unlock', subject: account(owner) }
}

export function signInsRefused(owner: Owner | undefined, refused: Refused): AccountEvent {
  const { attempts, clients, more, from, to } = refused
  return { act: 'sign-in.refused', subject: account(owner), details: { attempts, clients, more, from, to } }
}

export function sessionBegun(owner: Owner, factors: readonly Factor[], known: boolean): AccountEvent {
  return { act: 'session.begin', subject: account(owner), details: { factors: [...factors], known } }
}

export function sessionsEnded(owner: Owner, { how, count, agent = '', address = '' }: Ending): AccountEvent {
  return { act: 'session.end', subject: account(owner), details: { how, count, agent, address } }
}

export function provedAgain(owner: Owner, factor: Factor): AccountEvent {
  return { act: 'session.verify', subject: account(owner), details: { factor } }
}

export function provedWrongly(owner: Owner, failures: number): AccountEvent {
  return { act: 'session.verify-failure', subject: account(owner), details: { failures } }
}

function account(owner: Owner | undefined): Subject {
  return { kind: 'account', id: owner?.id ?? '', name: owner?.name ?? '' }
}
