import type { AssessmentId } from '../kernel/ids.ts'
import type { LogEvent } from '../log/index.ts'
import type { Files } from './wish.ts'

/** What the log is told of packs. The subject is the assessment; `list` is the SHA-256 of the pack's list of hashes. */
export type PackEvent = LogEvent<'evidence.pack', { files: Files; pieces: number; list: string }>

export function packed(
  head: { id: AssessmentId; title: string },
  details: { files: Files; pieces: number; list: string },
): PackEvent {
  return { act: 'evidence.pack', subject: { kind: 'assessment', id: head.id, name: head.title }, details }
}
