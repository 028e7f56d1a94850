import type { EditionId } from '../catalogue/index.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import type { Move } from './occurrence.ts'
import type { Schedule } from './schedule.ts'

type Field = 'assignee' | 'substitute' | 'every' | 'first' | 'nextWorkday'
/** What somebody decides of a duty. */
type Settings = Pick<Schedule, 'every' | 'first' | 'nextWorkday'> & {
  assignee: PersonId | null
  substitute: PersonId | null
}

/** What the log is told of duties. The subject is the duty, or the organisation; `whose` is a person's name, empty for the organisation. */
export type DutyEvent =
  | LogEvent<'duty.change', { duty: string }, Field>
  | LogEvent<'duty.move', { duty: string; scheduled: string }, 'due' | 'reason'>
  | LogEvent<'duty.year', undefined, 'month'>
  | LogEvent<'duty.calendar' | 'duty.calendar-end', { whose: string }>

/** A duty as the log names it: its id, and what it is called in Japanese. */
type Named = { id: string; edition: EditionId }

export function changed(duty: Named, before: Settings, after: Settings, nameOf: (person: string) => string): DutyEvent {
  const named = (id: PersonId | null) => (id === null ? null : { id, name: nameOf(id) })
  const person = (field: 'assignee' | 'substitute'): FieldChange<Field> => ({
    ...{ field, type: 'person', before: named(before[field]), after: named(after[field]) },
  })
  return {
    ...about(duty),
    act: 'duty.change',
    details: { duty: duty.id },
    changes: onlyChanged([
      person('assignee'),
      person('substitute'),
      { field: 'every', type: 'code', before: before.every, after: after.every },
      { field: 'first', type: 'day', before: before.first, after: after.first },
      { field: 'nextWorkday', type: 'yes', before: before.nextWorkday, after: after.nextWorkday },
    ]),
  }
}

export function moved(duty: Named, before: string, { scheduled, due, reason }: Move): DutyEvent {
  return {
    ...about(duty),
    act: 'duty.move',
    details: { duty: duty.id, scheduled },
    changes: [{ field: 'due', type: 'day', before, after: due }, textChange('reason', null, reason)],
  }
}

export function yearChanged(
  organisation: { id: TenantId; name: string },
  before: number | null,
  after: number | null,
): DutyEvent {
  return { act: 'duty.year', ...of(organisation), changes: [{ field: 'month', type: 'number', before, after }] }
}

export function calendarMade(organisation: { id: TenantId; name: string }, whose: string): DutyEvent {
  return { act: 'duty.calendar', ...of(organisation), details: { whose } }
}

export function calendarEnded(organisation: { id: TenantId; name: string }, whose: string): DutyEvent {
  return { act: 'duty.calendar-end', ...of(organisation), details: { whose } }
}

/** It is named by its criterion alone: a log is read in every language. */
function about({ id, edition }: Named): { subject: Subject } {
  return { subject: { kind: 'duty', id: `${edition}/${id}`, name: id.slice(0, id.indexOf('/')) } }
}

function of({ id, name }: { id: TenantId; name: string }): { subject: Subject } {
  return { subject: { kind: 'organisation', id, name } }
}
