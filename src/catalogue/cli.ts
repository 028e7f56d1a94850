import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { toCsvFile } from '../sheets/csv.ts'
import type { CatalogueTerminal } from './catalogue.ts'
import { DEFAULT_EDITION, type Edition, EditionId } from './edition.ts'
import { toCriteriaTable } from './table.ts'
import { toChangesText, toEditionText } from './terminal-text.ts'
import { countChanges } from './trace.ts'

/** `hoshitori catalogue`: the criteria of an edition, and what changed between two. */
export const catalogueCommand: Command<CatalogueTerminal> = {
  name: 'catalogue',
  usage: [
    'catalogue [--edition 2026-03-27|2025-12-26] [--format json|csv|table]',
    'catalogue changes [--from 2025-12-26] [--to 2026-03-27] [--format json|table]',
  ],
  about: {
    ja: '要求事項と評価基準、版のあいだの違いを見る',
    en: 'Show requirements and criteria, and what changed between editions',
  },
  run: async ([...args], terminal) => {
    const [first] = args
    if (first === 'changes') showChanges(args.slice(1), terminal)
    else if (first === undefined || first.startsWith('-')) showEdition(args, terminal)
    else throw new BadInput(`「catalogue ${first}」という命令はありません。`, `There is no command “catalogue ${first}”.`)
    return 0
  },
}

function showEdition(args: string[], terminal: CatalogueTerminal): void {
  const { words, option } = readOptions(args, ['edition', 'format'])
  refuseWords(words)
  const edition = terminal.edition(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...others(DEFAULT_EDITION)]))
  const format = oneOf('format', option('format'), ['json', 'csv', 'table'])
  if (format === 'json') terminal.out(JSON.stringify(toJson(edition), null, 2))
  else if (format === 'csv') terminal.out(toCsvFile(toCriteriaTable(edition)))
  else terminal.out(toEditionText(edition, terminal.lang))
}

function showChanges(args: string[], terminal: CatalogueTerminal): void {
  const { words, option } = readOptions(args, ['from', 'to', 'format'])
  refuseWords(words)
  const from = oneOf('from', option('from'), ['2025-12-26', ...others('2025-12-26')])
  const to = oneOf('to', option('to'), [DEFAULT_EDITION, ...others(DEFAULT_EDITION)])
  const format = oneOf('format', option('format'), ['json', 'table'])
  const changes = terminal.changes(from, to)
  if (!changes) {
    throw new BadInput(
      `${from} から ${to} への対応表はありません。--from 2025-12-26 --to 2026-03-27 を指定してください。`,
      `There is no map from ${from} to ${to}. Give --from 2025-12-26 --to 2026-03-27.`,
    )
  }
  if (format === 'json')
    terminal.out(
      JSON.stringify(
        { from, to, counts: countChanges(changes.criteria), changes: changes.criteria, requirements: changes.requirements },
        null,
        2,
      ),
    )
  else terminal.out(toChangesText(terminal.edition(from), terminal.edition(to), changes, terminal.lang))
}

function toJson(edition: Edition): object {
  return { edition: edition.id, requirements: edition.requirements }
}

function others(id: EditionId): EditionId[] {
  return EditionId.options.filter((one) => one !== id)
}

function refuseWords([word]: string[]): void {
  if (word !== undefined) {
    throw new BadInput(
      `「${word}」は要りません。指定は --名前 値 の形で書いてください。`,
      `“${word}” is not needed. Options are written as --name value.`,
    )
  }
}
