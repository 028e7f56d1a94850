import type { AnyOf, Check, Criterion, Fallback, Point } from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'

/** The id that stands for "the condition of this criterion does not hold for us". */
export const CONDITION_ABSENT = 'condition-absent'

/** The id under which `there is none of it here` is ticked beside a point that a firm may have none of. */
export function absentTick({ id }: Point): string {
  return `${id}:absent`
}

/** What the ticked points amount to: a status, and the sentence for the form. Nothing where no point was ticked. */
type Suggestion = { status: Status; reason: string }

/**
 * Turns the small decisions of a criterion into a status and its sentence.
 * All points hold → 満たす; some → 一部; the condition does not hold → 該当なし with its reason.
 * A point that the firm has nothing for is settled and told apart; where that is so of all, 該当なし.
 */
export function verdictOf(criterion: Criterion, ticked: ReadonlySet<string>): Suggestion | undefined {
  if (criterion.condition && ticked.has(CONDITION_ABSENT)) {
    return { status: 'notApplicable', reason: `${criterion.condition.otherwise}ため、該当しません。` }
  }
  const absent = criterion.points.filter((point) => isAbsent(point, ticked))
  const reasons = [...new Set(absent.map((point) => point.absent))].join('、')
  if (absent.length === criterion.points.length) return { status: 'notApplicable', reason: `${reasons}ため、該当しません。` }
  if (!criterion.points.some((point) => leavesOf(point).some((leaf) => ticked.has(leaf.id)))) return undefined
  const held = criterion.points.filter((point) => holds(point, ticked))
  const open = criterion.points.filter((point) => !(isSettled(point, ticked) || isAbsent(point, ticked)))
  const sentences = [
    ...(held.length > 0 ? [`できていること: ${held.map((point) => sentenceOf(point, ticked)).join('、')}。`] : []),
    ...(absent.length > 0 ? [`対象がないこと: ${reasons}。`] : []),
    ...(open.length > 0 ? [`まだのこと: ${open.map(labelOf).join('、')}。`] : []),
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

/** The words of a point that nobody has ticked: what would have to be so. */
export function labelOf(point: Check | AnyOf | Fallback): string {
  if ('first' in point) return labelOf(point.first)
  if ('anyOf' in point) return `${point.text}(${point.anyOf.map((option) => option.text).join('、または')})`
  return point.text
}

function sentenceOf(point: Check | AnyOf | Fallback, ticked: ReadonlySet<string>): string {
  if ('first' in point) {
    return holds(point.first, ticked) ? sentenceOf(point.first, ticked) : `${sentenceOf(point.instead, ticked)}(${point.where})`
  }
  if ('anyOf' in point) {
    const chosen = point.anyOf.filter((option) => ticked.has(option.id)).map((option) => option.text)
    return `${point.text}は「${chosen.join('」「')}」`
  }
  return point.text
}

/** What a person should read beside the boxes, in the language of the screen. */
export const POINTS_HELP: Words = {
  ja: '当てはまるものに印を付けると、評価と理由の文の案ができます。そのまま使っても、書き直してもかまいません。',
  en: 'Tick what is true; a suggested status and sentence follow. Use them as they are or rewrite them.',
}
