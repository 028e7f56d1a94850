import type { AssessmentId } from '../kernel/ids.ts'
import { type LogEvent, type Subject, textChange } from '../log/index.ts'
import type { PlanVersion } from './version.ts'

type Head = { id: AssessmentId; title: string }
/** The number of the version in its assessment, and the SHA-256 of what was put before management. */
type Version = { number: number; sha256: string }

/** What the log is told of approvals. The subject is their assessment. */
export type ApprovalEvent =
  | LogEvent<'plan.submit', Version, 'message'>
  | LogEvent<'plan.approve' | 'plan.withdraw', Version, 'word'>
  | LogEvent<'plan.direct', Version, 'word' | 'directions'>

export function submitted(head: Head, version: PlanVersion): ApprovalEvent {
  return { ...about(head, version), act: 'plan.submit', changes: [textChange('message', null, version.message)] }
}

export function approved(head: Head, version: PlanVersion, word: string): ApprovalEvent {
  return { ...about(head, version), act: 'plan.approve', changes: [textChange('word', null, word)] }
}

export function withdrawn(head: Head, version: PlanVersion): ApprovalEvent {
  return { ...about(head, version), act: 'plan.withdraw' }
}

export function directed(head: Head, version: PlanVersion, word: string, directions: readonly string[]): ApprovalEvent {
  return {
    ...about(head, version),
    act: 'plan.direct',
    changes: [textChange('word', null, word), { field: 'directions', type: 'list', before: null, after: directions }],
  }
}

function about({ id, title }: Head, { number, sha256 }: PlanVersion): { subject: Subject; details: Version } {
  return { subject: { kind: 'assessment', id, name: title }, details: { number, sha256 } }
}
