import type { Tx } from '../db/db.ts'
import { listPeople } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import * as store from './store.ts'
import { mayDecide, type PlanVersion } from './version.ts'

/** The versions of plans that wait for the actor's decision, the longest waiting first, in the transaction of a page. Two statements. */
export async function waitingFor(tx: Tx, actor: Actor): Promise<PlanVersion[]> {
  if (!may(actor, 'plan.approve') || !seesAnswers(actor)) return []
  const waiting = (await store.listWaiting(tx, actor.tenant)).filter(({ assessment }) => mayKnow(actor, assessment))
  if (waiting.every(({ putBy }) => putBy !== actor.person)) return waiting
  const people = await listPeople(tx, actor.tenant)
  const executives = people.filter((one) => isColleague(one) && one.roles.includes('executive')).map(({ id }) => id)
  return waiting.filter((version) => mayDecide(version, actor.person, executives))
}
