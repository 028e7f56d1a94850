import { type CatalogueTerminal, DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { type Measures, measuresIn } from './measures.ts'
import { toMeasureRecords, toMeasuresTable } from './table.ts'
import { ESTIMATE_WORDS } from './words.ts'

/** `hoshitori measures`: the pieces of work that close the criteria of an edition. */
export function measuresCommand(load: () => Measures): Command<CatalogueTerminal> {
  return {
    name: 'measures',
    usage: ['measures [--edition 2026-03-27|2025-12-26] [--format json|csv]'],
    about: { ja: '評価基準を満たすための対策を見る', en: 'Show the measures that close the criteria' },
    run: async (args, terminal) => {
      const { words, option } = readOptions(args, ['edition', 'format'])
      if (words.length > 0) {
        throw new BadInput(
          `「${words[0]}」は要りません。指定は --名前 値 の形で書いてください。`,
          `“${words[0]}” is not needed. Options are written as --name value.`,
        )
      }
      const others = EditionId.options.filter((id) => id !== DEFAULT_EDITION)
      const edition = terminal.edition(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...others]))
      const format = oneOf('format', option('format'), ['json', 'csv'])
      const { lang = 'ja' } = terminal
      const { themes } = measuresIn(load(), lang)
      if (format === 'csv') terminal.out(toCsvFile(toMeasuresTable(themes, edition, lang)))
      else {
        const records = toMeasureRecords(themes, edition, lang)
        terminal.out(JSON.stringify({ edition: edition.id, days: ESTIMATE_WORDS[lang], measures: records }, null, 2))
      }
      return 0
    },
  }
}
