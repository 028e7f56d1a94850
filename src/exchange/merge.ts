import {
  type CarriedAnswer,
  carriedFrom,
  EMPTY_ANSWER,
  FIELDS,
  type FieldKey,
  isQuickNote,
  sameValue,
} from '../assessment/index.ts'
import { type MergeOutcome, mergeOutcome } from '../sheets/merge-outcome.ts'
import { sameText } from '../sheets/text.ts'
import type { UnderstoodAnswer } from './understood.ts'

/** One field of one answer: as exported (`base`), as stored now (`ours`), as the file has it (`theirs`), and what to store. */
export type FieldMerge = {
  [F in FieldKey]: { field: F; outcome: MergeOutcome } & Record<'base' | 'ours' | 'theirs' | 'result', CarriedAnswer[F]>
}[FieldKey]

/** The merge of one answer, its fields in the order of `FIELDS`. */
export type AnswerMerge = { criterion: string; fields: FieldMerge[] }

/** What stands where nobody has answered; the base for a file that no export of ours is known for: its blanks then change nothing. */
export const NO_ANSWER: CarriedAnswer = carriedFrom(EMPTY_ANSWER, () => '')

/**
 * Merges what a file says into what is stored, field by field, against what was exported. A field that the file lacks counts
 * as left alone. Texts that differ in line ends or in blanks at the end count as the same, and ticks in another order.
 */
export function mergeThreeWay(base: CarriedAnswer, ours: CarriedAnswer, theirs: Partial<CarriedAnswer>): FieldMerge[] {
  return FIELDS.map(({ key }) => ({ field: key, ...mergeField(base[key], ours[key], theirs[key]) }) as FieldMerge)
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

/** The fields that a file gave for an answer, and no others. A note that a machine once wrote is nobody's. */
export function toCarried({ status, assignee, texts, ticked }: UnderstoodAnswer): Partial<CarriedAnswer> {
  const { note, ...others } = texts
  return {
    ...others,
    ...(note === undefined || isQuickNote(note) ? {} : { note }),
    ...(status === undefined ? {} : { status }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(ticked === undefined ? {} : { ticked }),
  }
}

type Carried = CarriedAnswer[FieldKey]

/** Whether two files say the same in a field. What only one of them has is not the same. */
export function sameCarried(one: Carried | undefined, other: Carried | undefined): boolean {
  if (typeof one === 'string' && typeof other === 'string') return sameText(one, other)
  return one === other || (one !== undefined && other !== undefined && sameValue(one, other))
}

type Merged = { outcome: MergeOutcome } & Record<'base' | 'ours' | 'theirs' | 'result', Carried>

function mergeField(base: Carried, ours: Carried, given: Carried | undefined): Merged {
  const theirs = given === undefined ? base : given
  const outcome = mergeOutcome(sameCarried(base, ours), sameCarried(base, theirs), sameCarried(ours, theirs))
  return { outcome, base, ours, theirs, result: outcome === 'take-theirs' ? theirs : ours }
}
