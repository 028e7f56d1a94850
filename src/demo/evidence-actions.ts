import type { CatalogueContext } from '../catalogue/index.ts'
import { addEvidence, checkEvidence, keepSent } from '../evidence/actions.ts'
import { addDays } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Viewer } from '../roles/viewer.ts'
import { done } from './made.ts'
import type { DemoEvidence } from './world.ts'

/** Somebody adds a piece of evidence for some criteria, and somebody else may have looked at it. */
export async function prove(
  context: CatalogueContext,
  viewer: Viewer,
  assessment: AssessmentId,
  { title, kind, criteria, custodian, covers, lasts, insidersOnly, file, place }: DemoEvidence,
  checker: Viewer | undefined,
): Promise<void> {
  const today = dayInJapan(context.now())
  const content = file
    ? done(await keepSent(context, viewer, new File([file.text], file.name)))
    : { type: 'kept' as const, place: place ?? '', keeper: custodian, sha256: null }
  const days = {
    periodFrom: covers === undefined ? null : addDays(today, -covers),
    periodTo: covers === undefined ? null : today,
    issuedOn: today,
    validUntil: lasts === undefined ? null : addDays(today, lasts),
  }
  const said = { title, kind, source: '', custodian, confidentiality: 'internal' as const, insidersOnly, note: '' }
  const targets = criteria.map((target) => ({ kind: 'criterion' as const, assessment, target }))
  const [id] = done(await addEvidence(context, viewer, [{ ...said, ...days, content }], targets))
  if (!checker || !id) return
  for (const target of targets) done(await checkEvidence(context, checker, id, { target, version: 1 }))
}
