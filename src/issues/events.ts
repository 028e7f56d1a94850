import type { AssessmentId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, textChange } from '../log/index.ts'
import type { Issue } from './issue.ts'

type Head = { id: AssessmentId; title: string }
type Named = Pick<Issue, 'title'>
type Written = Pick<Issue, 'title' | 'note'>
type Field = 'title' | 'note'

/** What the log is told of issues. The subject is their assessment. */
export type IssueEvent =
  | LogEvent<'issues.group', { begun: number; added: number }>
  | LogEvent<'issues.begin', { criteria: string[] }, Field>
  | LogEvent<'issues.change', { issue: string }, Field>
  | LogEvent<'issues.merge', { issues: string[]; into: string }>
  | LogEvent<'issues.separate', { issue: string; from: string }>
  | LogEvent<'issues.move', { criteria: string[]; from: string; to: string | null }>
  | LogEvent<'issues.put', { criteria: string[]; to: string }>
  | LogEvent<'issues.aside', { issue: string }, 'reason'>
  | LogEvent<'issues.resume', { issue: string }, 'reason'>

/** What is missing was grouped: issues that began, and criteria that came to issues there were. */
export function grouped(head: Head, begun: number, added: number): IssueEvent {
  return { act: 'issues.group', subject: subjectOf(head), details: { begun, added } }
}

/** An issue of people's own. */
export function begun(head: Head, issue: Written, criteria: string[]): IssueEvent {
  return { act: 'issues.begin', subject: subjectOf(head), details: { criteria }, changes: changesOf(undefined, issue) }
}

/** A name or a note that somebody wrote. */
export function changed(head: Head, before: Written, after: Written): IssueEvent {
  return {
    act: 'issues.change',
    subject: subjectOf(head),
    details: { issue: before.title },
    changes: changesOf(before, after),
  }
}

export function merged(head: Head, issues: readonly Named[], into: Named): IssueEvent {
  return {
    act: 'issues.merge',
    subject: subjectOf(head),
    details: { issues: issues.map(({ title }) => title), into: into.title },
  }
}

export function separated(head: Head, issue: Named, from: Named): IssueEvent {
  return { act: 'issues.separate', subject: subjectOf(head), details: { issue: issue.title, from: from.title } }
}

/** Criteria that left an issue; `to`: nothing where they stood elsewhere, too. */
export function moved(head: Head, criteria: string[], from: Named, to: Named | undefined): IssueEvent {
  return { act: 'issues.move', subject: subjectOf(head), details: { criteria, from: from.title, to: to?.title ?? null } }
}

export function put(head: Head, criteria: string[], to: Named): IssueEvent {
  return { act: 'issues.put', subject: subjectOf(head), details: { criteria, to: to.title } }
}

export function setAside(head: Head, issue: Named, reason: string): IssueEvent {
  const changes = [textChange('reason', null, reason)]
  return { act: 'issues.aside', subject: subjectOf(head), details: { issue: issue.title }, changes }
}

export function takenUp(head: Head, { title, aside }: Pick<Issue, 'title' | 'aside'>): IssueEvent {
  const changes = [textChange('reason', aside?.reason ?? null, null)]
  return { act: 'issues.resume', subject: subjectOf(head), details: { issue: title }, changes }
}

function changesOf(before: Written | undefined, after: Written): FieldChange<Field>[] {
  return onlyChanged([
    textChange('title', before?.title ?? null, after.title),
    textChange('note', before?.note ?? null, after.note),
  ])
}

function subjectOf({ id, title }: Head): IssueEvent['subject'] {
  return { kind: 'assessment', id, name: title }
}
