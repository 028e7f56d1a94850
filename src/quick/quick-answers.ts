import { z } from 'zod'
import { NEW_ASSESSMENT, type QuickAnswer, type QuickSaid } from '../assessment/index.ts'
import { type Edition, EditionId, type Requirement, type Target } from '../catalogue/index.ts'
import { field, plainField } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

export type { QuickAnswer } from '../assessment/index.ts'

/** What a person can say about one requirement at a glance. Saying nothing is possible too. */
export const QUICK_ANSWERS = ['yes', 'partly', 'no', 'unknown'] as const satisfies readonly QuickAnswer[]

/** A quick assessment: an edition, a target, and the answers by requirement. Requirements without an answer are missing. */
export type QuickSheet = { edition: EditionId; target: Target; answers: ReadonlyMap<string, QuickAnswer> }

/** What an address says of a quick assessment. */
type QuickQuery = { e?: string | undefined; t?: string | undefined; a?: string | undefined }

/** The requirements that are asked about: those with at least one criterion of the target. */
export function questionsFor(edition: Pick<Edition, 'requirements'>, target: Target): Requirement[] {
  return edition.requirements.filter((requirement) => requirement.criteria.some((criterion) => criterion.level <= target))
}

const LETTERS: Record<QuickAnswer, string> = { yes: 'y', partly: 'p', no: 'n', unknown: 'u' }
const UNANSWERED = '-'

/** The answers as one letter per question, in the order of the questions: `ypn-u…`. */
export function packAnswers(questions: readonly { id: string }[], answers: ReadonlyMap<string, QuickAnswer>): string {
  return questions
    .map(({ id }) => {
      const answer = answers.get(id)
      return answer ? LETTERS[answer] : UNANSWERED
    })
    .join('')
}

/** The address of a sheet in short: `e=2026-03-27&t=3&a=yp…`. */
export function toQuery(edition: Pick<Edition, 'requirements'>, sheet: QuickSheet): string {
  return `e=${sheet.edition}&t=${sheet.target}&a=${packAnswers(questionsFor(edition, sheet.target), sheet.answers)}`
}

/** Reads edition and target alone, for the page of questions; both must be known ones. */
export function parseQuick(query: QuickQuery): Outcome<Pick<QuickSheet, 'edition' | 'target'>> {
  const edition = EditionId.safeParse(query.e)
  if (!edition.success || (query.t !== '3' && query.t !== '4')) return BROKEN
  return accept({ edition: edition.data, target: query.t === '4' ? 4 : 3 })
}

/** Reads a whole sheet from an address. Refuses any other letter, and any other number of letters than there are questions. */
export function parseSheet(query: QuickQuery, editionOf: (id: EditionId) => Pick<Edition, 'requirements'>): Outcome<QuickSheet> {
  const quick = parseQuick(query)
  if (!quick.ok) return quick
  const questions = questionsFor(editionOf(quick.value.edition), quick.value.target)
  const letters = query.a ?? ''
  if (letters.length !== questions.length) return BROKEN
  const answers = new Map<string, QuickAnswer>()
  for (const [index, { id }] of questions.entries()) {
    const answer = QUICK_ANSWERS.find((one) => LETTERS[one] === letters[index])
    if (answer) answers.set(id, answer)
    else if (letters[index] !== UNANSWERED) return BROKEN
  }
  return accept({ ...quick.value, answers })
}

/** The form of the questions, one field per requirement, which may be left out. Refuses another value than the four. */
export function quickForm(questions: readonly { id: string }[]) {
  return z.object(Object.fromEntries(questions.map(({ id }) => [id, ANSWER])))
}

/** The answers that were given. */
export function givenIn(read: z.output<ReturnType<typeof quickForm>>): QuickSheet['answers'] {
  return new Map(Object.entries(read).flatMap(([id, answer]) => (answer === null ? [] : [[id, answer] as const])))
}

/** What a form carries of a quick assessment, as an address does; whether it holds is for `parseQuick` and `parseSheet`. */
export const CARRIED = z.object({ e: plainField(String), t: plainField(String), a: plainField(String) })

/** The form that takes a quick assessment over into a full one. */
export const TAKE_OVER = NEW_ASSESSMENT.pick({ title: true })

/**
 * What a full assessment keeps of a quick one. A quick answer is about a whole requirement, at a glance: it can claim no criterion
 * met, and a no does not say which criterion fails. So no criterion is answered by it; what was said stands beside each of them.
 */
export function saidIn(edition: Edition, sheet: QuickSheet): QuickSaid {
  const asked = questionsFor(edition, sheet.target).map(({ id }) => [id, sheet.answers.get(id)] as const)
  return Object.fromEntries(asked.flatMap(([id, answer]) => (answer ? [[id, answer]] : [])))
}

const BROKEN = refuse('quick.broken-link', {
  ja: 'このアドレスは途中で切れているか、書き換えられています。はじめから答え直してください。',
  en: 'This address is cut off or was changed. Please answer the questions again.',
})

const ANSWER = field({}, (typed): Outcome<QuickAnswer | null> => {
  const answer = QUICK_ANSWERS.find((one) => one === typed)
  return answer || typed === '' ? accept(answer ?? null) : BROKEN
})
