import { gapsIn } from '../assessment/actions.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, IssueId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import * as events from './events.ts'
import { groupGaps } from './grouping.ts'
import type { Issue } from './issue.ts'
import * as store from './store.ts'

/**
 * Groups what is missing of an assessment into issues, by the measures that close it. Nothing that stands is changed: done again, it
 * only adds what is missing since. Nothing where the actor may not see it.
 */
export async function groupIssues(
  context: MeasuresContext,
  actor: Actor,
  id: AssessmentId,
): Promise<Outcome<{ begun: number; added: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'issues.change')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  if (!mayKnow(actor, id) || !seesAnswers(actor)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const found = await gapsIn(context, tx, actor, id, { locked: true })
    if (!found) return undefined
    const { head, edition, gaps } = found
    const { measures } = measuresIn(context.measures(), 'ja')
    const grouping = groupGaps(gaps, measures, edition, await store.listIssues(tx, tenant, id))
    const now = context.now()
    const names = new Map(measures.map((measure) => [measure.id, measure.name]))
    const begun = grouping.begin.map(
      ({ measure, criteria }): Issue => ({
        ...{ id: context.newId<IssueId>(), measure, note: '', mergedInto: null, aside: null, revision: 1 },
        title: (measure && names.get(measure)) ?? OTHER,
        criteria: criteria.map((criterion) => ({ criterion, addedAt: now })),
        ...{ createdBy: person, createdAt: now },
      }),
    )
    const added = grouping.add.flatMap(({ issue, criteria }) =>
      criteria.map((criterion) => ({ issue, criterion, by: person, addedAt: now })),
    )
    await store.insertIssues(tx, tenant, id, begun)
    await store.addCriteria(tx, tenant, added)
    if (begun.length + added.length > 0) await logEvent(context, tx, actor, events.grouped(head, begun.length, added.length))
    return accept({ begun: begun.length, added: added.length })
  })
}

/** What an issue is called whose criteria no measure closes. */
const OTHER = 'そのほかの不足'

/** The issues of an assessment with what is missing now, in the transaction of an act or a page. Nothing where the actor may not see it. */
export async function issuesIn(context: MeasuresContext, tx: Tx, actor: Actor, id: AssessmentId) {
  if (!seesAnswers(actor)) return undefined
  const found = await gapsIn(context, tx, actor, id)
  return found && { ...found, issues: await store.listIssues(tx, actor.tenant, id) }
}
