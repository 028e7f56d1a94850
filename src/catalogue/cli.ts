import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { writeWorkbook } from '../sheets/write-workbook.ts'
import type { CatalogueTerminal } from './catalogue.ts'
import { DEFAULT_EDITION, type Edition, EditionId } from './edition.ts'
import { toCriteriaTable, toCsvTable } from './table.ts'
import { toChangesText, toEditionText } from './terminal-text.ts'
import { countChanges } from './trace.ts'

/** `hoshitori catalogue`: the criteria of an edition, and what changed between two. */
export const catalogueCommand: Command<CatalogueTerminal> = {
  name: 'catalogue',
  usage: [
    'catalogue [--edition 2026-03-27|2025-12-26] [--format json|csv|table]',
    'catalogue --format xlsx --out FILE [--edition 2026-03-27|2025-12-26]',
    'catalogue changes [--from 2025-12-26] [--to 2026-03-27] [--format json|table]',
  ],
  about: {
    ja: '要求事項と評価基準、版のあいだの違いを見る',
    en: 'Show requirements and criteria, and what changed between editions',
  },
  run: async ([...args], terminal) => {
    const [first] = args
    if (first === 'changes') showChanges(args.slice(1), terminal)
    else if (first === undefined || first.startsWith('-')) await showEdition(args, terminal)
    else throw new BadInput(`「catalogue ${first}」という命令はありません。`, `There is no command “catalogue ${first}”.`)
    return 0
  },
}

async function showEdition(args: string[], terminal: CatalogueTerminal): Promise<void> {
  const { words, option } = readOptions(args, ['edition', 'format', 'out'])
  refuseWords(words)
  const edition = terminal.edition(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...others(DEFAULT_EDITION)]))
  const format = oneOf('format', option('format'), ['json', 'csv', 'table', 'xlsx'])
  if (format === 'json') terminal.out(JSON.stringify(toJson(edition), null, 2))
  else if (format === 'csv') terminal.out(toCsvFile(toCsvTable(edition)))
  else if (format === 'xlsx') await writeXlsx(edition, option('out'), terminal)
  else terminal.out(toEditionText(edition, terminal.lang))
}

/** Numbers such as 1-1-1 stay texts in a workbook, whatever opens it. */
async function writeXlsx(edition: Edition, out: string | undefined, terminal: CatalogueTerminal): Promise<void> {
  if (out === undefined)
    throw new BadInput(
      '--format xlsx には、書き出すファイルを --out で指定してください。',
      'With --format xlsx, name the file with --out.',
    )
  const path = resolve(terminal.folder, out)
  const sheet = { name: '評価基準', rows: toCriteriaTable(edition), headerRows: 1, filter: true }
  await writeFile(path, await writeWorkbook([sheet], terminal.now())).catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(
      `ファイルを書けません (${cause.code}): ${path}\n別の場所を指定してください。`,
      `The file cannot be written (${cause.code}): ${path}\nName another place.`,
      { cause },
    )
  })
  terminal.err(terminal.lang === 'en' ? `Wrote ${path}.` : `${path} に書きました。`)
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
