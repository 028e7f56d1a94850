import {
  type Answer,
  type AnswerContent,
  type CarriedAnswer,
  carriedFrom,
  contentFrom,
  EMPTY_ANSWER,
  FIELD,
  type FieldKey,
  type FieldKind,
  type FieldValues,
  type KeyOf,
  NO_REASON,
} from '../assessment/index.ts'
import type { PersonId } from '../kernel/ids.ts'
import { type AnswerMerge, type FieldMerge, mergeAnswers } from './merge.ts'
import { rowKey, type Understanding } from './understood.ts'

/** How a person decided a conflict: what stands here, what the file says, or for texts and ticks both. */
export type MergeChoice = 'ours' | 'theirs' | 'both'
/** Decisions by `<criterion> <field>`, and for criteria that the file has twice the row to take. */
export type Decisions = {
  choice(criterion: string, field: string): MergeChoice | undefined
  row(criterion: string): string | undefined
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
    return problem.candidates?.filter((candidate) => rowKey(candidate) === row) ?? []
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
): PlannedAnswer[] {
  const idOf = new Map([...people].map(([id, name]) => [fold(name), id as PersonId]))
  return merges.flatMap(({ criterion, fields }) => {
    if (!fields.some((merge) => isTaken(merge, decisions.choice(criterion, merge.field)))) return []
    const before = answers.get(criterion)
    const content: AnswerContent = { ...EMPTY_ANSWER, ...(before ? contentFrom(({ key }) => before[key]) : {}) }
    for (const field of fields) resolveField(content, field, decisions.choice(criterion, field.field), idOf)
    if (content.status === 'notApplicable' && content.reason.trim() === '') content.reason = before?.reason || NO_REASON
    return [{ criterion, from: before?.revision ?? 0, content }]
  })
}

/** Whether a field of the file is written, wholly or below what stands here. */
function isTaken({ outcome }: FieldMerge, decided: MergeChoice | undefined): boolean {
  return outcome === 'take-theirs' || (outcome === 'conflict' && decided !== 'ours')
}

/** Whether a conflict of this field can be decided for both sides. */
export function joinsSides(field: FieldKey): boolean {
  return JOINED[FIELD[field].kind] !== null
}

/** Both sides of a conflict: texts one below the other, and of the ticks what either side ticked or left alone. */
const JOINED: { [Kind in FieldKind]: ((sides: Sides<FieldValues[Kind]>) => FieldValues[Kind]) | null } = {
  status: null,
  person: null,
  text: ({ ours, theirs }) => `${ours}\n――\n${theirs}`,
  ticks: ({ base, ours, theirs }) => {
    const stays = (id: string) => base.includes(id) === false || (ours.includes(id) && theirs.includes(id))
    return [...new Set([...ours, ...theirs])].filter(stays)
  },
}
type Sides<T> = Record<'base' | 'ours' | 'theirs', T>

/** A conflict that came up only with the row that a person chose was never shown: the chosen row is taken, and no text is lost. */
function resolveField(
  content: AnswerContent,
  merge: FieldMerge,
  decided: MergeChoice | undefined,
  idOf: ReadonlyMap<string, PersonId>,
): void {
  if (!isTaken(merge, decided)) return
  const { key, kind, words } = FIELD[merge.field]
  const join = merge.outcome === 'conflict' && decided !== 'theirs' ? JOINED[kind] : null
  const value = join ? join(merge as never) : merge.theirs
  if (kind !== 'person') Object.assign(content, { [key]: value })
  else resolvePerson(content, key, words.ja, String(value), idOf)
}

/** A name that nobody here has goes into the note, so that it is not lost. */
function resolvePerson(
  content: AnswerContent,
  key: KeyOf<'person'>,
  label: string,
  name: string,
  idOf: ReadonlyMap<string, PersonId>,
): void {
  const id = idOf.get(fold(name))
  const line = `${label}(ファイルの記載): ${name}`
  if (name === '' || id) content[key] = id ?? null
  else if (!content.note.split('\n').includes(line)) content.note = [content.note, line].filter(Boolean).join('\n')
}

function fold(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}
