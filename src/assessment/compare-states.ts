import type { AssessmentId } from '../kernel/ids.ts'
import type { StateVerdict } from '../log/index.ts'
import type { Answer } from './answer.ts'
import { QUICK_NOTES, type QuickSaid, quickSaidOf } from './quick-said.ts'
import { markOfAnswer, markOfVersion, readMarkLine, type StateMark } from './state-mark.ts'
import type { AnswerVersion } from './version.ts'

/**
 * What the log tells of an assessment's answers. `older`: also of some that it gives no marks for, written by an older version;
 * `sealed`: it then gave one for each answer that there was.
 */
export type Told = { title: string; removed: boolean; older: boolean; sealed: boolean; marks: Map<string, StateMark[]> }
/** An assessment as its tables have it; `packed` is what its numbers should be made of. */
export type Stored = {
  id: AssessmentId
  title: string
  standings: string
  packed: string
  quick: QuickSaid
  answers: readonly Answer[]
  versions: readonly (AnswerVersion & { criterion: string })[]
}
/** Takes up one event of the log, in order. */
export function takeEvent(
  told: Map<string, Told>,
  event: { act: string; about: string; name: string; states: readonly string[] | undefined },
): void {
  const { act, about, name, states } = event
  const assessment = told.get(about) ?? begun(name, act !== 'assessment.begin')
  told.set(about, assessment)
  if (act === 'assessment.remove') assessment.removed = true
  if (act === 'assessment.seal') assessment.sealed = true
  if (!act.startsWith('answer.') && states === undefined) return
  if (states === undefined) assessment.older = true
  for (const line of states ?? []) {
    const mark = readMarkLine(line)
    if (mark) assessment.marks.set(mark.criterion, [...(assessment.marks.get(mark.criterion) ?? []), mark])
  }
}

/** Compares the answers of an organisation with what its log tells of them. `ended`: the log no longer says all that it said. */
export function compareStates(told: ReadonlyMap<string, Told>, stored: readonly Stored[], ended: boolean): StateVerdict {
  const check: Check = { same: 0, unknown: 0, damages: [] }
  for (const assessment of stored) compareOne(check, told.get(assessment.id), assessment, ended)
  const there = new Set<string>(stored.map(({ id }) => id))
  for (const [id, { title, removed }] of told) {
    if (!removed && !there.has(id)) check.damages.push(WORDS.gone(title))
  }
  return check
}

function begun(title: string, older: boolean): Told {
  return { title, removed: false, older, sealed: false, marks: new Map() }
}

type Check = StateVerdict & { damages: StateVerdict['damages'][number][] }

function compareOne(check: Check, told: Told | undefined, stored: Stored, ended: boolean): void {
  const { title } = stored
  if (!told && !ended) check.damages.push(WORDS.strange(title))
  if (stored.standings !== stored.packed) check.damages.push(WORDS.standings(title))
  const mayLack = ended || told?.older === true
  const answers = new Map(stored.answers.map((answer) => [answer.criterion, answer]))
  const versions = new Map(stored.versions.map((version) => [`${version.criterion} ${version.revision}`, version]))
  for (const [criterion, answer] of answers) {
    const marks = told?.marks.get(criterion) ?? []
    const last = marks.at(-1)
    if (!last && mayLack && !told?.sealed) check.unknown += 1
    else if (last && last.revision === answer.revision && marksOf(answer, stored.quick).includes(last.answer)) check.same += 1
    else check.damages.push(WORDS.answer(title, criterion))
  }
  for (const [criterion, marks] of told?.marks ?? []) {
    if (!answers.has(criterion)) check.damages.push(WORDS.missing(title, criterion))
    for (const { revision, version } of marks) {
      const own = versions.get(`${criterion} ${revision}`)
      if (!own || markOfVersion(criterion, own) !== version) check.damages.push(WORDS.version(title, criterion, revision))
    }
  }
  for (const { criterion, revision } of stored.versions) {
    const marks = told?.marks.get(criterion) ?? []
    const known = marks.some((mark) => mark.revision === revision) || (mayLack && revision < (marks[0]?.revision ?? Infinity))
    if (!known) check.damages.push(WORDS.version(title, criterion, revision))
  }
}

/** The mark of an answer; and where a note was the machine's own words, which have moved to the assessment, its mark with them. */
function marksOf(answer: Answer, quick: QuickSaid): string[] {
  const said = answer.note === '' ? quickSaidOf(quick, answer.criterion) : undefined
  return [answer, ...(said ? [{ ...answer, note: QUICK_NOTES[said] }] : [])].map(markOfAnswer)
}

const WORDS = {
  answer: (title: string, criterion: string) => ({
    ja: `評価「${title}」の ${criterion} の回答が、記録にあるものと違います。`,
    en: `The answer to ${criterion} of “${title}” is not what the log says.`,
  }),
  missing: (title: string, criterion: string) => ({
    ja: `評価「${title}」の ${criterion} の回答が、記録にはあるのに、ありません。`,
    en: `The answer to ${criterion} of “${title}” is in the log, and not there.`,
  }),
  version: (title: string, criterion: string, revision: number) => ({
    ja: `評価「${title}」の ${criterion} の履歴(${revision}回目)が、記録にあるものと違います。`,
    en: `Version ${revision} of ${criterion} of “${title}” is not what the log says.`,
  }),
  standings: (title: string) => ({
    ja: `評価「${title}」の集計のもとが、回答と合いません。`,
    en: `What the numbers of “${title}” are made of does not fit its answers.`,
  }),
  strange: (title: string) => ({
    ja: `評価「${title}」が始められたことが、記録にありません。`,
    en: `The log does not say that “${title}” was begun.`,
  }),
  gone: (title: string) => ({
    ja: `評価「${title}」がありません。消したという記録もありません。`,
    en: `“${title}” is gone, and the log does not say that it was removed.`,
  }),
}
