import {
  type CatalogueTerminal,
  DEFAULT_EDITION,
  dutyWords,
  EditionId,
  type EditionTexts,
  editionIn,
} from '../catalogue/index.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { addMonths, readDay } from '../kernel/calendar.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { type Dated, dated, toCalendarFile } from './calendar-file.ts'
import { dutiesFor, titleOf } from './duty.ts'
import { occurrencesOf } from './occurrence.ts'

/** The longest time that is looked ahead, in months. */
const MOST_MONTHS = 240

/** `hoshitori duties`: what the criteria of a ★ ask to be done again and again, and on which days, without a database. */
export const dutiesCommand: Command<CatalogueTerminal> = {
  name: 'duties',
  usage: ['duties --target 3|4 --from DATE --months N [--year-starts MM] [--edition E] [--format json|csv|ics]'],
  about: {
    ja: '評価基準がくり返し求めることと、その期日を見る(--year-starts: 事業年度の始まる月)',
    en: 'Show what the criteria ask to be done again, and when (--year-starts: the month in which the business year begins)',
  },
  run: async (args, terminal) => {
    const { words, option } = readOptions(args, ['edition', 'target', 'from', 'months', 'year-starts', 'format'])
    if (words.length > 0)
      throw new BadInput(
        `「${words[0]}」は要りません。指定は --名前 値 の形で書いてください。`,
        `“${words[0]}” is not needed. Options are written as --name value.`,
      )
    if (option('target') === undefined)
      throw new BadInput(
        '--target 3 か --target 4 で、めざす★を指定してください。',
        'Say which ★ you aim at: --target 3 or --target 4.',
      )
    const target = oneOf('target', option('target'), ['3', '4']) === '3' ? 3 : 4
    const edition = terminal.edition(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...EditionId.options]))
    const format = oneOf('format', option('format'), ['json', 'csv', 'ics'])
    const from = readDay(option('from') ?? '')
    if (from === undefined)
      throw new BadInput(
        '--from は 2027-04-01 のように、数え始める日で指定してください。',
        '--from has to be the day to count from, such as 2027-04-01.',
      )
    const months = numberOf('months', option('months'), MOST_MONTHS)
    const starts = option('year-starts')
    const years = starts === undefined ? [] : [{ since: from, month: numberOf('year-starts', starts, 12) }]
    const duties = dutiesFor(edition, target)
    const counted = duties.map((duty) => ({ ...duty, begins: from, schedules: [], moves: [] }))
    const occurrences = dated(counted, occurrencesOf(counted, years, { from, to: addMonths(from, months) }))
    const { lang = 'ja' } = terminal
    const texts = editionIn(edition, lang)
    if (format === 'ics')
      terminal.out(toCalendarFile(occurrences, texts, { domain: edition.id, stamped: `${from}T00:00:00.000Z` }).trimEnd())
    else if (format === 'csv') terminal.out(toCsvFile(toTable(occurrences, texts, lang)))
    else
      terminal.out(
        JSON.stringify(
          {
            edition: edition.id,
            duties: duties.map(({ id: _, stated, ...duty }) => ({ ...duty, words: dutyWords(stated)[lang] })),
            occurrences: occurrences.map(({ duty, due }) => ({ criterion: duty.criterion, due })),
          },
          null,
          2,
        ),
      )
    return 0
  },
}

function numberOf(name: string, given: string | undefined, most: number): number {
  const number = /^\d{1,3}$/.test(given ?? '') ? Number(given) : 0
  if (number >= 1 && number <= most) return number
  throw new BadInput(
    `--${name} は 1 から ${most} までの数で指定してください。`,
    `--${name} has to be a number from 1 to ${most}.`,
  )
}

function toTable(occurrences: readonly Dated[], edition: EditionTexts, lang: Lang): string[][] {
  const t = speakerOf(lang)
  return [
    [t('期日', 'Due'), t('評価基準', 'Criterion'), t('内容', 'About'), t('頻度', 'How often')],
    ...occurrences.map(({ duty, due }) => [due, duty.criterion, titleOf(duty, edition), dutyWords(duty.stated)[lang]]),
  ]
}
