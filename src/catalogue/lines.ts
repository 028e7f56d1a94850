import type { Words } from '../kernel/refusal.ts'
import type { AnyOf, Check, Criterion, Fallback, Point } from './criterion.ts'
import { AUDIENCE_WORDS, dutyWords, thresholdWords } from './words.ts'

/** A point as one line: `…: A／B のどちらか`, `A。できない場合(…)は、B`, `A（または、サーバがない）`. */
export function pointLine(point: Point): string {
  return pointWords(point).ja
}

/** The line for a point of either language; the one for the language that it is in makes sense. */
function pointWords(point: Point): Words {
  const { ja, en } = 'first' in point ? fallbackWords(point) : optionWords(point)
  return point.absent ? { ja: `${ja}（または、${point.absent}）`, en: `${en} (or: ${point.absent})` } : { ja, en }
}

function fallbackWords({ first, where, instead }: Fallback): Words {
  const [before, after] = [optionWords(first), optionWords(instead)]
  return { ja: `${before.ja}。${where}は、${after.ja}`, en: `${before.en}. ${where}: ${after.en}` }
}

/** Everything that a criterion asks beside its question, one line each, so that two editions can be laid side by side. */
export function askedLines(criterion: Criterion): Words[] {
  const { points, condition, thresholds = [], duties = [], audience = [], refs = [] } = criterion
  return [
    ...points.map(pointWords),
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

function optionWords(option: Check | AnyOf): Words {
  if (!('anyOf' in option)) return { ja: option.text, en: option.text }
  const texts = option.anyOf.map(({ text }) => text)
  return {
    ja: `${option.text}: ${texts.join('／')} の${texts.length === 2 ? 'どちらか' : 'どれか'}`,
    en: `${option.text}: ${texts.length === 2 ? 'either' : 'any'} of ${texts.join(' / ')}`,
  }
}
