import { type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import type { DutyAt, OperationRecord } from './record.ts'

type Field = 'doneOn' | 'doneBy' | 'periodFrom' | 'periodTo' | 'lookedAt' | 'result' | 'found' | 'correction' | 'evidence'
/** Of which duty, and the day for which it is scheduled; empty where there is none. */
type Of = { duty: string; scheduled: string }

/** What the log is told of records. The subject is the record, by its duty and day. */
export type RecordEvent =
  | LogEvent<'record.add', Of & { via: string; task: string; people: number; attended: number }, Field>
  | LogEvent<'record.correct', Of & { corrected: string }, Field>
  | LogEvent<'record.sign', Of>
  | LogEvent<'record.ask', Of & { name: string }>
  | LogEvent<'record.revoke', Of & { name: string }>
  | LogEvent<'record.setting', { duty: string; asksSignature: boolean }>

/** A record that was added; with the titles of its evidence. */
export function added(record: OperationRecord, task: string, evidence: readonly string[]): RecordEvent {
  const people = record.attendance ?? []
  const attended = people.filter((one) => one.attended).length
  const details = { ...of(record), via: record.via, task, people: people.length, attended }
  return { act: 'record.add', subject: subjectOf(record), details, changes: changesOf(undefined, record, evidence) }
}

/** A record that takes the place of another one. */
export function corrected(before: OperationRecord, after: OperationRecord, evidence: readonly string[]): RecordEvent {
  const details = { ...of(after), corrected: before.id }
  return { act: 'record.correct', subject: subjectOf(after), details, changes: changesOf(before, after, evidence) }
}

export function signed(record: OperationRecord): RecordEvent {
  return { act: 'record.sign', subject: subjectOf(record), details: of(record) }
}

/** Somebody was asked to do one check. */
export function asked(request: DutyAt & { id: string }, name: string): RecordEvent {
  return { act: 'record.ask', subject: subjectOf(request), details: { ...of(request), name } }
}

export function linkRevoked(request: DutyAt & { id: string }, name: string): RecordEvent {
  return { act: 'record.revoke', subject: subjectOf(request), details: { ...of(request), name } }
}

export function settingChanged(tenant: string, duty: string, asksSignature: boolean): RecordEvent {
  const subject = { kind: 'organisation', id: tenant, name: '' }
  return { act: 'record.setting', subject, details: { duty, asksSignature } }
}

function changesOf(before: OperationRecord | undefined, after: OperationRecord, evidence: readonly string[]) {
  const day = (field: 'doneOn' | 'periodFrom' | 'periodTo') =>
    ({ field, type: 'day', before: before?.[field] ?? null, after: after[field] }) as const
  return onlyChanged<Field>([
    day('doneOn'),
    textChange('doneBy', before?.doneBy ?? null, after.doneBy),
    day('periodFrom'),
    day('periodTo'),
    textChange('lookedAt', before?.lookedAt ?? null, after.lookedAt),
    { field: 'result', type: 'code', before: before?.result ?? null, after: after.result },
    textChange('found', before?.found ?? null, after.found),
    textChange('correction', null, after.correction),
    { field: 'evidence', type: 'list', before: null, after: evidence.length > 0 ? evidence : null },
  ])
}

function of({ duty, scheduled }: DutyAt): Of {
  return { duty, scheduled: scheduled ?? '' }
}

function subjectOf({ id, duty, scheduled }: DutyAt & { id: string }): Subject {
  return { kind: 'record', id, name: [duty, scheduled].filter(Boolean).join(' ') }
}
