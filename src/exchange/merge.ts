import { carriedFrom, EMPTY_ANSWER } from '../assessment/index.ts'
import { sameText } from '../sheets/text.ts'
import type { Status } from '../standing/status.ts'
import type { CarriedAnswer } from './own-table.ts'
import { FIELDS, type Field, type UnderstoodAnswer } from './understood.ts'

/** What became of one field. Only `take-theirs` changes what is stored; a `conflict` changes nothing until a person decides. */
type MergeOutcome = 'unchanged' | 'take-theirs' | 'keep-ours' | 'same-change' | 'conflict'

/** One field of one answer: as exported (`base`), as stored now (`ours`), as the file has it (`theirs`), and what to store. */
export type FieldMerge = {
  [F in Field]: { field: F; outcome: MergeOutcome } & Record<'base' | 'ours' | 'theirs' | 'result', CarriedAnswer[F]>
}[Field]

/** The merge of one answer, its fields in the order of `FIELDS`. */
export type AnswerMerge = { criterion: string; fields: FieldMerge[] }

/** What stands where nobody has answered; the base for a file that no export of ours is known for: its blanks then change nothing. */
export const NO_ANSWER: CarriedAnswer = carriedFrom(EMPTY_ANSWER, () => '')

/**
 * Merges what a file says into what is stored, field by field, against what was exported. A field that the file lacks counts
 * as left alone. Texts that differ in line ends or in blanks at the end count as the same.
 */
export function mergeThreeWay(base: CarriedAnswer, ours: CarriedAnswer, theirs: Partial<CarriedAnswer>): FieldMerge[] {
  return FIELDS.map((field) =>
    field === 'status'
      ? { field, ...mergeField<Status | null>(base.status, ours.status, theirs.status, (one, other) => one === other) }
      : { field, ...mergeField(base[field], ours[field], theirs[field], sameText) },
  )
}

/** Merges every answer of a file. Answers that the file does not have are not in the result: they stay as they are. */
export function mergeAnswers(
  answers: readonly UnderstoodAnswer[],
  base: ReadonlyMap<string, CarriedAnswer>,
  ours: ReadonlyMap<string, CarriedAnswer>,
): AnswerMerge[] {
  return answers.map((answer) => ({
    criterion: answer.criterion,
    fields: mergeThreeWay(base.get(answer.criterion) ?? NO_ANSWER, ours.get(answer.criterion) ?? NO_ANSWER, toCarried(answer)),
  }))
}

/** The fields that a file gave for an answer, and no others. */
export function toCarried({ status, assignee, texts }: UnderstoodAnswer): Partial<CarriedAnswer> {
  return { ...texts, ...(status === undefined ? {} : { status }), ...(assignee === undefined ? {} : { assignee }) }
}

type Merged<T> = { outcome: MergeOutcome; base: T; ours: T; theirs: T; result: T }

function mergeField<T>(base: T, ours: T, given: T | undefined, same: (one: T, other: T) => boolean): Merged<T> {
  const theirs = given === undefined ? base : given
  const outcome = outcomeOf(same(base, ours), same(base, theirs), same(ours, theirs))
  return { outcome, base, ours, theirs, result: outcome === 'take-theirs' ? theirs : ours }
}

function outcomeOf(oursKept: boolean, theirsKept: boolean, agree: boolean): MergeOutcome {
  if (oursKept && theirsKept) return 'unchanged'
  if (theirsKept) return 'keep-ours'
  if (oursKept) return 'take-theirs'
  return agree ? 'same-change' : 'conflict'
}
