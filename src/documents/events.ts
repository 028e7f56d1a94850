import type { DocumentId } from '../kernel/ids.ts'
import { type LogEvent, onlyChanged, type Subject, textChange } from '../log/index.ts'
import { differencesBetween } from './differences.ts'
import { type Document, type DocumentContent, type DocumentVersion, readContent } from './document.ts'

type Named = { id: DocumentId; title: string }
/** The number of the version in its document, and the SHA-256 of what it says. */
type Version = { number: number; sha256: string }

/** What the log is told of documents. */
export type DocumentEvent =
  | LogEvent<'document.begin', { template: string | null }>
  | LogEvent<'document.change', undefined, 'title' | 'taken' | 'added' | 'months'>
  | LogEvent<'document.submit', Version & { officer: string }, 'message'>
  | LogEvent<'document.approve' | 'document.return', Version, 'word'>
  | LogEvent<'document.withdraw' | 'document.publish', Version>
  | LogEvent<'document.export', Version & { format: string }>
  | LogEvent<'document.announce', undefined, 'readers'>
  | LogEvent<'document.revoke', { reader: string }>
  | LogEvent<'document.acknowledge', Version & { reader: string }>
  | LogEvent<'document.record', { format: string }>

export function begun(document: Document): DocumentEvent {
  return { act: 'document.begin', subject: about(document), details: { template: document.template } }
}

export function changed(before: Document, after: Document): DocumentEvent {
  const places = differencesBetween(before, after).filter(({ what }) => what !== 'title')
  const sides = (side: 'from' | 'to') => {
    const texts = places.map((place) => place[side]).filter((text) => text !== null)
    return texts.length > 0 ? texts : null
  }
  return {
    act: 'document.change',
    subject: about(after),
    changes: onlyChanged<'title' | 'taken' | 'added' | 'months'>([
      textChange('title', before.title, after.title),
      { field: 'taken', type: 'list', before: sides('from'), after: null },
      { field: 'added', type: 'list', before: null, after: sides('to') },
      { field: 'months', type: 'number', before: before.reviewMonths, after: after.reviewMonths },
    ]),
  }
}

export function submitted(document: Named, version: DocumentVersion, officer: string): DocumentEvent {
  return {
    ...{ act: 'document.submit', subject: about(document), details: { ...numbered(version), officer } },
    changes: onlyChanged([textChange('message', null, version.message)]),
  }
}

export function decided(
  document: Named,
  version: DocumentVersion,
  outcome: 'approved' | 'returned',
  word: string,
): DocumentEvent {
  return {
    act: outcome === 'approved' ? 'document.approve' : 'document.return',
    ...{ subject: about(document), details: numbered(version) },
    changes: onlyChanged([textChange('word', null, word)]),
  }
}

export function withdrawn(document: Named, version: DocumentVersion): DocumentEvent {
  return { act: 'document.withdraw', subject: about(document), details: numbered(version) }
}

export function published(document: Named, version: DocumentVersion): DocumentEvent {
  return { act: 'document.publish', subject: about(document), details: numbered(version) }
}

export function exported(version: DocumentVersion, format: 'docx' | 'pdf'): DocumentEvent {
  const subject = about({ id: version.document, title: readContent(version).title })
  return { act: 'document.export', subject, details: { ...numbered(version), format } }
}

/** To whom a document was announced. */
export function announced(document: Named, readers: readonly string[]): DocumentEvent {
  const changes = [{ field: 'readers' as const, type: 'list' as const, before: null, after: readers }]
  return { act: 'document.announce', subject: about(document), changes }
}

export function linkRevoked(document: Named, reader: string): DocumentEvent {
  return { act: 'document.revoke', subject: about(document), details: { reader } }
}

/** Somebody without an account said that they read a version. */
export function acknowledged(version: DocumentVersion, reader: string): DocumentEvent {
  const subject = about({ id: version.document, title: readContent(version).title })
  return { act: 'document.acknowledge', subject, details: { ...numbered(version), reader } }
}

/** The record of who acknowledged was taken out as a file, or the links as cards. */
export function recordExported(document: Named, format: 'csv' | 'pdf' | 'cards'): DocumentEvent {
  return { act: 'document.record', subject: about(document), details: { format } }
}

function numbered({ number, sha256 }: DocumentVersion): Version {
  return { number, sha256 }
}

function about({ id, title }: Named | (DocumentContent & Named)): Subject {
  return { kind: 'document', id, name: title }
}
