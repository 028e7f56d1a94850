import type { Attainment, Tally } from '../assessment/index.ts'
import type { EditionTexts } from '../catalogue/index.ts'
import { toPercent } from '../kernel/percent.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import { type CriterionRow, isSettled, PLACE_WORDS, PLACES, type Place } from './criterion-row.ts'
import type { Gap } from './gap.ts'

/** How many criteria stand at one place, and which: the number and the numbers behind it. */
type Count = { place: Place; mark: string; words: string; count: number; criteria: string[] }

type LevelSummary = {
  level: 3 | 4
  label: string
  total: number
  met: number
  confirmedAbsent: number
  settled: number
  /** From 0 to 1, the share of criteria that `attain` gives. */
  coverage: number
  /** `34.6%`. */
  percent: string
}

type CategorySummary = {
  id: string
  name: string
  total: number
  settled: number
  coverage: number
  percent: string
  counts: Pick<Count, 'place' | 'mark' | 'words' | 'count'>[]
  requirements: { fulfilled: number; total: number }
}

/** The page of the numbers: sentences, two coverages, counts, bars, and what to do first. */
export type Summary = {
  headline: string[]
  caution: string
  remarks: string[]
  levels: LevelSummary[]
  requirements: { fulfilled: number; total: number }
  counts: Count[]
  categories: CategorySummary[]
  first: Gap[]
}

const FIRST = 5

/** Brings the numbers of `attain` into words; it counts nothing itself but the criteria behind each number. */
export function toSummary(edition: EditionTexts, attainment: Attainment, rows: CriterionRow[], gaps: Gap[], lang: Lang): Summary {
  const t = speakerOf(lang)
  const requirements = {
    fulfilled: attainment.requirements.filter(({ result }) => result === '○').length,
    total: attainment.requirements.length,
  }
  return {
    headline: headlineOf(attainment, requirements, lang),
    caution: t(
      'この割合は評価基準の件数の割合です。★の登録を受けられるかどうかを示すものではありません。',
      'The percentage is a share of the number of criteria. It does not say whether a ★ can be registered.',
    ),
    remarks: remarksOf(attainment, rows, t),
    levels: [toLevel(attainment, 3, lang), toLevel(attainment, 4, lang)],
    requirements,
    counts: placesOf(attainment, lang).map((count) => ({
      ...count,
      criteria: rows.filter(({ place }) => place === count.place).map(({ id }) => id),
    })),
    categories: attainment.categories.map(({ id, name, tally, requirements: own }) => ({
      id,
      name: edition.categories.find((category) => category.id === id)?.name ?? name,
      total: tally.total,
      settled: settledOf(tally),
      coverage: tally.coverage,
      percent: toPercent(tally.coverage),
      counts: placesOf(tally, lang),
      requirements: own,
    })),
    first: gaps.slice(0, FIRST),
  }
}

/** The counts of a tally with 該当なし split into confirmed and awaiting confirmation; they add up to its total. */
export function placesOf(tally: Tally, lang: Lang): Omit<Count, 'criteria'>[] {
  const { notApplicable, notApplicableConfirmed, doubted, ...standings } = tally
  const counts = {
    ...standings,
    met: standings.met - doubted,
    doubted,
    confirmedAbsent: notApplicableConfirmed,
    awaitingConfirmation: notApplicable - notApplicableConfirmed,
  }
  return PLACES.map((place) => {
    const { mark, words } = PLACE_WORDS[place]
    return { place, mark, words: words[lang], count: counts[place] }
  })
}

function headlineOf(attainment: Attainment, requirements: { fulfilled: number; total: number }, lang: Lang): string[] {
  const t = speakerOf(lang)
  const { target, total, met, notApplicableConfirmed, unanswered } = attainment
  if (unanswered === total)
    return [
      t(
        `★${target} の評価基準 ${total}件には、まだ回答がありません。`,
        `None of the ${total} criteria of ★${target} has been answered yet.`,
      ),
    ]
  const percent = toPercent(attainment.coverage)
  const open = placesOf(attainment, lang).filter(({ place, count }) => !isSettled({ place }) && count > 0)
  return [
    notApplicableConfirmed > 0
      ? t(
          `★${target} の評価基準 ${total}件のうち、満たすと答えたものは ${met}件、該当なしと確認されたものは ${notApplicableConfirmed}件で、合わせて ${percent} です。`,
          `Criteria of ★${target}: ${total}. Answered as met: ${met}; confirmed as not applicable: ${notApplicableConfirmed}; together ${percent}.`,
        )
      : t(
          `★${target} の評価基準 ${total}件のうち、満たすと答えたものは ${met}件(${percent})です。`,
          `Criteria of ★${target}: ${total}. Answered as met: ${met} (${percent}).`,
        ),
    t(
      `要求事項 ${requirements.total}件のうち、評価基準のすべてがそろったものは ${requirements.fulfilled}件です。`,
      `Requirements with every criterion settled: ${requirements.fulfilled} of ${requirements.total}.`,
    ),
    open.length > 0
      ? t(
          `残る ${total - settledOf(attainment)}件の内訳は、${open.map(({ words, count }) => `${words} ${count}件`).join('、')}です。`,
          `Still open: ${total - settledOf(attainment)} (${open.map(({ words, count }) => `${words} ${count}`).join(', ')}).`,
        )
      : t(
          '残る評価基準はありません。★の登録には、このあと制度の手続きが必要です。',
          'No criterion is left. Registration for a ★ still takes the procedure of the scheme.',
        ),
  ]
}

function remarksOf(attainment: Attainment, rows: CriterionRow[], t: Speak): string[] {
  const awaiting = attainment.notApplicable - attainment.notApplicableConfirmed
  const bare = rows.filter(({ place, said }) => (place === 'met' || place === 'doubted') && said.evidence.trim() === '').length
  return [
    ...(attainment.doubted > 0
      ? [
          t(
            `満たすのうち ${attainment.doubted}件は、期日までの記録がないため要確認です。それを除いた割合は ${toPercent(attainment.proven)} です。`,
            `Answered as met, but to be confirmed, as a record is missing: ${attainment.doubted}. Without them: ${toPercent(attainment.proven)}.`,
          ),
        ]
      : []),
    ...(awaiting > 0
      ? [
          t(
            `該当なしのうち ${awaiting}件は、2人目の確認を待っているため、満たすに数えていません。`,
            `Answered as not applicable, not yet confirmed by a second person and so not counted as met: ${awaiting}.`,
          ),
        ]
      : []),
    ...(bare > 0
      ? [t(`満たすのうち ${bare}件は、証跡の記載がまだありません。`, `Answered as met, without any evidence named yet: ${bare}.`)]
      : []),
  ]
}

function toLevel(attainment: Attainment, level: 3 | 4, lang: Lang): LevelSummary {
  const tally = attainment.levels[level]
  return {
    level,
    label: LABELS[attainment.target][level][lang],
    total: tally.total,
    met: tally.met,
    confirmedAbsent: tally.notApplicableConfirmed,
    settled: settledOf(tally),
    coverage: tally.coverage,
    percent: toPercent(tally.coverage),
  }
}

function settledOf(tally: Tally): number {
  return tally.met + tally.notApplicableConfirmed
}

const LABELS = {
  3: {
    3: { ja: '★3 の評価基準', en: 'Criteria of ★3' },
    4: { ja: '参考: ★4(★3 を含む)', en: 'For reference: ★4 (with ★3)' },
  },
  4: {
    3: { ja: 'うち ★3 の評価基準', en: 'Of these, criteria of ★3' },
    4: { ja: '★4 の評価基準(★3 を含む)', en: 'Criteria of ★4 (with ★3)' },
  },
} as const
