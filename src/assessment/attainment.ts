import { type Category, type Criterion, categoryOf, criteriaFor, type Edition, type Target } from '../catalogue/index.ts'
import type { Words } from '../kernel/refusal.ts'
import { STANDING_WORDS, type Standing, type Status } from '../standing/status.ts'

/** What the roll-up needs to know of an answer. */
export type Answered = { criterion: string; status: Status | null; confirmed: boolean; doubted?: boolean }

/**
 * How many criteria stand where. `total` counts every criterion of the target, unanswered ones too.
 * `coverage` is (met + confirmed 該当なし) ÷ total, from 0 to 1 with six decimals: a share of the criteria, never a verdict.
 * `doubted` counts those of the met that are to be confirmed, as a record is missing; `proven` is the coverage without them.
 */
export type Tally = Record<Standing, number> & {
  total: number
  notApplicableConfirmed: number
  coverage: number
  doubted: number
  proven: number
}

export type RequirementResult = {
  id: string
  name: string
  /** ○ when every criterion of the target is met or confirmed as not applicable. */
  result: '○' | '×'
  because: Words
  tally: Tally
  criteria: { id: string; standing: Standing; confirmed: boolean; doubted: boolean }[]
}

/** The state of an assessment at one moment. Every screen, file and command shows these numbers and no others. */
export type Attainment = Tally & {
  edition: string
  target: Target
  levels: { 3: Tally; 4: Tally }
  categories: (Pick<Category, 'id' | 'name' | 'en'> & { tally: Tally; requirements: { fulfilled: number; total: number } })[]
  requirements: RequirementResult[]
}

/** What somebody has to work for, in the order of the edition, and what only waits for a confirmation. */
export function missingIn({ requirements }: Attainment): { gaps: string[]; toConfirm: string[] } {
  const criteria = requirements.flatMap((requirement) => requirement.criteria)
  return {
    gaps: criteria.filter(({ standing }) => standing !== 'met' && standing !== 'notApplicable').map(({ id }) => id),
    toConfirm: criteria.filter(({ standing, confirmed }) => standing === 'notApplicable' && !confirmed).map(({ id }) => id),
  }
}

/** Rolls answers up per requirement, category and level. Answers to criteria that the edition does not have are ignored. */
export function attain(edition: Edition, target: Target, answers: Iterable<Answered>): Attainment {
  const known = new Map([...answers].map((answer) => [answer.criterion, answer]))
  const judged = criteriaFor(edition, target)
  const requirements = edition.requirements.flatMap((requirement) => {
    const criteria = requirement.criteria.filter((criterion) => criterion.level <= target)
    return criteria.length === 0 ? [] : [judge(requirement.id, requirement.name, criteria, known)]
  })
  return {
    edition: edition.id,
    target,
    ...tally(judged, known),
    levels: { 3: tally(criteriaFor(edition, 3), known), 4: tally(criteriaFor(edition, 4), known) },
    categories: edition.categories.map(({ id, name, en }) => {
      const own = requirements.filter((requirement) => categoryOf(requirement.id) === id)
      return {
        id,
        name,
        en,
        tally: tally(
          judged.filter((criterion) => categoryOf(criterion.id) === id),
          known,
        ),
        requirements: { fulfilled: own.filter(({ result }) => result === '○').length, total: own.length },
      }
    }),
    requirements,
  }
}

function judge(id: string, name: string, criteria: Criterion[], known: Map<string, Answered>): RequirementResult {
  const counts = tally(criteria, known)
  const settled = counts.met + counts.notApplicableConfirmed
  return {
    id,
    name,
    result: settled === counts.total ? '○' : '×',
    because: becauseOf(counts),
    tally: counts,
    criteria: criteria.map((criterion) => ({
      id: criterion.id,
      standing: standingOf(known.get(criterion.id)),
      confirmed: known.get(criterion.id)?.confirmed ?? false,
      doubted: isDoubted(known.get(criterion.id)),
    })),
  }
}

/** Counts where each of `criteria` stands. */
function tally(criteria: readonly { id: string }[], known: ReadonlyMap<string, Answered>): Tally {
  const counts: Tally = {
    total: criteria.length,
    met: 0,
    partial: 0,
    unmet: 0,
    planned: 0,
    notApplicable: 0,
    unanswered: 0,
    notApplicableConfirmed: 0,
    coverage: 0,
    doubted: 0,
    proven: 0,
  }
  for (const { id } of criteria) {
    const answer = known.get(id)
    counts[standingOf(answer)] += 1
    if (answer?.status === 'notApplicable' && answer.confirmed) counts.notApplicableConfirmed += 1
    if (isDoubted(answer)) counts.doubted += 1
  }
  const settled = counts.met + counts.notApplicableConfirmed
  counts.coverage = shareOf(settled, counts.total)
  counts.proven = shareOf(settled - counts.doubted, counts.total)
  return counts
}

/** Only what is said to be met can be doubted. */
function isDoubted(answer: Pick<Answered, 'status' | 'doubted'> | undefined): boolean {
  return answer?.status === 'met' && answer.doubted === true
}

export function standingOf(answer: Pick<Answered, 'status'> | undefined): Standing {
  return answer?.status ?? 'unanswered'
}

/** A share of the criteria, from 0 to 1 with six decimals; 0 of none. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000_000) / 1_000_000
}

/** The reason for ○ or × in words, as the brochure's example gives one. */
function becauseOf(counts: Tally): Words {
  const open = [
    ...(['unmet', 'partial', 'planned', 'unanswered'] as const).flatMap((standing) =>
      counts[standing] > 0 ? [{ words: STANDING_WORDS[standing], count: counts[standing] }] : [],
    ),
    ...(counts.notApplicable > counts.notApplicableConfirmed
      ? [
          {
            words: { ja: '該当なし(確認待ち)', en: 'not applicable (awaiting confirmation)' },
            count: counts.notApplicable - counts.notApplicableConfirmed,
          },
        ]
      : []),
  ]
  if (open.length === 0) {
    return counts.notApplicableConfirmed > 0
      ? {
          ja: `${counts.total}件すべてを満たすか、該当なしと確認されています`,
          en: `All ${counts.total} are met or confirmed as not applicable`,
        }
      : { ja: `${counts.total}件すべてを満たしています`, en: `All ${counts.total} are met` }
  }
  return {
    ja: `${counts.total}件のうち、${open.map(({ words, count }) => `${words.ja} ${count}件`).join('、')}`,
    en: `Of ${counts.total}: ${open.map(({ words, count }) => `${words.en.toLowerCase()} ${count}`).join(', ')}`,
  }
}
