import type { AssessmentId } from '../kernel/ids.ts'
import { type LogEvent, textChange } from '../log/index.ts'
import type { StatementChoices } from './read-statement.ts'

type Head = { id: AssessmentId; title: string }

/** What the log is told of statements of applicability. What is taken of one is an import of answers. */
export type StatementEvent =
  | LogEvent<'statement.upload', { fileName: string }, 'sha256'>
  | LogEvent<'statement.reading', { fileName: string; said: string }>
  | LogEvent<'statement.remove', { fileName: string }>

type File = { fileName: string; sha256: string }

export function uploaded({ id, title }: Head, { fileName, sha256 }: File): StatementEvent {
  return {
    act: 'statement.upload',
    subject: { kind: 'assessment', id, name: title },
    details: { fileName },
    changes: [textChange('sha256', null, sha256)],
  }
}

/** What a person said of a file that could be read in more than one way. */
export function readingChosen(
  { id, title }: Head,
  { fileName }: File,
  { sheets = [], columns = {} }: StatementChoices,
): StatementEvent {
  const said = [
    ...(sheets.length === 0 ? [] : [`sheets: ${sheets.join(', ')}`]),
    ...Object.entries(columns).map(([key, column]) => `${key}: ${column}`),
  ]
  return {
    act: 'statement.reading',
    subject: { kind: 'assessment', id, name: title },
    details: { fileName, said: said.join('; ').slice(0, 500) },
  }
}

export function removed({ id, title }: Head, { fileName }: File): StatementEvent {
  return { act: 'statement.remove', subject: { kind: 'assessment', id, name: title }, details: { fileName } }
}
