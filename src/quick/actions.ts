import { createAssessment } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { SentForm } from '../db/sent-form.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import type { Actor } from '../roles/sight.ts'
import { type QuickSheet, saidIn, TAKE_OVER } from './quick-answers.ts'

/** Takes a quick assessment over into a full one. Refuses a missing or overlong title. */
export async function takeOver(
  context: CatalogueContext,
  seat: Actor,
  sheet: QuickSheet,
  typed: Typed<typeof TAKE_OVER>,
  sent?: SentForm,
): Promise<Outcome<AssessmentId>> {
  const decided = decideForm(TAKE_OVER, typed)
  if (!decided.ok) return decided
  const { edition, target } = sheet
  const quick = saidIn(context.edition(edition), sheet)
  return createAssessment(context, seat, { ...decided.value, edition, target, quick }, sent)
}
