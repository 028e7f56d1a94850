import type { AssessmentId } from '../kernel/ids.ts'
import { type FieldChange, type LogEvent, onlyChanged, type Sides, textChange } from '../log/index.ts'
import type { Advice } from './advice.ts'
import type { Answer } from './answer.ts'
import { type AnswerContent, EMPTY_ANSWER, FIELDS, type FieldKey, type FieldKind, type FieldValues } from './fields.ts'
import type { ScopeItem } from './scope.ts'
import { toMarkLine } from './state-mark.ts'
import type { Cause } from './version.ts'

type Head = { id: AssessmentId; title: string }
/** The name of a person by identifier, as it is now. */
export type NameOf = (person: string) => string
/** `states`: the marks of what was written, a line per answer (`state-mark.ts`). */
type OneCriterion = { criterion: string; states: string[] }
type ManyAct = 'answer.import' | 'answer.assign' | 'answer.quick' | 'answer.unimport' | 'answer.many'

/** What the log is told of assessments and their answers. Where an act is about one criterion, its details name it. */
export type AssessmentEvent =
  | LogEvent<'answer.record', OneCriterion, FieldKey>
  | LogEvent<'answer.restore', OneCriterion & { revision: number }, FieldKey>
  | LogEvent<'answer.task', OneCriterion & { task: string }, FieldKey>
  | LogEvent<'answer.confirm', OneCriterion, 'confirmedReason'>
  | LogEvent<ManyAct, { count: number; states: string[] }, FieldKey>
  | LogEvent<'assessment.seal', { states: string[] }>
  | LogEvent<'assessment.begin', undefined, 'target' | 'edition'>
  | LogEvent<'assessment.settings', undefined, 'title' | 'target'>
  | LogEvent<'assessment.scope', undefined, ScopeItem['kind']>
  | LogEvent<'assessment.remove'>
  | LogEvent<'answer.advice', OneCriterion, FieldKey>
  | LogEvent<'advice.write', { criterion: string; kind: Advice['kind'] }, 'advice'>
  | LogEvent<'advice.close' | 'advice.open', { criterion: string; kind: Advice['kind'] }>

/** An answer that was saved. */
export function answered(head: Head, before: Answer | undefined, after: Answer, nameOf: NameOf): AssessmentEvent {
  return {
    act: 'answer.record',
    subject: subjectOf(head),
    details: { criterion: after.criterion, states: [toMarkLine(after, 'answer')] },
    changes: changesOf(before ?? EMPTY_ANSWER, after, nameOf),
  }
}

/** An answer that says again what its version of that revision said. */
export function restored(head: Head, before: Answer, after: Answer, revision: number, nameOf: NameOf): AssessmentEvent {
  return {
    act: 'answer.restore',
    subject: subjectOf(head),
    details: { criterion: after.criterion, states: [toMarkLine(after, 'restore')], revision },
    changes: changesOf(before, after, nameOf),
  }
}

/** What a finished task proposed, as a person accepted or changed it. */
export function tookProposal(
  head: Head,
  before: Answer | undefined,
  after: Answer,
  task: string,
  nameOf: NameOf,
): AssessmentEvent {
  return {
    act: 'answer.task',
    subject: subjectOf(head),
    details: { criterion: after.criterion, states: [toMarkLine(after, 'task')], task },
    changes: changesOf(before ?? EMPTY_ANSWER, after, nameOf),
  }
}

/** A wording that was taken over into an answer. */
export function tookAdvice(head: Head, before: Answer | undefined, after: Answer, nameOf: NameOf): AssessmentEvent {
  return { ...answered(head, before, after, nameOf), act: 'answer.advice' } as AssessmentEvent
}

/** Something that was said of a criterion, beside its answer. */
export function advised(head: Head, { criterion, kind, body }: Advice): AssessmentEvent {
  const changes = [textChange('advice', null, body)]
  return { act: 'advice.write', subject: subjectOf(head), details: { criterion, kind }, changes }
}

/** A question or a wording that was closed, or is open again. */
export function adviceEnded(head: Head, { criterion, kind }: Advice, open: boolean): AssessmentEvent {
  return { act: open ? 'advice.open' : 'advice.close', subject: subjectOf(head), details: { criterion, kind } }
}

/** Many answers written at once: each change says its criterion. */
export function wroteMany(
  head: Head,
  act: Exclude<ManyAct, 'answer.quick'>,
  pairs: readonly { before: Answer | undefined; after: Answer }[],
  nameOf: NameOf,
): AssessmentEvent {
  return {
    act,
    subject: subjectOf(head),
    details: { count: pairs.length, states: pairs.map(({ after }) => toMarkLine(after, CAUSES[act])) },
    changes: pairs.flatMap(({ before, after }) =>
      changesOf(before ?? EMPTY_ANSWER, after, nameOf).map((change) => ({ ...change, criterion: after.criterion })),
    ),
  }
}

/** What a quick assessment said of `count` requirements, kept with the assessment that begins from it. No answer is written. */
export function tookQuickOver(head: Head, count: number): AssessmentEvent {
  return { act: 'answer.quick', subject: subjectOf(head), details: { count, states: [] }, changes: [] }
}

/** A 該当なし that a second person confirmed. */
export function confirmed(head: Head, answer: Answer): AssessmentEvent {
  return {
    act: 'answer.confirm',
    subject: subjectOf(head),
    details: { criterion: answer.criterion, states: [toMarkLine(answer, 'confirm')] },
    changes: [textChange('confirmedReason', null, answer.reason)],
  }
}

/** How the answers stand that an older version wrote without saying so. */
export function sealed(head: Head, states: string[]): AssessmentEvent {
  return { act: 'assessment.seal', subject: subjectOf(head), details: { states } }
}

/** An assessment that was begun. */
export function begun(head: Head & { edition: string; target: number }): AssessmentEvent {
  return {
    act: 'assessment.begin',
    subject: subjectOf(head),
    changes: [
      { field: 'target', type: 'number', before: null, after: head.target },
      { field: 'edition', type: 'text', before: null, after: head.edition },
    ],
  }
}

/** A name or a target that changed. */
export function settingsChanged(before: Head & { target: number }, after: { title: string; target: number }): AssessmentEvent {
  return {
    act: 'assessment.settings',
    subject: subjectOf(before),
    changes: onlyChanged<'title' | 'target'>([
      textChange('title', before.title, after.title),
      { field: 'target', type: 'number', before: before.target, after: after.target },
    ]),
  }
}

/** An assessment that is gone. */
export function removed(head: Head): AssessmentEvent {
  return { act: 'assessment.remove', subject: subjectOf(head) }
}

/** A scope that changed. */
export function scoped(head: Head, before: readonly ScopeItem[], after: readonly ScopeItem[]): AssessmentEvent {
  return {
    act: 'assessment.scope',
    subject: subjectOf(head),
    changes: onlyChanged(
      SCOPE_KINDS.map((kind) => ({ field: kind, type: 'list', before: itemsOf(before, kind), after: itemsOf(after, kind) })),
    ),
  }
}

const CAUSES = {
  'answer.import': 'import',
  'answer.assign': 'assign',
  'answer.unimport': 'unimport',
  'answer.many': 'answer',
} as const satisfies Record<Exclude<ManyAct, 'answer.quick'>, Cause>
const SCOPE_KINDS = ['site', 'system', 'cloud', 'exclusion'] as const satisfies readonly ScopeItem['kind'][]

function changesOf(before: AnswerContent, after: AnswerContent, nameOf: NameOf): FieldChange<FieldKey>[] {
  return onlyChanged(
    FIELDS.map(({ key, kind }) => ({ field: key, ...FACTS[kind](before[key] as never, after[key] as never, nameOf) })),
  )
}

/** Both sides of a field of each kind, as the log keeps them. */
const FACTS: {
  [Kind in FieldKind]: (before: FieldValues[Kind], after: FieldValues[Kind], nameOf: NameOf) => Sides
} = {
  status: (before, after) => ({ type: 'code', before: before ?? 'unanswered', after: after ?? 'unanswered' }),
  text: (before, after) => ({ type: 'text', before: before || null, after: after || null }),
  person: (before, after, nameOf) => {
    const named = (person: typeof before) => (person === null ? null : { id: person, name: nameOf(person) })
    return { type: 'person', before: named(before), after: named(after) }
  },
  ticks: (before, after) => {
    const sorted = (ticked: string[]) => (ticked.length === 0 ? null : [...ticked].sort())
    return { type: 'list', before: sorted(before), after: sorted(after) }
  },
}

function itemsOf(items: readonly ScopeItem[], kind: ScopeItem['kind']): string[] | null {
  const own = items.filter((item) => item.kind === kind)
  return own.length === 0 ? null : own.map(({ name, reason }) => (reason ? `${name} (${reason})` : name))
}

function subjectOf({ id, title }: Head) {
  return { kind: 'assessment', id, name: title }
}
