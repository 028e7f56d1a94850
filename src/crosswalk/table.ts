import { type Edition, type EditionTexts, editionIn } from '../catalogue/index.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'
import { countLinked, type LinkedControl, surelyNew } from './crosswalk.ts'
import { STRENGTH_WORDS, UNOFFICIAL_WORDS } from './words.ts'

/** The crosswalk to an edition for programs: the controls with their edges, how many criteria they reach, and what is surely new. */
export function toCrosswalkRecord(controls: readonly LinkedControl[], edition: Edition, lang: Lang) {
  return {
    edition: edition.id,
    unofficial: true,
    note: UNOFFICIAL_WORDS[lang],
    controls,
    criteria: countLinked(controls),
    new: surelyNew(edition, controls).map((one) => ({ ...one, numbers: one.numbers.map((words) => words[lang]) })),
  }
}

/**
 * The crosswalk as a table for CSV, header first: one row per edge, and one for a control without any. Numbers of controls are written
 * `A.5.10`: a spreadsheet would make 5.1 of 5.10. Every row says that it is unofficial, for rows are sorted and passed on alone.
 */
export function toCrosswalkTable(controls: readonly LinkedControl[], edition: Edition, lang: Lang): string[][] {
  const { id, criteria }: EditionTexts = editionIn(edition, lang)
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
