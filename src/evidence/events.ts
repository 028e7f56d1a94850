import { type FieldChange, type LogEvent, onlyChanged, textChange } from '../log/index.ts'
import type { Content, Piece, Said } from './piece.ts'

type Field = keyof Said | 'content' | 'sha256' | 'note' | 'reason'

/** What the log is told of evidence. The subject is the piece by the title that it had then. */
export type EvidenceEvent =
  | LogEvent<'evidence.add', { targets: string[] }, Field>
  | LogEvent<'evidence.change', undefined, Field>
  | LogEvent<'evidence.many', { count: number; pieces: string[] }, Field>
  | LogEvent<'evidence.version', { version: number }, Field>
  | LogEvent<'evidence.link', { targets: string[]; pieces: string[] }>
  | LogEvent<'evidence.unlink', { target: string }>
  | LogEvent<'evidence.check', { target: string; version: number }>
  | LogEvent<'evidence.uncheck', { target: string }>
  | LogEvent<'evidence.withdraw', undefined, Field>
  | LogEvent<'evidence.return'>
  | LogEvent<'evidence.open', { version: number; way: string }>
  | LogEvent<'evidence.export', { form: string; count: number }>

type Subject = Pick<Piece, 'id' | 'title'>

/** A piece that somebody added, and what it was linked to at once. */
export function added(piece: Piece, targets: readonly string[], note: string): EvidenceEvent {
  const changes = [...changesOf(undefined, piece), ...contentChanges(undefined, piece.content), textChange('note', null, note)]
  return { act: 'evidence.add', subject: subjectOf(piece), details: { targets: [...targets] }, changes: onlyChanged(changes) }
}

export function changed(before: Piece, after: Piece): EvidenceEvent {
  return { act: 'evidence.change', subject: subjectOf(before), changes: changesOf(before, after) }
}

/** One change of many pieces, told once: what it makes of each. */
export function changedMany(pairs: readonly { before: Piece; after: Piece }[], first: Piece): EvidenceEvent {
  const changes = pairs.flatMap(({ before, after }) => changesOf(before, after).map((one) => ({ ...one, before: null })))
  const once = [...new Map(changes.map((change) => [change.field, change])).values()]
  const pieces = pairs.map(({ before }) => before.title)
  return { act: 'evidence.many', subject: subjectOf(first), details: { count: pairs.length, pieces }, changes: once }
}

/** A new version: its content is a fact beside the ones before. */
export function versioned(before: Piece, after: Piece, note: string): EvidenceEvent {
  const changes = onlyChanged([...contentChanges(before.content, after.content), textChange('note', null, note)])
  return { act: 'evidence.version', subject: subjectOf(before), details: { version: after.version }, changes }
}

export function linked(first: Subject, pieces: readonly Subject[], targets: readonly string[]): EvidenceEvent {
  const titles = pieces.map(({ title }) => title)
  return { act: 'evidence.link', subject: subjectOf(first), details: { targets: [...targets], pieces: titles } }
}

export function unlinked(piece: Subject, target: string): EvidenceEvent {
  return { act: 'evidence.unlink', subject: subjectOf(piece), details: { target } }
}

/** Somebody looked at a version and found that it shows what it is linked to; without a version, somebody took that back. */
export function checked(piece: Subject, target: string, version: number | undefined): EvidenceEvent {
  if (version === undefined) return { act: 'evidence.uncheck', subject: subjectOf(piece), details: { target } }
  return { act: 'evidence.check', subject: subjectOf(piece), details: { target, version } }
}

export function withdrawn(piece: Piece, reason: string): EvidenceEvent {
  return { act: 'evidence.withdraw', subject: subjectOf(piece), changes: [textChange('reason', null, reason)] }
}

export function returned(piece: Piece): EvidenceEvent {
  return { act: 'evidence.return', subject: subjectOf(piece) }
}

/** The content of a version was handed out: downloaded, or shown in the page. */
export function opened(piece: Subject, version: number, way: 'download' | 'preview'): EvidenceEvent {
  return { act: 'evidence.open', subject: subjectOf(piece), details: { version, way } }
}

/** The list was handed out. The subject is the organisation's library. */
export function exported(tenant: string, form: string, count: number): EvidenceEvent {
  return { act: 'evidence.export', subject: { kind: 'organisation', id: tenant, name: '' }, details: { form, count } }
}

function changesOf(before: Piece | undefined, after: Piece): FieldChange<Field>[] {
  const day = (field: 'periodFrom' | 'periodTo' | 'issuedOn' | 'validUntil'): FieldChange<Field> => ({
    ...{ field, type: 'day', before: before?.[field] ?? null, after: after[field] },
  })
  return onlyChanged<Field>([
    textChange('title', before?.title ?? null, after.title),
    { field: 'kind', type: 'code', before: before?.kind ?? null, after: after.kind },
    day('periodFrom'),
    day('periodTo'),
    day('issuedOn'),
    textChange('source', before?.source ?? null, after.source),
    textChange('custodian', before?.custodian ?? null, after.custodian),
    { field: 'confidentiality', type: 'code', before: before?.confidentiality ?? null, after: after.confidentiality },
    day('validUntil'),
    { field: 'insidersOnly', type: 'yes', before: before?.insidersOnly ?? null, after: after.insidersOnly },
  ])
}

function contentChanges(before: Content | undefined, after: Content): FieldChange<Field>[] {
  const hash = (content: Content | undefined) => (content && content.type !== 'link' ? content.sha256 : null)
  return onlyChanged<Field>([
    textChange('content', before ? sayContent(before) : null, sayContent(after)),
    textChange('sha256', hash(before), hash(after)),
  ])
}

function sayContent(content: Content): string {
  if (content.type === 'link') return content.href
  return content.type === 'file' ? content.name : [content.place, content.keeper].filter(Boolean).join(' / ')
}

function subjectOf({ id, title }: Subject) {
  return { kind: 'evidence', id, name: title }
}
