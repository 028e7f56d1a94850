import type { AssessmentId } from '../kernel/ids.ts'
import type { LogEvent } from '../log/index.ts'

type Head = { id: AssessmentId; title: string }

/** What the log is told of issues. The subject is their assessment. */
export type IssueEvent = LogEvent<'issues.group', { begun: number; added: number }>

/** What is missing was grouped: issues that began, and criteria that came to issues there were. */
export function grouped({ id, title }: Head, begun: number, added: number): IssueEvent {
  return { act: 'issues.group', subject: { kind: 'assessment', id, name: title }, details: { begun, added } }
}
