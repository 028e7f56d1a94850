import { createAssessment } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { SentForm } from '../db/sent-form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import type { Actor } from '../roles/sight.ts'
import type { QuickSheet } from './quick-answers.ts'
import { startingAnswers } from './take-over.ts'

/** Takes a quick assessment over into a full one. Refuses a missing or overlong title. */
export function takeOver(
  context: CatalogueContext,
  seat: Actor,
  sheet: QuickSheet,
  title: string,
  sent?: SentForm,
): Promise<Outcome<AssessmentId>> {
  const { edition, target } = sheet
  const starting = startingAnswers(context.edition(edition), sheet)
  return createAssessment(context, seat, { title, edition, target, starting }, sent)
}
