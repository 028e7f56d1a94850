import type { EditionTexts } from '../catalogue/index.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'
import type { LinkedControl } from './crosswalk.ts'
import { STRENGTH_WORDS, UNOFFICIAL_WORDS } from './words.ts'

/**
 * The crosswalk as a table for CSV, header first: one row per edge, and one for a control without any. Numbers of controls are written
 * `A.5.10`: a spreadsheet would make 5.1 of 5.10. Every row says that it is unofficial, for rows are sorted and passed on alone.
 */
export function toCrosswalkTable(controls: readonly LinkedControl[], { id, criteria }: EditionTexts, lang: Lang): string[][] {
  const t = speakerOf(lang)
  const questions = new Map(criteria.map((criterion) => [criterion.id, lang === 'en' ? criterion.en : criterion.question]))
  const header = [
    t('版', 'Edition'),
    t('管理策 (ISO/IEC 27001:2022)', 'Control (ISO/IEC 27001:2022)'),
    t('管理策の題 (星取の言葉)', 'Title of the control (our words)'),
    t('評価基準No.', 'Criterion'),
    t('問い', 'What it asks'),
    t('関係', 'Link'),
    t('理由', 'Because'),
    t('注意', 'Note'),
  ]
  const rows = controls.flatMap((control) => {
    const start = [id, `A.${control.id}`, control.title]
    const note = UNOFFICIAL_WORDS[lang]
    if (control.none !== undefined) return [[...start, '', '', t('なし', 'None'), control.none, note]]
    return control.criteria.map((edge) => {
      return [...start, edge.id, questions.get(edge.id) ?? '', STRENGTH_WORDS[edge.strength][lang], edge.because, note]
    })
  })
  return [header, ...rows]
}
