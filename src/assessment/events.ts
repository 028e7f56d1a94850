import type { AssessmentId } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Change, LogEvent } from '../log/index.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import type { Answer } from './answer.ts'
import { type AnswerContent, EMPTY_ANSWER, FIELDS, type FieldKind, type FieldValues } from './fields.ts'
import type { ScopeItem } from './scope.ts'

type Head = { id: AssessmentId; title: string }
/** The name of a person by identifier, for the words of the log. */
export type NameOf = (person: string) => string

/** What the log says of an answer that was saved. */
export function answered(head: Head, before: Answer | undefined, after: Answer, nameOf: NameOf): LogEvent {
  return {
    act: 'answer.record',
    about: head.id,
    words: {
      ja: `評価「${head.title}」の ${after.criterion} に回答しました。`,
      en: `Answered ${after.criterion} of the assessment “${head.title}”.`,
    },
    changes: changesOf(before ?? EMPTY_ANSWER, after, nameOf),
  }
}

/** What the log says of many answers written at once: each change begins with its criterion. */
export function wroteMany(
  head: Head,
  act: 'answer.import' | 'answer.assign' | 'answer.quick',
  pairs: readonly { before: Answer | undefined; after: Answer }[],
  nameOf: NameOf,
): LogEvent {
  const count = pairs.length
  return {
    act,
    about: head.id,
    words: {
      ja: `評価「${head.title}」の${count}件の${MANY[act].ja}。`,
      en: `${MANY[act].en} ${count} criteria of the assessment “${head.title}”.`,
    },
    changes: pairs.flatMap(({ before, after }) =>
      changesOf(before ?? EMPTY_ANSWER, after, nameOf).map((change) => ({
        ...change,
        what: { ja: `${after.criterion} ${change.what.ja}`, en: `${after.criterion} ${change.what.en}` },
      })),
    ),
  }
}

/** What the log says of a 該当なし that a second person confirmed. */
export function confirmed(head: Head, criterion: string, reason: string): LogEvent {
  return {
    act: 'answer.confirm',
    about: head.id,
    words: {
      ja: `評価「${head.title}」の ${criterion} が「該当なし」であることを確認しました。`,
      en: `Confirmed that ${criterion} of the assessment “${head.title}” does not apply.`,
    },
    changes: [{ what: { ja: '確認した理由', en: 'The reason confirmed' }, before: null, after: reason }],
  }
}

/** What the log says of an assessment that was begun. */
export function begun(head: Head & { edition: string; target: number }): LogEvent {
  return {
    act: 'assessment.begin',
    about: head.id,
    words: { ja: `評価「${head.title}」を始めました。`, en: `Began the assessment “${head.title}”.` },
    changes: [
      { what: TARGET, before: null, after: `★${head.target}` },
      { what: { ja: '評価基準の版', en: 'Edition' }, before: null, after: head.edition },
    ],
  }
}

/** What the log says of a name or a target that changed. */
export function settled(before: Head & { target: number }, after: { title: string; target: number }): LogEvent {
  return {
    act: 'assessment.settings',
    about: before.id,
    words: { ja: `評価「${before.title}」の設定を変えました。`, en: `Changed the settings of the assessment “${before.title}”.` },
    changes: [
      { what: { ja: '名前', en: 'Name' }, before: before.title, after: after.title },
      { what: TARGET, before: `★${before.target}`, after: `★${after.target}` },
    ].filter(({ before, after }) => before !== after),
  }
}

/** What the log says of an assessment that is gone. */
export function removed(head: Head): LogEvent {
  return {
    act: 'assessment.remove',
    about: head.id,
    words: {
      ja: `評価「${head.title}」を、回答と履歴ごと消しました。`,
      en: `Removed the assessment “${head.title}” with its answers and their history.`,
    },
  }
}

/** What the log says of a scope that changed. */
export function scoped(head: Head, before: readonly ScopeItem[], after: readonly ScopeItem[]): LogEvent {
  return {
    act: 'assessment.scope',
    about: head.id,
    words: { ja: `評価「${head.title}」の適用範囲を変えました。`, en: `Changed the scope of the assessment “${head.title}”.` },
    changes: [{ what: { ja: '適用範囲', en: 'Scope' }, before: linesOf(before), after: linesOf(after) }],
  }
}

function changesOf(before: AnswerContent, after: AnswerContent, nameOf: NameOf): Change[] {
  const told = (content: AnswerContent) => FIELDS.map(({ key, kind }) => TOLD[kind](content[key] as never, nameOf))
  const [was, is] = [told(before), told(after)]
  return FIELDS.map(({ words }, index) => ({ what: words, before: was[index] ?? null, after: is[index] ?? null })).filter(
    ({ before, after }) => JSON.stringify(before) !== JSON.stringify(after),
  )
}

/** A value of each kind in the words of the log. */
const TOLD: { [Kind in FieldKind]: (value: FieldValues[Kind], nameOf: NameOf) => Words | string | null } = {
  status: (status) => STANDING_WORDS[status ?? 'unanswered'],
  text: (text) => text,
  person: (person, nameOf) => (person === null ? null : nameOf(person)),
  ticks: (ticked) => [...ticked].sort().join(' '),
}

function linesOf(items: readonly ScopeItem[]): string {
  return items.map(({ kind, name, reason }) => `${SCOPE_NAMES[kind]}: ${name}${reason ? ` (${reason})` : ''}`).join('\n')
}

const TARGET = { ja: 'めざす★', en: 'Target' }
const SCOPE_NAMES: Record<ScopeItem['kind'], string> = {
  site: '拠点',
  system: 'システム',
  cloud: 'クラウド',
  exclusion: '対象外',
}
const MANY = {
  'answer.import': { ja: '回答をファイルから取り込みました', en: 'Imported' },
  'answer.assign': { ja: '担当を割り当てました', en: 'Assigned' },
  'answer.quick': { ja: '項目にクイックアセスメントの答えを写しました', en: 'Took the quick assessment over into' },
}
