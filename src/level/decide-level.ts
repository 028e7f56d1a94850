import type { Target } from '../catalogue/index.ts'

/** The three questions: important confidential information, a stop that cannot be borne, reach into the internal system. */
export const QUESTIONS = ['confidential', 'continuity', 'access'] as const
export type Question = (typeof QUESTIONS)[number]
export type Answers = Record<Question, boolean>

/** Whose ★ is asked about: one's own, or that of a partner. The questions are the same, the direction is reversed. */
export const SUBJECTS = ['self', 'partner'] as const
export type Subject = (typeof SUBJECTS)[number]

/** The level that the answers lead to, and the questions that were answered with yes: none of them for ★3. */
export type Level = { level: Target; because: Question[] }

/**
 * Any yes leads to ★4, three times no to ★3. There is no answer that leads to no ★, to ★1, ★2 or ★5: the factors that the
 * scheme may weigh after three times no could not be found in what is published. The order of the questions does not change the outcome.
 */
export function decideLevel(answers: Answers): Level {
  const because = QUESTIONS.filter((question) => answers[question])
  return { level: because.length > 0 ? 4 : 3, because }
}
