import { type CatalogueTerminal, DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { type Crosswalk, controlsFor } from './crosswalk.ts'
import { toCrosswalkRecord, toCrosswalkTable } from './table.ts'

/** `hoshitori crosswalk iso-27001`: which criteria a firm with an ISMS has likely prepared, and what is surely new to it. */
export function crosswalkCommand(load: () => Crosswalk): Command<CatalogueTerminal> {
  return {
    name: 'crosswalk',
    usage: ['crosswalk iso-27001 [--edition 2026-03-27|2025-12-26] [--format json|csv]'],
    about: {
      ja: 'ISO/IEC 27001:2022の管理策と評価基準の対応を見る (星取による、非公式)',
      en: 'Show how controls of ISO/IEC 27001:2022 relate to the criteria (ours, unofficial)',
    },
    run: async (args, { out, edition: editionOf, changes, lang = 'ja' }) => {
      const { words, option } = readOptions(args, ['edition', 'format'])
      if (words.join(' ') !== 'iso-27001') {
        throw new BadInput(
          `対応表は iso-27001 だけです (いまの指定: ${words.join(' ') || 'なし'})。`,
          `The one crosswalk is iso-27001 (given: ${words.join(' ') || 'nothing'}).`,
        )
      }
      const others = EditionId.options.filter((id) => id !== DEFAULT_EDITION)
      const edition = editionOf(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...others]))
      const format = oneOf('format', option('format'), ['json', 'csv'])
      const controls = controlsFor(load(), edition.id, changes(edition.id, DEFAULT_EDITION), lang)
      if (format === 'csv') out(toCsvFile(toCrosswalkTable(controls, edition, lang)))
      else out(JSON.stringify(toCrosswalkRecord(controls, edition, lang), null, 2))
      return 0
    },
  }
}
