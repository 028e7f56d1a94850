import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { type Act, extentOf } from '../roles/permissions.ts'
import { type Actor, seesEverything } from '../roles/sight.ts'

/**
 * Which pieces of evidence somebody sees: all; as an expert, those that are not kept from outsiders, of the assessments of the engagement
 * alone where it names some; as a 回答者, their own and those of criteria and tasks that are theirs; none.
 */
export type Sight =
  | { sees: 'all' }
  | { sees: 'engaged'; assessments: AssessmentId[] | null }
  | { sees: 'own'; person: PersonId }
  | { sees: 'none' }

export function sightOf(actor: Actor): Sight {
  const extent = extentOf(actor.roles, 'evidence.read')
  if (actor.engagement) {
    const shown = extent !== undefined && seesEverything(actor)
    return shown ? { sees: 'engaged', assessments: actor.engagement.assessments } : { sees: 'none' }
  }
  if (extent === 'all') return { sees: 'all' }
  return extent === 'assigned' ? { sees: 'own', person: actor.person } : { sees: 'none' }
}

export function seesEvidence(actor: Actor): boolean {
  return sightOf(actor).sees !== 'none'
}

/** Whether they may do it with the evidence that they see. */
export function mayWithEvidence(actor: Actor, act: Act): boolean {
  return seesEvidence(actor) && extentOf(actor.roles, act) !== undefined
}
