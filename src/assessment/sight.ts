import { extentOf } from '../roles/permissions.ts'
import { type Actor, seesAnswers, seesAssignedOnly, seesEverything } from '../roles/sight.ts'
import { type AnswerContent, EMPTY_ANSWER, FIELDS } from './fields.ts'

/** Whether they may see an answer: everybody's, or what is assigned to them. */
export function maySee(actor: Actor, answer: Pick<AnswerContent, 'assignee'> | undefined): boolean {
  return seesAnswers(actor) && (!seesAssignedOnly(actor) || answer?.assignee === actor.person)
}

/** Whether they may answer it: all that they see, what is assigned to them, or what the engagement leaves to them. */
export function mayAnswer(actor: Actor, answer: Pick<AnswerContent, 'assignee'> | undefined): boolean {
  const extent = extentOf(actor.roles, 'assessment.answer')
  if (extent === undefined || !maySee(actor, answer)) return false
  if (extent === 'assigned') return answer?.assignee === actor.person
  return extent === 'all' || actor.engagement?.mayAnswer === true
}

/** The answer as they may see it: fields for whoever sees everything are blank for an expert to whom they are not shown. */
export function redactedFor<T extends AnswerContent>(actor: Actor, answer: T): T {
  return seesEverything(actor) ? answer : { ...answer, ...WITHHELD }
}

const WITHHELD: Partial<AnswerContent> = Object.fromEntries(
  FIELDS.filter(({ sight }) => sight === 'everything').map(({ key }) => [key, EMPTY_ANSWER[key]]),
)
