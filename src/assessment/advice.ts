import { z } from 'zod'
import { choiceField, field, plainField, textField } from '../kernel/form.ts'
import { type AdviceId, type PersonId, parseId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { extentOf } from '../roles/permissions.ts'
import { type Actor, seesEverything } from '../roles/sight.ts'
import { ANSWER_TEXTS, type AnswerContent, type AnswerText, FIELD, LONGEST_TEXT } from './fields.ts'
import { mayAnswer, maySee } from './sight.ts'

/** What can be said: something, something that wants an answer, or wording that the client may take over into a field. */
export const ADVICE_KINDS = ['comment', 'question', 'wording'] as const
export type AdviceKind = (typeof ADVICE_KINDS)[number]

export const ADVICE_WORDS: Record<AdviceKind, Words> = {
  comment: { ja: 'コメント', en: 'Comment' },
  question: { ja: '質問', en: 'Question' },
  wording: { ja: '文案', en: 'Suggested wording' },
}

/** One thing that was said of a criterion, beside its answer and never in it. `field`: where a wording belongs. */
export type Advice = {
  id: AdviceId
  criterion: string
  kind: AdviceKind
  field: AnswerText | null
  body: string
  writtenBy: PersonId
  writtenAt: Instant
  /** What became of a question or a wording; null while it is open. */
  ended: { outcome: 'closed' | 'taken'; by: PersonId; at: Instant } | null
}

/** Whether somebody still has to do something about it. */
export function isOpen({ kind, ended }: Pick<Advice, 'kind' | 'ended'>): boolean {
  return kind !== 'comment' && ended === null
}

/** Whether they may speak of a criterion: whoever sees its answer, and answers or advises. */
export function mayAdvise(actor: Actor, answer: Pick<AnswerContent, 'assignee'> | undefined): boolean {
  return extentOf(actor.roles, 'advice.write') !== undefined && maySee(actor, answer)
}

/** Whether they may take a wording over: the client's own people, and no expert, since it becomes the client's word. */
export function mayTake(actor: Actor, answer: Pick<AnswerContent, 'assignee'> | undefined): boolean {
  return actor.engagement === undefined && mayAnswer(actor, answer)
}

/** The fields for which somebody can suggest wording, and be shown it: those that they see. */
export function fieldsFor(actor: Actor): AnswerText[] {
  return ANSWER_TEXTS.filter((key) => seesEverything(actor) || FIELD[key].sight === 'answers')
}

/** What somebody may read of what was said: wording for a field only with the field. */
export function readableBy<A extends Pick<Advice, 'field'>>(actor: Actor, advice: readonly A[]): A[] {
  const fields = new Set<string>(fieldsFor(actor))
  return advice.filter(({ field }) => field === null || fields.has(field))
}

/** The form in which something is said. */
export const ADVICE = z.object({
  kind: choiceField(ADVICE_KINDS, {
    code: 'advice.kind',
    words: { ja: 'コメント・質問・文案から選んでください。', en: 'Choose comment, question or wording.' },
  }),
  field: field({}, (typed): Outcome<AnswerText | null> => accept(ANSWER_TEXTS.find((key) => key === typed) ?? null)),
  body: textField(LONGEST_TEXT, { ja: '相談の文', en: 'the text' }),
})

const WHICH = plainField((sent) => parseId<AdviceId>(sent))

/** The form that closes a question or a wording, or opens it again. */
export const ENDING = z.object({ advice: WHICH, open: plainField((sent) => sent === 'yes') })

/** The form that takes a wording over: which, and the revision of the answer that was seen. */
export const TAKING = z.object({ advice: WHICH, from: plainField(Number) })

/** Decides what is said. Refuses nothing at all, and a wording for no field, or for one that its writer does not see. */
export function decideAdvice(
  actor: Actor,
  { kind, field, body }: z.output<typeof ADVICE>,
): Outcome<Pick<Advice, 'kind' | 'field' | 'body'>> {
  if (body === '') return refuse('advice.empty', NO_TEXT, 'body')
  if (kind !== 'wording') return accept({ kind, field: null, body })
  if (field === null || !fieldsFor(actor).includes(field)) return refuse('advice.field', NO_FIELD, 'field')
  return accept({ kind, field, body })
}

const NO_TEXT = { ja: '相談の文を書いてください。', en: 'Write something first.' }
const NO_FIELD = { ja: 'どの欄の文案かを選んでください。', en: 'Choose the field that the wording is for.' }
