import { type AnswerContent, FIELD, leavesOf } from '../assessment/index.ts'
import type { Criterion, Edition } from '../catalogue/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import { charactersIn } from '../kernel/form.ts'
import type { PersonId } from '../kernel/ids.ts'
import { type Day, dayInJapan, type Instant, toJapaneseDate } from '../kernel/instant.ts'
import { type Measure, monthsToMature, stepsOf } from '../measures/index.ts'
import type { Task } from './task.ts'

/** What a finished task proposes to answer of a criterion, and what a person made of it; `outcome` is null while it waits. */
export type Proposal = {
  criterion: string
  outcome: 'taken' | 'changed' | 'left' | null
  decidedBy: PersonId | null
  decidedAt: Instant | null
}

/** What a proposal is made from. `measure` as whoever reads the proposal reads it; none for a task of people's own. */
type Finished = {
  task: Pick<Task, 'title' | 'note' | 'ticked' | 'evidence'> & { done: NonNullable<Task['done']> }
  measure: Measure | undefined
  /** Who finished it. */
  by: string
  edition: Pick<Edition, 'id' | 'criteria'>
  lang: 'ja' | 'en'
}

/**
 * The answer that a finished task proposes for one of its criteria, from how that stands now. 満たす where every step of its measure is
 * ticked and the result can be shown at once, 一部 otherwise. Evidence is added to what stands there; what is not said here stays.
 */
export function proposeAnswer(finished: Finished, criterion: Criterion, present: AnswerContent): AnswerContent {
  const { task, measure, edition } = finished
  const steps = measure ? stepsOf(measure, edition.id) : []
  const complete = steps.length > 0 && steps.every(({ id }) => task.ticked.includes(id))
  const shown = shownFrom(finished, criterion)
  const met = complete && shown === undefined
  return {
    ...present,
    status: met ? 'met' : 'partial',
    reason: reasonFor(finished, shown),
    evidence: evidenceWith(present.evidence, task.evidence),
    ticked: met ? [...new Set([...present.ticked, ...certainPoints(criterion)])] : present.ticked,
  }
}

/** From which day on what was done can be shown, where the criterion wants records of some time first. */
function shownFrom({ task, measure, edition }: Finished, criterion: Criterion): Day | undefined {
  const months = measure ? monthsToMature(measure, { id: edition.id, criteria: [criterion] }) : 0
  return months > 0 ? addMonths(dayInJapan(task.done.at), months) : undefined
}

/** The boxes that are true where everything is done; of several ways to do it, which one was taken is for a person to say. */
function certainPoints({ points }: Criterion): string[] {
  return points.flatMap((point) => {
    const leaves = leavesOf(point)
    return leaves.length === 1 ? leaves.map(({ id }) => id) : []
  })
}

/** Why the status is proposed: what was done, by whom, when, what is left, and what was noted. At most as long as a reason may be. */
function reasonFor({ task, measure, by, edition, lang }: Finished, shown: Day | undefined): string {
  const say = SENTENCES[lang]
  const steps = measure ? stepsOf(measure, edition.id) : []
  const [ticked, open] = [true, false].map((is) =>
    steps.filter(({ id }) => task.ticked.includes(id) === is).map(({ text }) => text),
  )
  const day = dayInJapan(task.done.at)
  const lines = [
    say.done(task.title, lang === 'ja' ? toJapaneseDate(day) : day, by),
    ...(ticked?.length ? [say.steps(ticked)] : []),
    ...(open?.length ? [say.open(open)] : []),
    ...(shown === undefined ? [] : [say.shown(lang === 'ja' ? toJapaneseDate(shown) : shown)]),
    ...(task.note === '' ? [] : [say.note(task.note)]),
  ]
  const reason = lines.join('\n')
  if (charactersIn(reason) <= FIELD.reason.longest) return reason
  return `${[...reason].slice(0, FIELD.reason.longest - 1).join('')}…`
}

function evidenceWith(there: string, added: string): string {
  return there.includes(added) ? there : [there, added].filter(Boolean).join('\n')
}

const SENTENCES = {
  ja: {
    done: (title: string, day: string, by: string) => `対応「${title}」を${day}に終えた(${by})。`,
    steps: (steps: string[]) => `したこと: ${steps.join('、')}。`,
    open: (steps: string[]) => `まだのこと: ${steps.join('、')}。`,
    shown: (day: string) => `求められる期間の記録がたまるのは${day}の見込み。`,
    note: (note: string) => `メモ: ${note}`,
  },
  en: {
    done: (title: string, day: string, by: string) => `The task “${title}” was finished on ${day} (${by}).`,
    steps: (steps: string[]) => `Done: ${steps.join('; ')}.`,
    open: (steps: string[]) => `Not yet: ${steps.join('; ')}.`,
    shown: (day: string) => `Records of the time that is asked for will be there from ${day}.`,
    note: (note: string) => `Note: ${note}`,
  },
}
