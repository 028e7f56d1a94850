import type { AnyOf, Check, Criterion, Fallback, Point } from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'
import { tidyAnswer } from './decide-answer.ts'
import type { AnswerContent } from './fields.ts'

/** The id that stands for "the condition of this criterion does not hold for us". */
export const CONDITION_ABSENT = 'condition-absent'

/** The id under which `there is none of it here` is ticked beside a point that a firm may have none of. */
export function absentTick({ id }: Point): string {
  return `${id}:absent`
}

/** What the ticked points amount to: a status, and the sentence for the form. Nothing where no point was ticked. */
type Suggestion = { status: Status; reason: string }

/**
 * Turns the small decisions of a criterion into a status and its sentence, in the language that the criterion is given in.
 * All points hold → 満たす; some → 一部; the condition does not hold → 該当なし with its reason.
 * A point that the firm has nothing for is settled and told apart; where that is so of all, 該当なし.
 */
export function verdictOf(criterion: Criterion, ticked: ReadonlySet<string>, lang: Lang): Suggestion | undefined {
  const say = SENTENCES[lang]
  if (criterion.condition && ticked.has(CONDITION_ABSENT)) {
    return { status: 'notApplicable', reason: say.notApplicable([criterion.condition.otherwise]) }
  }
  const absent = criterion.points.filter((point) => isAbsent(point, ticked))
  const reasons = [...new Set(absent.map((point) => point.absent ?? ''))]
  if (absent.length === criterion.points.length) return { status: 'notApplicable', reason: say.notApplicable(reasons) }
  if (!criterion.points.some((point) => leavesOf(point).some((leaf) => ticked.has(leaf.id)))) return undefined
  const held = criterion.points.filter((point) => holds(point, ticked))
  const open = criterion.points.filter((point) => !(isSettled(point, ticked) || isAbsent(point, ticked)))
  const sentences = [
    ...(held.length > 0 ? [say.held(held.map((point) => sentenceOf(point, ticked, lang)))] : []),
    ...(absent.length > 0 ? [say.absent(reasons)] : []),
    ...(open.length > 0 ? [say.open(open.map((point) => labelOf(point, lang)))] : []),
  ]
  return { status: open.length === 0 ? 'met' : 'partial', reason: sentences.join('\n') }
}

/** Every box of a criterion, in the order of the screen. */
export function leavesOf(point: Check | AnyOf | Fallback): Check[] {
  if ('first' in point) return [...leavesOf(point.first), ...leavesOf(point.instead)]
  return 'anyOf' in point ? point.anyOf : [point]
}

/** What ticks say, in the order of the screen; an id that no box has any more stands as it is. */
export function ticksInWords(criterion: Criterion, ticked: readonly string[]): string[] {
  const boxes = [
    ...(criterion.condition ? [{ id: CONDITION_ABSENT, text: criterion.condition.otherwise }] : []),
    ...criterion.points.flatMap((point) => [
      ...leavesOf(point),
      ...(point.absent === undefined ? [] : [{ id: absentTick(point), text: point.absent }]),
    ]),
  ]
  const gone = ticked.filter((id) => !boxes.some((box) => box.id === id))
  return [...boxes.filter(({ id }) => ticked.includes(id)).map(({ text }) => text), ...gone]
}

/** Whether one point holds, given what was ticked. */
export function holds(point: Check | AnyOf | Fallback, ticked: ReadonlySet<string>): boolean {
  if ('first' in point) return holds(point.first, ticked) || holds(point.instead, ticked)
  if ('anyOf' in point) return point.anyOf.some((option) => ticked.has(option.id))
  return ticked.has(point.id)
}

/** Whether a point holds by itself, or by the box of another point. */
function isSettled(point: Point, ticked: ReadonlySet<string>): boolean {
  return holds(point, ticked) || (point.impliedBy !== undefined && ticked.has(point.impliedBy))
}

/** Whether there is nothing here that the point speaks of. What is ticked as done says otherwise, and is believed. */
function isAbsent(point: Point, ticked: ReadonlySet<string>): boolean {
  return point.absent !== undefined && ticked.has(absentTick(point)) && !leavesOf(point).some((leaf) => ticked.has(leaf.id))
}

/** The ticks become a status and a reason; a reason that the person wrote stays, with the suggestion below it. */
export function suggest(criterion: Criterion, content: AnswerContent, lang: Lang): AnswerContent {
  const verdict = verdictOf(criterion, new Set(content.ticked), lang)
  if (!verdict) return content
  const own = tidyAnswer(content).reason
  const reason = own.includes(verdict.reason) ? own : [own, verdict.reason].filter(Boolean).join('\n')
  return { ...content, status: verdict.status, reason }
}

/** What the ticks amount to where the answer says something else: offered beside the verdict, and taken by the person alone. */
export function suggestionBeside(criterion: Criterion, content: AnswerContent, lang: Lang): Suggestion | undefined {
  const verdict = verdictOf(criterion, new Set(content.ticked), lang)
  return verdict && (verdict.status !== content.status || content.reason === '') ? verdict : undefined
}

/** Whether a reason is what the ticks amount to, in either language: then it is the ticks' to change again. */
export function isSuggested(
  criterion: Record<Lang, Criterion>,
  { ticked, reason }: { ticked: string[]; reason: string },
): boolean {
  return (['ja', 'en'] as const).some((lang) => verdictOf(criterion[lang], new Set(ticked), lang)?.reason === reason)
}

/** The words of a point that nobody has ticked: what would have to be so. */
export function labelOf(point: Check | AnyOf | Fallback, lang: Lang): string {
  if ('first' in point) return labelOf(point.first, lang)
  if (!('anyOf' in point)) return point.text
  return SENTENCES[lang].either(
    point.text,
    point.anyOf.map((option) => option.text),
  )
}

function sentenceOf(point: Check | AnyOf | Fallback, ticked: ReadonlySet<string>, lang: Lang): string {
  const say = SENTENCES[lang]
  if ('first' in point) {
    const first = holds(point.first, ticked)
    return first ? sentenceOf(point.first, ticked, lang) : say.where(sentenceOf(point.instead, ticked, lang), point.where)
  }
  if (!('anyOf' in point)) return point.text
  const chosen = point.anyOf.filter((option) => ticked.has(option.id)).map((option) => option.text)
  return say.chosen(point.text, chosen)
}

type Lang = 'ja' | 'en'

const SENTENCES = {
  ja: {
    held: (texts: string[]) => `できていること: ${texts.join('、')}。`,
    absent: (texts: string[]) => `対象がないこと: ${texts.join('、')}。`,
    open: (texts: string[]) => `まだのこと: ${texts.join('、')}。`,
    notApplicable: (reasons: string[]) => `${reasons.join('、')}ため、該当しません。`,
    either: (text: string, options: string[]) => `${text}(${options.join('、または')})`,
    chosen: (text: string, options: string[]) => `${text}は「${options.join('」「')}」`,
    where: (text: string, where: string) => `${text}(${where})`,
  },
  en: {
    held: (texts: string[]) => `In place: ${texts.join('; ')}.`,
    absent: (texts: string[]) => `Nothing of the kind: ${texts.join('; ')}.`,
    open: (texts: string[]) => `Not yet: ${texts.join('; ')}.`,
    notApplicable: (reasons: string[]) => `Not applicable: ${reasons.join('; ')}.`,
    either: (text: string, options: string[]) => `${text} (${options.join(', or ')})`,
    chosen: (text: string, options: string[]) => `${text}: “${options.join('”, “')}”`,
    where: (text: string, where: string) => `${text} (${where})`,
  },
}

/** What a person should read beside the boxes, in the language of the screen. */
export const POINTS_HELP: Words = {
  ja: '当てはまるものに印を付けると、評価と理由の文の案を出します。使うかどうかは、あなたが決めます。',
  en: 'Tick what is true: a status and a sentence are suggested. Whether to take them is yours to decide.',
}
