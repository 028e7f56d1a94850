import { type Answer, type AnswerContent, carriedFrom, contentFrom, EMPTY_ANSWER, NO_REASON } from '../assessment/index.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Status } from '../standing/status.ts'
import { type AnswerMerge, type FieldMerge, mergeAnswers } from './merge.ts'
import type { CarriedAnswer } from './own-table.ts'
import type { Understanding, UnderstoodAnswer } from './understood.ts'

/** How a person decided a conflict: what stands here, what the file says, or for a text both, one below the other. */
export type MergeChoice = 'ours' | 'theirs' | 'both'
/** Decisions by `<criterion> <field>`, and for criteria that the file has twice the row to take. */
export type Decisions = {
  choice(criterion: string, field: string): MergeChoice | undefined
  row(criterion: string): number | undefined
}

export type PlannedAnswer = { criterion: string; from: number; content: AnswerContent }

/** Merges the answers of a file into those that stand, against what the file was exported with. */
export function planImport(
  understanding: Understanding,
  base: ReadonlyMap<string, CarriedAnswer>,
  answers: ReadonlyMap<string, Answer>,
  names: ReadonlyMap<string, string>,
  rowOf: Decisions['row'] = () => undefined,
): AnswerMerge[] {
  const ours = new Map([...answers].map(([criterion, answer]) => [criterion, toCarriedAnswer(answer, names)]))
  const chosen = understanding.problems.flatMap((problem) => {
    const row = problem.criterion ? rowOf(problem.criterion) : undefined
    return problem.candidates?.filter((candidate) => candidate.row === row) ?? []
  })
  return mergeAnswers([...understanding.answers, ...chosen], base, ours)
}

/** What an answer says, as a file carries it: the assignee by name. */
export function toCarriedAnswer(answer: Answer, names: ReadonlyMap<string, string>): CarriedAnswer {
  return carriedFrom(answer, (person) => names.get(person) ?? '')
}

/** The answers to write once every conflict is decided: only those that a file changes. */
export function resolveImport(
  merges: readonly AnswerMerge[],
  answers: ReadonlyMap<string, Answer>,
  people: ReadonlyMap<string, string>,
  decisions: Decisions,
  understood: readonly UnderstoodAnswer[],
): PlannedAnswer[] {
  const idOf = new Map([...people].map(([id, name]) => [fold(name), id as PersonId]))
  const ticks = new Map(understood.map((answer) => [answer.criterion, answer.ticked]))
  return merges.flatMap(({ criterion, fields }) => {
    if (!fields.some((merge) => isTaken(merge, decisions.choice(criterion, merge.field)))) return []
    const before = answers.get(criterion)
    const content: AnswerContent = { ...EMPTY_ANSWER, ...(before ? contentFrom(({ key }) => before[key]) : {}) }
    for (const field of fields) resolveField(content, field, decisions.choice(criterion, field.field), idOf)
    content.ticked = ticks.get(criterion) ?? content.ticked
    if (content.status === 'notApplicable' && content.reason.trim() === '') content.reason = before?.reason || NO_REASON
    return [{ criterion, from: before?.revision ?? 0, content }]
  })
}

/** Whether a field of the file is written, wholly or below what stands here. */
function isTaken({ outcome }: FieldMerge, decided: MergeChoice | undefined): boolean {
  return outcome === 'take-theirs' || (outcome === 'conflict' && decided !== 'ours')
}

/** A conflict that came up only with the row that a person chose was never shown: the chosen row is taken, and no text is lost. */
function resolveField(
  content: AnswerContent,
  merge: FieldMerge,
  decided: MergeChoice | undefined,
  idOf: ReadonlyMap<string, PersonId>,
): void {
  if (!isTaken(merge, decided)) return
  const choice = decided ?? (merge.field === 'status' || merge.field === 'assignee' ? 'theirs' : 'both')
  if (merge.field === 'status') content.status = merge.theirs satisfies Status | null
  else if (merge.field === 'assignee') resolveAssignee(content, merge.theirs, idOf)
  else
    content[merge.field] = merge.outcome === 'conflict' && choice === 'both' ? `${merge.ours}\n――\n${merge.theirs}` : merge.theirs
}

/** A name that nobody here has goes into the note, so that it is not lost. */
function resolveAssignee(content: AnswerContent, name: string, idOf: ReadonlyMap<string, PersonId>): void {
  const id = idOf.get(fold(name))
  if (name === '' || id) content.assignee = id ?? null
  else if (!content.note.split('\n').includes(assigneeLine(name))) {
    content.note = [content.note, assigneeLine(name)].filter(Boolean).join('\n')
  }
}

function assigneeLine(name: string): string {
  return `担当(ファイルの記載): ${name}`
}

function fold(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}
