import type { Attainment, Trend } from '../assessment/index.ts'
import type { EditionTexts } from '../catalogue/index.ts'
import { toPercent } from '../kernel/percent.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import type { Gap } from './gap.ts'
import { placesOf, type Summary } from './summary.ts'

/** The first page, for management: the standing, where it comes from, where most is missing, and what they are to decide. */
export type Management = {
  sentence: string
  settled: number
  total: number
  percent: string
  counts: Summary['categories'][number]['counts']
  /** How many were settled on each day, oldest first, and the same as a sentence; nothing where no history is known. */
  trend: { settled: number[]; words: string } | null
  /** The categories with the most open criteria, at most three. */
  missing: { name: string; open: number; total: number; counts: Summary['categories'][number]['counts'] }[]
  decisions: string[]
}

const MOST_MISSING = 3
/** In days: with what a month of work is compared. */
const COMPARED = 28

/** Words for whoever leads the company, of the numbers of `attain` and of what was written. */
export function toManagement(
  edition: EditionTexts,
  { attainment, gaps, trend }: { attainment: Attainment; gaps: readonly Gap[]; trend: Trend | null },
  lang: Lang,
): Management {
  const t = speakerOf(lang)
  const { target, total, met, notApplicableConfirmed } = attainment
  const settled = met + notApplicableConfirmed
  return {
    sentence: t(
      `★${target} で求められる ${total}件のうち、${settled}件がそろっています。`,
      `${settled} of the ${total} things that ★${target} asks for are in place.`,
    ),
    settled,
    total,
    percent: toPercent(attainment.coverage),
    counts: placesOf(attainment, lang),
    trend:
      trend && trend.at(-1)?.settled === settled
        ? { settled: trend.map((day) => day.settled), words: trendWords(trend, t) }
        : null,
    missing: attainment.categories
      .map(({ id, name, tally }) => ({
        name: edition.categories.find((category) => category.id === id)?.name ?? name,
        open: tally.total - tally.met - tally.notApplicableConfirmed,
        total: tally.total,
        counts: placesOf(tally, lang),
      }))
      .filter(({ open }) => open > 0)
      .toSorted((one, other) => other.open - one.open)
      .slice(0, MOST_MISSING),
    decisions: decisionsOf(attainment, gaps, t),
  }
}

function trendWords(trend: Trend, t: Speak): string {
  const now = trend.at(-1)?.settled ?? 0
  const then = (trend.at(-1 - COMPARED) ?? trend[0])?.settled ?? 0
  const days = Math.min(COMPARED, trend.length - 1)
  if (now === then) return t(`この${days}日間、数は変わっていません。`, `The number has not changed in ${days} days.`)
  return t(`${days}日前は ${then}件でした。`, `It was ${then} ${days} days ago.`)
}

function decisionsOf(
  { target, notApplicable, notApplicableConfirmed, unanswered }: Attainment,
  gaps: readonly Gap[],
  t: Speak,
): string[] {
  const awaiting = notApplicable - notApplicableConfirmed
  const answered = gaps.filter(({ place }) => place !== 'unanswered' && place !== 'awaitingConfirmation')
  const unowned = answered.filter(({ said }) => said.assignee.trim() === '').length
  const unplanned = answered.filter(({ said }) => said.plan.trim() === '').length
  const all: [number, string][] = [
    [
      awaiting,
      t(
        `「自社には当てはまらない」とした ${awaiting}件を、そのとおりと認めるか。`,
        `Whether the ${awaiting} said not to apply to the company indeed do not.`,
      ),
    ],
    [unowned, t(`足りない ${unowned}件を、だれが受け持つか。`, `Who takes on the ${unowned} gaps that nobody owns.`)],
    [
      unplanned,
      t(
        `これからすることが決まっていない ${unplanned}件に、いつ、どれだけの人とお金を充てるか。`,
        `When, and with how many people and how much money, the ${unplanned} gaps without a plan are closed.`,
      ),
    ],
    [
      unanswered,
      t(
        `まだ確かめていない ${unanswered}件を、いつまでに確かめるか。`,
        `By when the ${unanswered} not yet looked at are looked at.`,
      ),
    ],
  ]
  const asked = all.filter(([count]) => count > 0).map(([, words]) => words)
  return asked.length > 0 ? asked : [t(`★${target} の手続きを、いつ始めるか。`, `When to begin the procedure for ★${target}.`)]
}
