import type { AssessmentId } from '../kernel/ids.ts'
import { extentOf } from './permissions.ts'
import type { Viewer } from './viewer.ts'

/** Whoever looks at or works on an assessment: where they sit, and how far their roles and their engagement reach. */
export type Actor = Pick<Viewer, 'tenant' | 'person' | 'from' | 'roles' | 'engagement'>

/** Whether they may know of the assessment: an engaged expert of those in the engagement alone. */
export function mayKnow(actor: Actor, assessment: AssessmentId): boolean {
  const known = knownTo(actor)
  return known === undefined || known.includes(assessment)
}

/** The assessments that they may know of; nothing for all. */
export function knownTo(actor: Actor): AssessmentId[] | undefined {
  if (!mayRead(actor)) return []
  return actor.engagement?.assessments ?? undefined
}

/** Whether they may know of every assessment: without that, nothing that counts for all of them is theirs to change. */
export function knowsAll(actor: Actor): boolean {
  return knownTo(actor) === undefined
}

/** Whether they see assigned criteria alone. */
export function seesAssignedOnly(actor: Actor): boolean {
  return extentOf(actor.roles, 'assessment.read') === 'assigned'
}

/** Whether they answer assigned criteria alone, and so cannot hand them on. */
export function answersAssignedOnly(actor: Actor): boolean {
  return extentOf(actor.roles, 'assessment.answer') === 'assigned'
}

/** Whether they see what was answered at all: an expert may be shown the numbers alone. */
export function seesAnswers(actor: Actor): boolean {
  return mayRead(actor) && actor.engagement?.sight !== 'numbers'
}

/** Whether they see evidence and notes. */
export function seesEverything(actor: Actor): boolean {
  return actor.engagement === undefined || actor.engagement.sight === 'everything'
}

/** Whether any of their roles reads assessments; that of an expert only with the engagement itself. */
function mayRead(actor: Actor): boolean {
  const extent = extentOf(actor.roles, 'assessment.read')
  return extent !== undefined && (extent !== 'engaged' || actor.engagement !== undefined)
}
