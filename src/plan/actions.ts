import { gapsIn } from '../assessment/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { issuesIn } from '../issues/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import { listNamed } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, mayKnow, seesAnswers } from '../roles/sight.ts'
import { beginTasks, type PlannedIn, planDays, tasksIn } from '../tasks/actions.ts'
import { effortsIn } from './effort-actions.ts'
import * as events from './events.ts'
import { type KeptPlan, movedIn, type PlanResult, withIds } from './kept-plan.ts'
import { type Planned, type PlanWork, planWork } from './plan-work.ts'
import type { PlanSettings } from './settings.ts'
import * as store from './store.ts'
import { type NewTask, toPlanWork } from './task-plan.ts'

/** All that the plan of an assessment is made of, and the plan itself where there is one. Nothing where the actor may not see it. */
export async function planIn(context: MeasuresContext, tx: Tx, actor: Actor, id: AssessmentId) {
  const found = mayKnow(actor, id) ? await issuesIn(context, tx, actor, id) : undefined
  if (!found) return undefined
  const { tenant } = actor
  const people = await listNamed(tx, tenant)
  const [tasks, efforts] = [await tasksIn(tx, actor, id), await effortsIn(tx, tenant)]
  return { ...found, people, tasks, efforts, plan: await store.findPlan(tx, tenant, id) }
}
export type PlanView = NonNullable<Awaited<ReturnType<typeof planIn>>>

/** The same in a transaction of its own. */
export function readPlan(context: MeasuresContext, actor: Actor, id: AssessmentId): Promise<PlanView | undefined> {
  return context.db.read({ tenant: actor.tenant }, (tx) => planIn(context, tx, actor, id))
}

/** For the pages of tasks: what the plan as it was made last says of them, and what the organisation says of their measures. */
export const plannedIn: PlannedIn = async (tx, tenant, assessment) => {
  const { plan, own } = await store.findPlannedTasks(tx, tenant, assessment)
  return {
    planned:
      plan === null
        ? undefined
        : {
            critical: new Set(plan.critical.map(({ id }) => id)),
            days: new Map(plan.pieces.map(({ id, days }) => [id, days])),
            size: plan.size,
          },
    own: new Map(Object.entries(own ?? {})),
  }
}

/** What would come of planning with those settings: nothing is written. `begin` are the tasks that it would begin. */
export async function tryPlan(
  context: MeasuresContext,
  actor: Actor,
  found: PlanView,
  settings: PlanSettings,
): Promise<Outcome<{ result: PlanResult; begin: NewTask[] }>> {
  const forbidden = refuseUnlessMay(actor, 'plan.make')
  if (forbidden) return forbidden
  const { work, begin } = workFor(context, found, settings)
  const planned = await schedule(context, actor, work)
  if (!planned.ok) return planned
  return accept({ result: toResult(found, planned.value, work), begin })
}

/**
 * Makes the plan of an assessment: a task for every open issue that has none, and days for every task that is to be done. The order is
 * sought outside any transaction, by a thread where there are some. Refuses, and writes nothing, where the plan is no longer the one
 * that the actor saw (`seen`, its revision), or something changed while the order was sought.
 */
export async function makePlan(
  context: MeasuresContext,
  actor: Actor,
  id: AssessmentId,
  settings: PlanSettings,
  seen: number,
): Promise<Outcome<PlanResult> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'plan.make')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  if (!mayKnow(actor, id) || !seesAnswers(actor)) return undefined
  const found = await readPlan(context, actor, id)
  if (!found) return undefined
  const { work } = workFor(context, found, settings)
  const planned = await schedule(context, actor, work)
  if (!planned.ok) return planned
  return context.db.transact({ tenant }, async (tx) => {
    if (!(await gapsIn(context, tx, actor, id, { locked: true }))) return undefined
    const now = await planIn(context, tx, actor, id)
    if (!now) return undefined
    if ((now.plan?.revision ?? 0) !== seen) return refuse('plan.changed', MADE_MEANWHILE)
    const again = workFor(context, now, settings)
    if (JSON.stringify(again.work) !== JSON.stringify(work)) return refuse('plan.changed', CHANGED_MEANWHILE)
    const wishes = again.begin.map(({ issue, measure, title }) => {
      return { issue, measure, title, origin: measure === null ? ('own' as const) : ('measure' as const) }
    })
    const begun = await beginTasks(context, tx, actor, id, wishes)
    const ids = new Map(again.begin.flatMap(({ key }, index) => (begun[index] ? [[key, begun[index].id] as const] : [])))
    const result = toResult(now, withIds(planned.value, ids), work)
    const days = new Map(result.pieces.map(({ id: task, start, end, shown }) => [task, { start, end, shown }]))
    const toDo = [...now.tasks, ...begun].filter(({ state }) => state === 'todo' || state === 'doing')
    await planDays(
      tx,
      actor,
      toDo.map(({ id: task }) => ({ id: task, planned: days.get(task) ?? null })),
    )
    const plan: KeptPlan = { assessment: id, settings, result, by: person, at: context.now(), revision: seen + 1 }
    await store.keepPlan(tx, tenant, plan)
    await logEvent(context, tx, actor, events.planned(now.head, now.plan, plan, begun.length))
    return accept(result)
  })
}

/** Only people of the organisation have hours in a plan: whoever left since has none. */
function workFor(context: MeasuresContext, found: PlanView, settings: PlanSettings) {
  const there = new Set(found.people.filter(isColleague).map(({ id }) => id))
  const people = settings.people.filter(({ person }) => there.has(person))
  const { measures } = measuresIn(context.measures(), 'ja')
  const { head, ...rest } = found
  return toPlanWork({ ...rest, target: head.target, measures, settings: { ...settings, people } })
}

function schedule(context: Context, { tenant }: Actor, work: PlanWork): Promise<Outcome<Planned>> {
  return (
    context.workers?.run<Planned>({ name: 'plan.work', input: work, owner: tenant }) ?? Promise.resolve(accept(planWork(work)))
  )
}

function toResult({ plan, tasks }: PlanView, planned: Planned, { settled, total }: PlanWork): PlanResult {
  return { ...planned, moved: movedIn(tasks, planned), reachedBefore: plan?.result.reached ?? null, settled, total }
}

const MADE_MEANWHILE = {
  ja: 'ほかの人が先に計画をつくり直しました。いまの計画を見てから、もう一度つくってください。入力したものは残っています。',
  en: 'Somebody else made the plan anew first. Look at it, then make yours again. What you entered is kept.',
}
const CHANGED_MEANWHILE = {
  ja: '計画をつくっている間に、回答・課題・対応のどれかが変わりました。もう一度「この計画にする」を押してください。入力したものは残っています。',
  en: 'An answer, issue or task changed while the plan was made. Press the button again. What you entered is kept.',
}
