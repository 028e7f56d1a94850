import type { Proposal, StatementLine } from '../crosswalk/index.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'

/**
 * What a proposal stands on, as a sentence for the reason of an answer: which controls, how far each is in place, by which file, and which
 * numbers the file cannot show. It says nothing of whether the criterion is met.
 */
export function basisOf(
  { because, numbers }: Pick<Proposal, 'because' | 'numbers'>,
  lines: readonly StatementLine[],
  fileName: string,
  lang: Lang,
): string {
  const t = speakerOf(lang)
  const controls = because
    .filter(({ strength }) => strength !== 'theme')
    .map(
      ({ control }) =>
        `${control}${stateOf(
          lines.find((line) => line.control === control),
          lang,
        )}`,
    )
  const from =
    controls.length > 0
      ? t(
          `ISO/IEC 27001:2022 管理策 ${controls.join('、')}。適用宣言書「${fileName}」による。`,
          `ISO/IEC 27001:2022, controls ${controls.join(', ')}, by the statement of applicability “${fileName}”.`,
        )
      : t(
          `適用宣言書「${fileName}」には、これを用意する管理策がない。`,
          `The statement of applicability “${fileName}” has no control that prepares this.`,
        )
  if (numbers.length === 0) return from
  const open = numbers.map((words) => words[lang]).join(t('、', '; '))
  return `${from}${t(`求められる数値(${open})は、適用宣言書では確かめられない。`, ` It cannot show the numbers that are asked for (${open}).`)}`
}

function stateOf(line: StatementLine | undefined, lang: Lang): string {
  const t = speakerOf(lang)
  if (line?.implemented === 'yes') return t('(実施)', ' (implemented)')
  return line?.implemented === 'partly' ? t('(一部実施)', ' (partly implemented)') : t('(適用)', ' (applicable)')
}
