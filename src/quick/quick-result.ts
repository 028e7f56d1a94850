import { type Category, categoryOf, type EditionTexts, type Requirement } from '../catalogue/index.ts'
import type { Standing } from '../standing/status.ts'
import { type QuickAnswer, type QuickSheet, questionsFor } from './quick-answers.ts'

/** A requirement that looks open. `answer` is missing where nobody answered; `criteria` counts those of the target. */
export type QuickGap = {
  requirement: Requirement
  answer: Exclude<QuickAnswer, 'yes'> | undefined
  level: 3 | 4
  criteria: number
}

/** How many questions stand where. Not knowing and not answering count as `unanswered`: both are open. */
type QuickTally = { total: number; counts: Record<Standing, number> }

export type QuickResult = QuickTally & {
  categories: (Pick<Category, 'id' | 'name' | 'en'> & QuickTally)[]
  gaps: QuickGap[]
  /** The gaps to begin with. */
  first: QuickGap[]
}

/** How many gaps are put forward to begin with. */
export const FIRST_GAPS = 5

/**
 * What the quick answers amount to. It speaks of questions, never of criteria: no answer here makes a criterion met.
 * Gaps come surest first (no, partly, unknown, unanswered), then ★3 before ★4, then those with more criteria, then by number.
 */
export function assessQuick(edition: EditionTexts, sheet: QuickSheet): QuickResult {
  const questions = questionsFor(edition, sheet.target)
  const gaps = questions
    .flatMap((requirement) => {
      const answer = sheet.answers.get(requirement.id)
      if (answer === 'yes') return []
      const criteria = requirement.criteria.filter((criterion) => criterion.level <= sheet.target)
      const level = criteria.some((criterion) => criterion.level === 3) ? (3 as const) : (4 as const)
      return [{ requirement, answer, level, criteria: criteria.length }]
    })
    .sort((a, b) => urgencyOf(a) - urgencyOf(b) || a.level - b.level || b.criteria - a.criteria)
  return {
    ...tallyOf(questions, sheet),
    categories: edition.categories.map(({ id, name, en }) => ({
      id,
      name,
      en,
      ...tallyOf(
        questions.filter((requirement) => categoryOf(requirement.id) === id),
        sheet,
      ),
    })),
    gaps,
    first: gaps.slice(0, FIRST_GAPS),
  }
}

/** The standing as which a bar shows a quick answer. */
export const STANDING_OF: Record<QuickAnswer, Standing> = {
  yes: 'met',
  partly: 'partial',
  no: 'unmet',
  unknown: 'unanswered',
}

function tallyOf(questions: readonly Requirement[], sheet: QuickSheet): QuickTally {
  const counts = { met: 0, partial: 0, unmet: 0, planned: 0, notApplicable: 0, unanswered: 0 }
  for (const { id } of questions) counts[STANDING_OF[sheet.answers.get(id) ?? 'unknown']] += 1
  return { total: questions.length, counts }
}

function urgencyOf({ answer }: QuickGap): number {
  if (answer === undefined) return 3
  return { no: 0, partly: 1, unknown: 2 }[answer]
}
