import type { EngagementId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import { type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import type { Engagement } from '../roles/engagement.ts'
import type { OrganisationKind, Role } from '../roles/permissions.ts'

type PersonFacts = { name: string; position: string; roles: readonly Role[] }
type OrganisationFacts = { name: string; kinds: readonly OrganisationKind[] }

/** What the log is told of organisations, their people and their experts. */
export type OrganisationEvent =
  | LogEvent<'organisation.begin', undefined, 'kinds'>
  | LogEvent<'organisation.settings', undefined, 'name' | 'kinds'>
  | LogEvent<'person.add', undefined, 'position'>
  | LogEvent<'person.change', undefined, 'name' | 'position' | 'roles'>
  | LogEvent<'person.end'>
  | LogEvent<'invitation.send', { organisation: string | null; takesOver: boolean }, 'email' | 'roles'>
  | LogEvent<'invitation.withdraw'>
  | LogEvent<'invitation.accept', undefined, 'roles'>
  | LogEvent<'engagement.offer', { kind: string }, 'begins' | 'ends' | 'sight' | 'mayAnswer' | 'assessments'>
  | LogEvent<'engagement.end', { kind: string }, 'endReason'>
  | LogEvent<'session.seat'>
  | LogEvent<'demo.remove'>

export function organisationBegun(id: TenantId, name: string, kinds: readonly OrganisationKind[]): OrganisationEvent {
  return {
    act: 'organisation.begin',
    subject: { kind: 'organisation', id, name },
    changes: [{ field: 'kinds', type: 'codes', before: null, after: [...kinds] }],
  }
}

export function organisationSettled(id: TenantId, before: OrganisationFacts, after: OrganisationFacts): OrganisationEvent {
  return {
    act: 'organisation.settings',
    subject: { kind: 'organisation', id, name: before.name },
    changes: onlyChanged<'name' | 'kinds'>([
      textChange('name', before.name, after.name),
      { field: 'kinds', type: 'codes', before: [...before.kinds], after: [...after.kinds] },
    ]),
  }
}

export function personAdded(id: PersonId, { name, position }: { name: string; position: string }): OrganisationEvent {
  return { act: 'person.add', subject: person(id, name), changes: onlyChanged([textChange('position', null, position)]) }
}

export function personChanged(id: PersonId, before: PersonFacts, after: PersonFacts): OrganisationEvent {
  return {
    act: 'person.change',
    subject: person(id, before.name),
    changes: onlyChanged<'name' | 'position' | 'roles'>([
      textChange('name', before.name, after.name),
      textChange('position', before.position, after.position),
      { field: 'roles', type: 'codes', before: [...before.roles], after: [...after.roles] },
    ]),
  }
}

export function personEnded(id: PersonId, name: string): OrganisationEvent {
  return { act: 'person.end', subject: person(id, name) }
}

/** `organisation` where whoever keeps the server invites from outside; `takesOver`: the seat of somebody known by name so far. */
export function invited(
  id: InvitationId,
  wish: { name: string; email: string; roles: readonly Role[]; organisation?: string; takesOver?: boolean },
): OrganisationEvent {
  return {
    act: 'invitation.send',
    subject: { kind: 'invitation', id, name: wish.name },
    details: { organisation: wish.organisation ?? null, takesOver: wish.takesOver ?? false },
    changes: [textChange('email', null, wish.email), { field: 'roles', type: 'codes', before: null, after: [...wish.roles] }],
  }
}

export function invitationWithdrawn(id: InvitationId, name: string): OrganisationEvent {
  return { act: 'invitation.withdraw', subject: { kind: 'invitation', id, name } }
}

export function invitationAccepted(id: PersonId, name: string, roles: readonly Role[]): OrganisationEvent {
  return {
    act: 'invitation.accept',
    subject: person(id, name),
    changes: [{ field: 'roles', type: 'codes', before: null, after: [...roles] }],
  }
}

export function engaged(id: EngagementId, engagement: Engagement): OrganisationEvent {
  const { kind, expertName, begins, ends, sight, mayAnswer, assessments } = engagement
  return {
    act: 'engagement.offer',
    subject: { kind: 'engagement', id, name: expertName },
    details: { kind },
    changes: [
      { field: 'begins', type: 'day', before: null, after: begins },
      { field: 'ends', type: 'day', before: null, after: ends },
      { field: 'sight', type: 'code', before: null, after: sight },
      { field: 'mayAnswer', type: 'yes', before: null, after: mayAnswer },
      assessments
        ? { field: 'assessments', type: 'list', before: null, after: [...assessments] }
        : { field: 'assessments', type: 'code', before: null, after: 'all' },
    ],
  }
}

export function engagementEnded(
  id: EngagementId,
  { expertName, kind }: Pick<Engagement, 'expertName' | 'kind'>,
  reason: string,
): OrganisationEvent {
  return {
    act: 'engagement.end',
    subject: { kind: 'engagement', id, name: expertName },
    details: { kind },
    changes: onlyChanged([textChange('endReason', null, reason)]),
  }
}

export function tookSeat(id: PersonId, name: string): OrganisationEvent {
  return { act: 'session.seat', subject: person(id, name) }
}

export const DEMO_REMOVED: OrganisationEvent = { act: 'demo.remove', subject: { kind: 'demo', id: '', name: '' } }

function person(id: PersonId, name: string): Subject {
  return { kind: 'person', id, name }
}
