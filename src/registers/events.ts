import type { RowId, TenantId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, textChange } from '../log/index.ts'
import type { RegisterId } from '../measures/index.ts'
import type { AnyColumn } from './register.ts'
import { type Cause, nameOf, type Row, type Write } from './row.ts'

type Field = 'cells' | 'goneReason' | 'goneOn' | 'columns' | 'note'

/** What the log is told of registers. The subject is a row by the name that it had then, or the organisation's register. */
export type RegisterEvent =
  | LogEvent<'register.add', { register: string }, Field>
  | LogEvent<'register.change', { register: string }, Field>
  | LogEvent<'register.gone', { register: string }, Field>
  | LogEvent<'register.back', { register: string }>
  | LogEvent<'register.cells', { register: string; cause: string; added: number; changed: number; rows: string[] }>
  | LogEvent<'register.columns', { register: string }, Field>
  | LogEvent<'register.import', { register: string; file: string; added: number; changed: number; vanished: number }>
  | LogEvent<'register.export', { register: string; form: string; count: number }>
  | LogEvent<'register.diagram', { links: number }>
  | LogEvent<'stocktake.begin', { register: string; total: number }>
  | LogEvent<'stocktake.end', { register: string; seen: number; changed: number; gone: number; left: number }, Field>

export function added(row: Row, columns: readonly AnyColumn[]): RegisterEvent {
  const changes = onlyChanged([cellChange(columns, undefined, row)])
  return { act: 'register.add', subject: subjectOf(row, columns), details: { register: row.register }, changes }
}

export function changed(before: Row, after: Row, columns: readonly AnyColumn[]): RegisterEvent {
  const changes = onlyChanged([cellChange(columns, before, after)])
  return { act: 'register.change', subject: subjectOf(before, columns), details: { register: after.register }, changes }
}

/** A row is gone from a day on, or is back. */
export function leftOrBack(before: Row, after: Row, columns: readonly AnyColumn[]): RegisterEvent {
  const [subject, details] = [subjectOf(before, columns), { register: after.register }]
  if (!after.gone) return { act: 'register.back', subject, details }
  const changes: FieldChange<Field>[] = [
    { field: 'goneOn', type: 'day', before: null, after: after.gone.on },
    textChange('goneReason', null, after.gone.reason),
  ]
  return { act: 'register.gone', subject, details, changes: onlyChanged(changes) }
}

/** Many cells at once: what rows they are of, as far as an entry has room. */
export function changedMany(
  tenant: TenantId,
  register: RegisterId,
  writes: readonly Write[],
  cause: Cause,
  columns: readonly AnyColumn[],
): RegisterEvent {
  const added = writes.filter(({ before }) => !before).length
  const rows = writes.slice(0, 20).map(({ after }) => nameOf(after, columns))
  return {
    act: 'register.cells',
    subject: whole(tenant),
    details: { register, cause, added, changed: writes.length - added, rows },
  }
}

export function columnsChanged(tenant: TenantId, register: RegisterId, before: string[], after: string[]): RegisterEvent {
  const changes: FieldChange<Field>[] = [{ field: 'columns', type: 'list', before, after }]
  return { act: 'register.columns', subject: whole(tenant), details: { register }, changes }
}

export function imported(
  tenant: TenantId,
  register: RegisterId,
  counts: { file: string; added: number; changed: number; vanished: number },
): RegisterEvent {
  return { act: 'register.import', subject: whole(tenant), details: { register, ...counts } }
}

export function exported(tenant: TenantId, register: RegisterId, form: string, count: number): RegisterEvent {
  return { act: 'register.export', subject: whole(tenant), details: { register, form, count } }
}

export function diagramChanged(tenant: TenantId, links: number): RegisterEvent {
  return { act: 'register.diagram', subject: whole(tenant), details: { links } }
}

export function stocktakeBegun(tenant: TenantId, register: RegisterId, total: number): RegisterEvent {
  return { act: 'stocktake.begin', subject: whole(tenant), details: { register, total } }
}

export function stocktakeEnded(
  tenant: TenantId,
  register: RegisterId,
  counts: { seen: number; changed: number; gone: number; left: number },
  note: string,
): RegisterEvent {
  return {
    act: 'stocktake.end',
    subject: whole(tenant),
    details: { register, ...counts },
    changes: onlyChanged([textChange('note', null, note)]),
  }
}

function cellChange(columns: readonly AnyColumn[], before: Row | undefined, after: Row): FieldChange<Field> {
  const own = columns.filter(({ id }) => (before?.cells[id] ?? '') !== (after.cells[id] ?? ''))
  // By the id of the column: the log is read in either language, and an own column has but one name.
  const say = (row: Row | undefined) =>
    own.flatMap(({ id, own: isOwn, words }) => (row?.cells[id] ? [`${isOwn ? words.ja : id}: ${row.cells[id]}`] : []))
  return { field: 'cells', type: 'list', before: before ? say(before) : null, after: say(after) }
}

function subjectOf(row: Row, columns: readonly AnyColumn[]): { kind: string; id: RowId; name: string } {
  return { kind: 'register-row', id: row.id, name: nameOf(row, columns) }
}

function whole(tenant: TenantId) {
  return { kind: 'organisation', id: tenant, name: '' }
}
