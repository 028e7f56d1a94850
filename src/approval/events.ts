import type { AssessmentId } from '../kernel/ids.ts'
import { type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import type { PlanVersion } from './version.ts'

type Head = { id: AssessmentId; title: string }
/** The number of the version in its assessment, and the SHA-256 of what was put before management. */
type Version = { number: number; sha256: string }

/** What the log is told of approvals. The subject is their assessment. */
export type ApprovalEvent =
  | LogEvent<'plan.submit', Version, 'message'>
  | LogEvent<'plan.approve' | 'plan.direct', Version, 'word' | 'directions'>
  | LogEvent<'plan.withdraw', Version>

export function submitted(head: Head, version: PlanVersion): ApprovalEvent {
  return { ...about(head, version), act: 'plan.submit', changes: [textChange('message', null, version.message)] }
}

export function withdrawn(head: Head, version: PlanVersion): ApprovalEvent {
  return { ...about(head, version), act: 'plan.withdraw' }
}

/** What management decided, with what it directed. */
export function decided(
  head: Head,
  version: PlanVersion,
  outcome: 'approved' | 'directed',
  word: string,
  directions: readonly string[],
): ApprovalEvent {
  const after = directions.length > 0 ? directions : null
  return {
    ...about(head, version),
    act: outcome === 'approved' ? 'plan.approve' : 'plan.direct',
    changes: onlyChanged<'word' | 'directions'>([
      textChange('word', null, word),
      { field: 'directions', type: 'list', before: null, after },
    ]),
  }
}

function about({ id, title }: Head, { number, sha256 }: PlanVersion): { subject: Subject; details: Version } {
  return { subject: { kind: 'assessment', id, name: title }, details: { number, sha256 } }
}
