import * as assessments from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Actor } from '../roles/sight.ts'
import { contentOf } from './content.ts'
import { done, required } from './made.ts'
import type { Sitting } from './world.ts'

/** A person sits down: writes many answers at once, changes some one by one, confirms what others say does not apply. */
export async function sit(
  context: CatalogueContext,
  seat: Actor,
  assessment: AssessmentId,
  sitting: Sitting,
  { now, person }: { now: Instant; person(key: string): PersonId },
): Promise<void> {
  const { head, answers } = required(await assessments.readAssessment(context, seat, assessment), 'assessment lost')
  const criteria = new Map(context.edition(head.edition).criteria.map((criterion) => [criterion.id, criterion]))
  const planned = (fills: Sitting['fills']) =>
    Object.entries(fills).map(([id, fill]) => {
      const criterion = required(criteria.get(id), `${head.edition} has no ${id}`)
      const before = answers.get(id)
      const content = contentOf(fill, before ?? EMPTY_ANSWER, { criterion, now, person })
      return { criterion: id, from: before?.revision ?? 0, content }
    })
  const fills = planned(sitting.fills)
  if (fills.length > 0) done(await assessments.recordImported(context, seat, assessment, fills))
  for (const change of planned(sitting.changes)) {
    done(await assessments.recordAnswer(context, seat, { assessment, ...change }))
  }
  for (const criterion of sitting.confirms) {
    const from = answers.get(criterion)?.revision ?? 0
    done(await assessments.confirmNotApplicable(context, seat, { assessment, criterion, from }))
  }
}
