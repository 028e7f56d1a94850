import { extentOf, type Viewer } from '../identity/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { AnswerContent } from './answer.ts'

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

/** Whether they may see an answer: everybody's, or what is assigned to them. */
export function maySee(actor: Actor, answer: Pick<AnswerContent, 'owner'> | undefined): boolean {
  return seesAnswers(actor) && (!seesAssignedOnly(actor) || answer?.owner === actor.person)
}

/** Whether they may answer it: all that they see, what is assigned to them, or what the engagement leaves to them. */
export function mayAnswer(actor: Actor, answer: Pick<AnswerContent, 'owner'> | undefined): boolean {
  const extent = extentOf(actor.roles, 'assessment.answer')
  if (extent === undefined || !maySee(actor, answer)) return false
  if (extent === 'assigned') return answer?.owner === actor.person
  return extent === 'all' || actor.engagement?.mayAnswer === true
}

/** The answer as they may see it: evidence and notes are blank for an expert to whom they are not shown. */
export function veiled<T extends Pick<AnswerContent, 'evidence' | 'note'>>(actor: Actor, answer: T): T {
  return seesEverything(actor) ? answer : { ...answer, evidence: '', note: '' }
}

/** Whether any of their roles reads assessments; that of an expert only with the engagement itself. */
function mayRead(actor: Actor): boolean {
  const extent = extentOf(actor.roles, 'assessment.read')
  return extent !== undefined && (extent !== 'engaged' || actor.engagement !== undefined)
}
