import { assessmentIn, attainmentOf, gapsIn } from '../assessment/actions.ts'
import { type Attainment, missingIn } from '../assessment/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, IssueId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import { namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import * as events from './events.ts'
import { groupGaps } from './grouping.ts'
import { newIssue, OTHER_GAPS } from './issue.ts'
import { byUrgency, type Standings, toList, ungroupedIn } from './issue-list.ts'
import * as store from './store.ts'

export {
  addIssue,
  changeIssue,
  mergeIssues,
  moveCriteria,
  putCriteria,
  separateIssue,
  setIssueAside,
  takeIssueUp,
} from './change-actions.ts'

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
    const { head, edition, gaps, attainment } = found
    const { measures } = measuresIn(context.measures(), 'ja')
    const grouping = groupGaps(gaps, measures, edition, await store.listIssues(tx, tenant, id))
    const now = context.now()
    const names = new Map(measures.map((measure) => [measure.id, measure.name]))
    const urgent = byUrgency(standingsOf(attainment))
    const begun = grouping.begin
      .toSorted((one, other) => urgent(one.criteria, other.criteria))
      .map(({ measure, criteria }) => {
        const title = (measure && names.get(measure)) ?? OTHER_GAPS.ja
        const links = criteria.map((criterion) => ({ criterion, addedAt: now }))
        return newIssue({ id: context.newId<IssueId>(), measure, title, note: '', criteria: links }, person, now)
      })
    const added = grouping.add.flatMap(({ issue, criteria }) =>
      criteria.map((criterion) => ({ issue, criterion, by: person, addedAt: now })),
    )
    await store.insertIssues(tx, tenant, id, begun)
    await store.addCriteria(tx, tenant, added)
    if (begun.length + added.length > 0) await logEvent(context, tx, actor, events.grouped(head, begun.length, added.length))
    return accept({ begun: begun.length, added: added.length })
  })
}

/** The issues of an assessment with what is missing now, in the transaction of an act or a page. Nothing where the actor may not see it. */
export async function issuesIn(context: MeasuresContext, tx: Tx, actor: Actor, id: AssessmentId) {
  if (!seesAnswers(actor)) return undefined
  const found = await gapsIn(context, tx, actor, id)
  return found && { ...found, issues: await store.listIssues(tx, actor.tenant, id) }
}

/**
 * The issues of an assessment as a page shows them, with what was answered and what stands in none of them. In one transaction, five
 * statements, however many there are. Nothing where the actor may not see it.
 */
export async function readIssues(context: MeasuresContext, actor: Actor, id: AssessmentId) {
  if (!seesAnswers(actor)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await assessmentIn(tx, actor, id)
    if (!found) return undefined
    const issues = await store.listIssues(tx, actor.tenant, id)
    const attainment = attainmentOf(context, found.head)
    const known = standingsOf(attainment)
    return {
      ...found,
      ...known,
      edition: context.edition(found.head.edition),
      issues: toList(issues, known, context.now()),
      ungrouped: ungroupedIn(issues, known.gaps),
      people: await namesIn(tx, actor.tenant),
    }
  })
}

/** What is known of the criteria of an assessment that issues are about. */
function standingsOf(attainment: Attainment): Standings {
  const criteria = attainment.requirements.flatMap((requirement) => requirement.criteria)
  return {
    standings: new Map(criteria.map(({ id, standing }) => [id, standing])),
    gaps: new Set(missingIn(attainment).gaps),
  }
}
