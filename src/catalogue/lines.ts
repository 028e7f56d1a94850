import type { Words } from '../kernel/refusal.ts'
import type { AnyOf, Check, Criterion, Point } from './criterion.ts'
import { AUDIENCE_WORDS, dutyWords, thresholdWords } from './words.ts'

/** A point as one line: `…: A／B のどちらか`, `A。できない場合(…)は、B`, `A（または、サーバがない）`. */
export function pointLine(point: Point): string {
  const line = 'first' in point ? `${optionLine(point.first)}。${point.where}は、${optionLine(point.instead)}` : optionLine(point)
  return point.absent ? `${line}（または、${point.absent}）` : line
}

/** Everything that a criterion asks beside its question, one line each, so that two editions can be laid side by side. */
export function askedLines(criterion: Criterion): Words[] {
  const { points, condition, thresholds = [], duties = [], audience = [], refs = [] } = criterion
  return [
    ...points.map((point) => same(pointLine(point))),
    ...(condition ? [{ ja: `条件: ${condition.when}`, en: `Condition: ${condition.when}` }] : []),
    ...thresholds.map(thresholdWords),
    ...duties.map(dutyWords).map(({ ja, en }) => ({ ja: `いつ: ${ja}`, en: `When: ${en}` })),
    ...(audience.length > 0
      ? [
          {
            ja: `対象の人: ${audience.map((one) => AUDIENCE_WORDS[one].ja).join('、')}`,
            en: `People: ${audience.map((one) => AUDIENCE_WORDS[one].en).join(', ')}`,
          },
        ]
      : []),
    ...(refs.length > 0 ? [{ ja: `参照: ${refs.join('、')}`, en: `Refers to: ${refs.join(', ')}` }] : []),
  ]
}

function optionLine(option: Check | AnyOf): string {
  if (!('anyOf' in option)) return option.text
  const [first, second, ...more] = option.anyOf.map(({ text }) => text)
  return more.length === 0
    ? `${option.text}: ${first}／${second} のどちらか`
    : `${option.text}: ${[first, second, ...more].join('／')} のどれか`
}

function same(text: string): Words {
  return { ja: text, en: text }
}
