import type { EditionId } from '../catalogue/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { type LogEvent, textChange } from '../log/index.ts'
import type { ReadingChoices } from './understood.ts'

type Head = { id: AssessmentId; title: string }

/** What the log is told of files that leave and come. */
export type ExchangeEvent =
  | LogEvent<'answers.export', { form: string }>
  | LogEvent<'answers.upload', { fileName: string }, 'sha256'>
  | LogEvent<'answers.reading', { fileName: string; said: string }>
  | LogEvent<'wording.import', { source: string }, 'sha256'>
  | LogEvent<'wording.remove'>

export function exported({ id, title }: Head, form: string): ExchangeEvent {
  return { act: 'answers.export', subject: { kind: 'assessment', id, name: title }, details: { form } }
}

export function uploaded({ id, title }: Head, { fileName, sha256 }: { fileName: string; sha256: string }): ExchangeEvent {
  return {
    act: 'answers.upload',
    subject: { kind: 'assessment', id, name: title },
    details: { fileName },
    changes: [textChange('sha256', null, sha256)],
  }
}

/** What a person said of a file that could be read in more than one way. */
export function readingChosen(
  { id, title }: Head,
  fileName: string,
  { sheets, statusColumn, words = {} }: ReadingChoices,
): ExchangeEvent {
  const said = [
    ...(sheets === undefined ? [] : [`sheets: ${[sheets].flat().join(', ')}`]),
    ...(statusColumn === undefined ? [] : [`status column: ${statusColumn}`]),
    ...Object.entries(words).map(([spelling, meaning]) => `${spelling} = ${meaning}`),
  ]
  return {
    act: 'answers.reading',
    subject: { kind: 'assessment', id, name: title },
    details: { fileName, said: said.join('; ').slice(0, 500) },
  }
}

export function wordingImported(id: EditionId, { source, sha256 }: { source: string; sha256: string }): ExchangeEvent {
  return {
    act: 'wording.import',
    subject: { kind: 'edition', id, name: id },
    details: { source },
    changes: [textChange('sha256', null, sha256)],
  }
}

export function wordingRemoved(id: EditionId): ExchangeEvent {
  return { act: 'wording.remove', subject: { kind: 'edition', id, name: id } }
}
