import type { TenantId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import { type Entry, type Incident, titleOf } from './incident.ts'
import type { SettingName } from './settings.ts'

type Field = 'happenedAt' | 'doneBy' | 'body' | 'concerns' | 'level' | 'correction' | 'setting'
type Of = { drill: boolean }

/** What the log is told of incidents. The subject is the incident by what was found, or the organisation. */
export type IncidentEvent =
  | LogEvent<'incident.report', Of, Field>
  | LogEvent<'incident.enter' | 'incident.correct', Of & { kind: string }, Field>
  | LogEvent<'incident.export', Of & { form: string }>
  | LogEvent<'incident.setting', { setting: string }, Field>

export function reported(incident: Incident): IncidentEvent {
  const [entry] = incident.entries
  const changes = entry ? changesOf(undefined, entry) : []
  return { act: 'incident.report', subject: subjectOf(incident), details: { drill: incident.drill }, changes }
}

export function entered(incident: Incident, entry: Entry): IncidentEvent {
  const details = { drill: incident.drill, kind: entry.kind }
  return { act: 'incident.enter', subject: subjectOf(incident), details, changes: changesOf(undefined, entry) }
}

export function corrected(incident: Incident, before: Entry, after: Entry): IncidentEvent {
  const details = { drill: incident.drill, kind: after.kind }
  return { act: 'incident.correct', subject: subjectOf(incident), details, changes: changesOf(before, after) }
}

export function exported(incident: Incident, form: 'pdf' | 'docx'): IncidentEvent {
  return { act: 'incident.export', subject: subjectOf(incident), details: { drill: incident.drill, form } }
}

/** A setting as lines before and after. */
export function settingChanged(
  organisation: { id: TenantId; name: string },
  setting: SettingName,
  before: readonly string[] | null,
  after: readonly string[],
): IncidentEvent {
  const changes: FieldChange<Field>[] = [{ field: 'setting', type: 'list', before, after }]
  return { act: 'incident.setting', subject: { kind: 'organisation', ...organisation }, details: { setting }, changes }
}

function changesOf(before: Entry | undefined, after: Entry): FieldChange<Field>[] {
  return onlyChanged<Field>([
    textChange('happenedAt', before?.happenedAt ?? null, after.happenedAt),
    textChange('doneBy', before?.doneBy ?? null, after.doneBy),
    textChange('body', before?.body ?? null, after.body),
    textChange('concerns', before?.concerns ?? null, after.concerns),
    textChange('level', sayLevel(before), sayLevel(after)),
    textChange('correction', null, after.correction),
  ])
}

function sayLevel(entry: Entry | undefined): string | null {
  return entry?.level ? `${entry.level.level} ${entry.level.name}` : null
}

function subjectOf(incident: Incident): Subject {
  return { kind: 'incident', id: incident.id, name: titleOf(incident) }
}
