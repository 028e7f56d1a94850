import { canonicalJson, markOf } from '../log/index.ts'
import type { Answer } from './answer.ts'
import { type AnswerContent, EMPTY_ANSWER, FIELDS, sameValue } from './fields.ts'
import { type AnswerVersion, type Cause, versionOf } from './version.ts'

/** What the log says of an answer that was written: the marks of its row and of its version, at that revision. */
export type StateMark = { criterion: string; revision: number; answer: string; version: string }

/** How the log writes it down, in the details of the act that wrote the answer. */
export function toMarkLine(answer: Answer, cause: Cause): string {
  return `${answer.criterion} ${answer.revision} ${markOfAnswer(answer)} ${markOfVersion(answer.criterion, versionOf(answer, cause))}`
}

/** Reads such a line; nothing where it is none. */
export function readMarkLine(line: string): StateMark | undefined {
  const [, criterion = '', revision, answer = '', version = ''] = /^(\S+) (\d{1,9}) (\S{22}) (\S{22})$/.exec(line) ?? []
  return revision === undefined ? undefined : { criterion, revision: Number(revision), answer, version }
}

/** Everything that a row of an answer says. */
export function markOfAnswer(answer: Answer): string {
  const { criterion, revision, changedBy, changedAt, statedBy, confirmation } = answer
  return markOf(canonicalJson({ ...said(answer), criterion, revision, changedBy, changedAt, statedBy, confirmation }))
}

/** Everything that a version of an answer says. */
export function markOfVersion(criterion: string, version: AnswerVersion): string {
  const { revision, cause, confirmed, changedBy, changedAt } = version
  return markOf(canonicalJson({ ...said(version), criterion, revision, cause, confirmed, changedBy, changedAt }))
}

/** The fields that say something: one that comes to be later changes no mark of before. */
function said(content: AnswerContent): Record<string, unknown> {
  const fields = FIELDS.filter(({ key }) => !sameValue(content[key], EMPTY_ANSWER[key]))
  return Object.fromEntries(
    fields.map(({ key }) => {
      const value = content[key]
      return [key, Array.isArray(value) ? value.toSorted() : value]
    }),
  )
}
