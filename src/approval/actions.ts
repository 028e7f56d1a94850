import { createHash } from 'node:crypto'
import { gapsIn } from '../assessment/actions.ts'
import type { Tx } from '../db/db.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AssessmentId, DirectionId, PlanVersionId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { canonicalJson } from '../log/index.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { listNamed, type Named } from '../organisation/actions.ts'
import { planIn } from '../plan/actions.ts'
import { isStale } from '../plan/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import { beginTasks } from '../tasks/actions.ts'
import * as events from './events.ts'
import { type DECISION, decideDecision, SUBMISSION } from './forms.ts'
import { type FrozenPlan, freeze } from './frozen-plan.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'
import { mayDecide, type PlanVersion } from './version.ts'

/** The versions of plans that wait for the actor's decision, the longest waiting first, in the transaction of a page. Two statements. */
export async function waitingFor(tx: Tx, actor: Actor): Promise<PlanVersion[]> {
  if (!may(actor, 'plan.approve') || !seesAnswers(actor)) return []
  const waiting = (await store.listWaiting(tx, actor.tenant)).filter(({ assessment }) => mayKnow(actor, assessment))
  if (waiting.every(({ putBy }) => putBy !== actor.person)) return waiting
  const executives = executivesAmong(await listNamed(tx, actor.tenant))
  return waiting.filter((version) => mayDecide(version, actor.person, executives))
}

/** The plan of an assessment with all versions of it, what was directed, and the plan as it would be frozen now; in the transaction of a page. */
export async function approvalIn(context: MeasuresContext, tx: Tx, viewer: Viewer, id: AssessmentId) {
  const found = await planIn(context, tx, viewer, id)
  if (!found) return undefined
  const versions = await store.listVersions(tx, viewer.tenant, id)
  const directions = versions.length > 0 ? await store.listDirections(tx, viewer.tenant, id) : []
  return { ...found, versions, directions, now: found.plan && frozenOf(viewer.organisationName, found, found.plan) }
}
export type ApprovalView = NonNullable<Awaited<ReturnType<typeof approvalIn>>>

/** The same in a transaction of its own. */
export function readApproval(context: MeasuresContext, viewer: Viewer, id: AssessmentId): Promise<ApprovalView | undefined> {
  return context.db.read({ tenant: viewer.tenant }, (tx) => approvalIn(context, tx, viewer, id))
}

/** Whether the viewer may decide on a version now. */
export function decides(viewer: Viewer, version: PlanVersion, people: readonly Named[]): boolean {
  return version.decision === null && may(viewer, 'plan.approve') && mayDecide(version, viewer.person, executivesAmong(people))
}

/**
 * Puts the plan before management: freezes it as the next version. Refuses where there is no plan, tasks changed since it was made, or a
 * version waits already.
 */
export async function submitPlan(
  context: MeasuresContext,
  viewer: Viewer,
  id: AssessmentId,
  typed: Typed<typeof SUBMISSION>,
): Promise<Outcome<PlanVersion> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'plan.submit')
  if (forbidden) return forbidden
  const decided = decideForm(SUBMISSION, typed)
  if (!decided.ok) return decided
  return context.db.transact({ tenant: viewer.tenant }, async (tx) => {
    if (!(await gapsIn(context, tx, viewer, id, { locked: true }))) return undefined
    const found = await approvalIn(context, tx, viewer, id)
    if (!found) return undefined
    if (!found.plan || !found.now) return refusals.noPlan()
    if (isStale(found.plan, found.tasks, found.efforts)) return refusals.stale()
    if (found.versions.some(({ decision }) => decision === null)) return refusals.waiting()
    const content = canonicalJson(found.now)
    const version: PlanVersion = {
      ...{ id: context.newId<PlanVersionId>(), assessment: id, number: (found.versions[0]?.number ?? 0) + 1, content },
      sha256: createHash('sha256').update(content).digest('hex'),
      ...{ message: decided.value.message, putBy: viewer.person, putAt: context.now(), decision: null },
    }
    await store.insertVersion(tx, viewer.tenant, version)
    await logEvent(context, tx, viewer, events.submitted(found.head, version))
    return accept(version)
  })
}

/**
 * Approves a version, with directions or without; each becomes a task of the first priority, and stays linked. Refuses where that was
 * decided, and whoever put it while another executive is there.
 */
export async function approvePlan(
  context: MeasuresContext,
  viewer: Viewer,
  place: Place,
  typed: Typed<typeof DECISION>,
): Promise<Outcome<PlanVersion> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'plan.approve')
  return forbidden ?? decideOn(context, viewer, place, 'approved', typed)
}

/** Sends a version back with directions. Refuses as approving does, and where there is none. */
export async function directPlan(
  context: MeasuresContext,
  viewer: Viewer,
  place: Place,
  typed: Typed<typeof DECISION>,
): Promise<Outcome<PlanVersion> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'plan.approve')
  return forbidden ?? decideOn(context, viewer, place, 'directed', typed)
}

async function decideOn(
  context: MeasuresContext,
  viewer: Viewer,
  place: Place,
  outcome: 'approved' | 'directed',
  typed: Typed<typeof DECISION>,
): Promise<Outcome<PlanVersion> | undefined> {
  const wish = decideDecision(typed, outcome)
  if (!wish.ok) return wish
  const { word, directions } = wish.value
  return onVersion(context, viewer, place, async (tx, { head, people }, version) => {
    if (!mayDecide(version, viewer.person, executivesAmong(people))) return refusals.own()
    if (!(await decide(context, tx, viewer, version, outcome, word))) return refusals.decided()
    const tasks = await beginTasks(context, tx, viewer, head.id, directions.map(toWish))
    await store.insertDirections(
      tx,
      viewer.tenant,
      tasks.map(({ id: task }, position) => {
        return { id: context.newId<DirectionId>(), version: version.id, position, body: directions[position] ?? '', task }
      }),
    )
    await logEvent(context, tx, viewer, events.decided(head, version, outcome, word, directions))
    return accept(version)
  })
}

/** Takes a version back that nobody has decided on. Refuses whoever did not put it. */
export async function withdrawPlan(
  context: MeasuresContext,
  viewer: Viewer,
  place: Place,
): Promise<Outcome<PlanVersion> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'plan.submit')
  if (forbidden) return forbidden
  return onVersion(context, viewer, place, async (tx, { head }, version) => {
    if (version.putBy !== viewer.person) return refusals.notTheirs()
    if (!(await decide(context, tx, viewer, version, 'withdrawn', ''))) return refusals.decided()
    await logEvent(context, tx, viewer, events.withdrawn(head, version))
    return accept(version)
  })
}

/** A version by its assessment and its number there. */
export type Place = { assessment: AssessmentId; number: number }

async function onVersion(
  context: MeasuresContext,
  viewer: Viewer,
  { assessment, number }: Place,
  act: (
    tx: Tx,
    found: { head: { id: AssessmentId; title: string }; people: Named[] },
    version: PlanVersion,
  ) => Promise<Outcome<PlanVersion>>,
): Promise<Outcome<PlanVersion> | undefined> {
  if (!seesAnswers(viewer)) return undefined
  return context.db.transact({ tenant: viewer.tenant }, async (tx) => {
    const found = await gapsIn(context, tx, viewer, assessment, { locked: true })
    const version = found && (await store.listVersions(tx, viewer.tenant, assessment)).find((one) => one.number === number)
    if (!found || !version) return undefined
    return act(tx, { head: found.head, people: await listNamed(tx, viewer.tenant) }, version)
  })
}

function decide(
  context: MeasuresContext,
  tx: Tx,
  { tenant, person: by }: Viewer,
  version: PlanVersion,
  outcome: NonNullable<PlanVersion['decision']>['outcome'],
  word: string,
): Promise<boolean> {
  return store.decideVersion(tx, tenant, version.id, { outcome, word, by, at: context.now() })
}

/** The first line of a direction, as far as the name of a task goes; the whole of it is its note. */
function toWish(body: string) {
  const [line = ''] = body.split('\n')
  const title = [...line].length > LONGEST_TITLE ? `${[...line].slice(0, LONGEST_TITLE - 1).join('')}…` : line
  return { issue: null, measure: null, origin: 'direction' as const, title, note: body, priority: 1 as const }
}

const LONGEST_TITLE = 100

function executivesAmong(people: readonly Named[]) {
  return people.filter((one) => isColleague(one) && one.roles.includes('executive')).map(({ id }) => id)
}

function frozenOf(
  organisation: string,
  found: NonNullable<Awaited<ReturnType<typeof planIn>>>,
  plan: NonNullable<ApprovalPlan>,
): FrozenPlan {
  const { head, attainment, tasks, people } = found
  const settled = attainment.met + attainment.notApplicableConfirmed
  return freeze({ head, organisation, settled, total: attainment.total, tasks, people }, plan)
}
type ApprovalPlan = NonNullable<Awaited<ReturnType<typeof planIn>>>['plan']
