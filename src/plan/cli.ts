import type { Answered } from '../assessment/index.ts'
import type { CatalogueTerminal, Edition, Target } from '../catalogue/index.ts'
import { BadInput, type Command } from '../cli/command.ts'
import { type Options, oneOf, readOptions } from '../cli/options.ts'
import { readDay } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { toPercent } from '../kernel/percent.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'
import { ESTIMATE_WORDS, FIRM_SIZES, type FirmSize, type Measures, measuresIn } from '../measures/index.ts'
import { type Plan, toPlan } from './plan.ts'
import { reliefWords } from './plan-words.ts'
import type { Relief } from './relief.ts'

/** How `hoshitori assess` reads its command line and its file; none of the answers is confirmed. */
type AnsweredFile = {
  asked(options: Options, terminal: CatalogueTerminal): { path: string; target: Target; edition: Edition }
  answers(path: string, edition: Edition, options: Options, terminal: CatalogueTerminal): Promise<Answered[]>
}

/** `hoshitori plan`: an answered file becomes the shortest way that is found to its ★, without a database. */
export function planCommand(load: () => Measures, file: AnsweredFile): Command<CatalogueTerminal> {
  return {
    name: 'plan',
    usage: [
      'plan FILE --target 3|4 --from DATE --hours N [--by DATE] [--people 30|100|300] [--edition E] [--format json|text]',
      'plan FILE --target 3|4 --from DATE --hours N [--sheet NAME|all]... [--status-column C] [--word SPELLING=MEANING]...',
    ],
    about: {
      ja: '記入済みの表から、対策の順番と日付の案を作る(--hours は週に使える時間の合計)',
      en: 'From an answered sheet, draft the order and days of measures (--hours: hours a week in all)',
    },
    run: async (args, terminal) => {
      const options = readOptions(
        args,
        ['target', 'edition', 'from', 'by', 'hours', 'people', 'format', 'status-column'],
        [],
        ['sheet', 'word'],
      )
      const { path, target, edition } = file.asked(options, terminal)
      const { option } = options
      const format = oneOf('format', option('format'), ['json', 'text'])
      const from = dayOf('from', option('from'))
      const by = option('by') === undefined ? undefined : dayOf('by', option('by'))
      if (by !== undefined && by < from)
        throw new BadInput('--by は --from より後の日にしてください。', '--by has to be a day after --from.')
      const hoursAWeek = hoursOf(option('hours'))
      const people = sizeOf(option('people'))
      const { lang = 'ja' } = terminal
      const { measures } = measuresIn(load(), lang)
      const answers = await file.answers(path, edition, options, terminal)
      const plan = toPlan({ edition, target, answers, measures, people, hoursAWeek, from, ...(by === undefined ? {} : { by }) })
      terminal.out(
        format === 'json' ? JSON.stringify(toResult(plan), null, 2) : toText(plan, { hoursAWeek, people, from, by, lang }),
      )
      return 0
    },
  }
}

function sizeOf(given: string | undefined): FirmSize {
  const size = FIRM_SIZES.find((one) => String(one) === (given ?? '100'))
  if (size === undefined)
    throw new BadInput(
      `--people は ${FIRM_SIZES.join(' / ')} のどれかにしてください (いまの値: ${given})`,
      `--people has to be one of ${FIRM_SIZES.join(' / ')} (it is: ${given})`,
    )
  return size
}

function dayOf(name: string, given: string | undefined): Day {
  const day = given === undefined ? undefined : readDay(given)
  if (day === undefined)
    throw new BadInput(
      `--${name} は 2027-04-01 のように、ある日付で指定してください${given === undefined ? '' : ` (いまの値: ${given})`}。`,
      `--${name} has to be a day such as 2027-04-01${given === undefined ? '' : ` (it is: ${given})`}.`,
    )
  return day
}

/** More than a week of everybody is a slip of the pen. */
const MOST_HOURS = 10_000

function hoursOf(given: string | undefined): number {
  const hours = /^\d+(\.\d+)?$/.test(given ?? '') ? Number(given) : Number.NaN
  if (!(hours > 0 && hours <= MOST_HOURS))
    throw new BadInput(
      `--hours は、この対策に週に使える時間の合計を、0より大きい数で指定してください (例: --hours 8)${given === undefined ? '' : ` (いまの値: ${given})`}。`,
      `--hours has to be the hours a week in all for this work, more than 0 (such as --hours 8)${given === undefined ? '' : ` (it is: ${given})`}.`,
    )
  return hours
}

/** What scripts read. Efforts are person-days, dates days in Japan, coverages from 0 to 1. */
function toResult(plan: Plan) {
  return {
    gaps: plan.gaps.length,
    toConfirm: plan.toConfirm,
    coverage: plan.attainment.coverage,
    measures: plan.measures.map(({ measure, closes, needs, days, scheduled }) => ({
      id: measure.id,
      name: measure.name,
      closes,
      needs,
      days,
      start: scheduled.start,
      end: scheduled.end,
      shown: scheduled.shown,
    })),
    uncovered: plan.uncovered,
    forecast: plan.forecast,
    reached: plan.reached,
    late: plan.late,
    relief: plan.relief && reliefOnly(plan.relief),
  }
}

/** One pool of hours has no people to tell apart. */
function reliefOnly({ hoursAWeek, waits, inTime, total }: Relief) {
  return { hoursAWeek, waits, inTime, total }
}

type Said = { hoursAWeek: number; people: FirmSize; from: Day; by: Day | undefined; lang: Lang }

function toText(plan: Plan, { hoursAWeek, people, from, by, lang }: Said): string {
  const t = speakerOf(lang)
  const { attainment, gaps, toConfirm, measures, reached } = plan
  const likely = Math.round(measures.reduce((sum, { days }) => sum + days.likely, 0) * 10) / 10
  return [
    t(
      `★${attainment.target} (${attainment.edition}版): いまの充足率 ${toPercent(attainment.coverage)}、対策の要る評価基準 ${gaps.length}件`,
      `★${attainment.target} (edition ${attainment.edition}): coverage now ${toPercent(attainment.coverage)}, ${gaps.length} criteria to work for`,
    ),
    ...(toConfirm.length > 0
      ? [
          t(
            `該当なし ${toConfirm.length}件は、2人目が確認するものとして見込みに入れました。`,
            `“Not applicable”: ${toConfirm.length}, taken for confirmed by a second person in the forecast.`,
          ),
        ]
      : []),
    t(
      `対策 ${measures.length}件、およそ${likely}人日(${people}人の会社、週${hoursAWeek}時間、${from}から)。${ESTIMATE_WORDS.ja}`,
      `${measures.length} measures, about ${likely} person-days (a firm of ${people}, ${hoursAWeek} hours a week, from ${from}). ${ESTIMATE_WORDS.en}`,
    ),
    reached === null
      ? t('すべてがそろう日は、まだ見込めません。', 'No day can be seen yet on which everything is there.')
      : t(`見込み: ${reached} にすべてがそろいます。`, `Forecast: everything is there on ${reached}.`),
    ...(plan.relief && by !== undefined ? reliefWords(plan, by).map((words) => words[lang]) : []),
    '',
    ...measures.map(({ measure, closes, scheduled: { start, end, shown } }) => {
      const later = shown > end ? t(` (示せるのは ${shown} から)`, ` (to be shown from ${shown})`) : ''
      return `${start} – ${end}  ${measure.name} [${closes.join(' ')}]${later}`
    }),
    ...(plan.uncovered.length > 0
      ? ['', t(`対策のない評価基準: ${plan.uncovered.join(' ')}`, `Criteria without a measure: ${plan.uncovered.join(' ')}`)]
      : []),
  ].join('\n')
}
