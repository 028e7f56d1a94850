import type { z } from 'zod'
import { gapsIn } from '../assessment/actions.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { issuesIn } from '../issues/actions.ts'
import type { AssessmentId, PersonId, TaskId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, namesOf } from '../measures/index.ts'
import { colleaguesIn, namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import * as events from './events.ts'
import { type ASSIGN, type MANY_TASKS, type NEW_TASK, NO_ISSUE, type TASK } from './forms.ts'
import { circleOf } from './needs.ts'
import { beginTasks } from './plan-actions.ts'
import { mayAssignTasks, mayChangeTasks } from './sight.ts'
import * as store from './store.ts'
import type { Task } from './task.ts'

/**
 * Adds a task of somebody's own, once however often its form is sent. Refuses an assignee who is not of the organisation, and an issue
 * that is not of the assessment. Nothing where the actor may not change tasks there.
 */
export async function addTask(
  context: MeasuresContext,
  actor: Actor,
  id: AssessmentId,
  wish: z.output<typeof NEW_TASK>,
  sent?: SentForm,
): Promise<Outcome<TaskId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.change')
  if (forbidden) return forbidden
  if (!mayChangeTasks(actor)) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await issuesIn(context, tx, actor, id)
    if (!found) return undefined
    const stranger = await refuseStranger(tx, actor, wish.assignee)
    if (stranger) return stranger
    if (wish.issue && !found.issues.some((issue) => issue.id === wish.issue)) return refuse('task.issue', NO_ISSUE, 'issue')
    const made = context.newId<TaskId>()
    const first = await firstMade(tx, actor.tenant, sent, made)
    if (first !== made) return accept(first)
    const own = { ...wish, id: made, measure: null, origin: 'own' as const }
    const [task] = await beginTasks(context, tx, actor, id, [own])
    if (task) await logEvent(context, tx, actor, events.begun(found.head, task, await naming(tx, actor, [])))
    return accept(made)
  })
}

/** What became of a change: the task as it stands, or somebody else's change that came first, with nothing written. */
type ChangedTask = { kind: 'saved'; task: Task } | { kind: 'conflict'; theirs: Task }

/**
 * Writes what people say of a task. `revision` is the one that they saw: where somebody else changed it since, nothing is written and
 * theirs comes back. Refuses an assignee who is not of the organisation, and needs that go round in a circle.
 */
export async function changeTask(
  context: MeasuresContext,
  actor: Actor,
  { assessment, task: id }: { assessment: AssessmentId; task: TaskId },
  wish: z.output<typeof TASK>,
): Promise<Outcome<ChangedTask> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.change')
  if (forbidden) return forbidden
  if (!mayChangeTasks(actor)) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await gapsIn(context, tx, actor, assessment, { locked: true })
    const tasks = found ? await store.listTasks(tx, actor.tenant, assessment) : []
    const before = tasks.find((one) => one.id === id)
    if (!found || !before) return undefined
    const { revision, low, likely, high, ...said } = wish
    // A title that stands as a language calls the measure was renamed by nobody.
    const given = before.measure === null ? undefined : namesOf(context.measures())(before.measure)
    if (given?.en === said.title) said.title = given.ja
    const effort: Task['effort'] = low === null || likely === null || high === null ? null : [low, likely, high]
    const known = new Set(tasks.filter((one) => one.id !== id).map((one) => one.id))
    const needs = [...new Set(said.needs)].filter((need) => known.has(need))
    const after = next(context, actor, before, { ...said, needs, effort })
    if (saysTheSame(before, after)) return accept({ kind: 'saved' as const, task: before })
    if (before.revision !== revision) return accept({ kind: 'conflict' as const, theirs: before })
    const stranger = said.assignee === before.assignee ? undefined : await refuseStranger(tx, actor, said.assignee)
    if (stranger) return stranger
    const circle = circleOf(id, needs, tasks)
    if (circle) return { ok: false, refusals: [inCircle(circle, tasks)] }
    await store.updateTask(tx, actor.tenant, after)
    await logEvent(context, tx, actor, events.changed(found.head, before, after, await naming(tx, actor, tasks)))
    return accept({ kind: 'saved' as const, task: after })
  })
}

/**
 * Gives many tasks one assignee, priority, state or due day, all or none. Refuses where one of them was changed since it was seen, is
 * finished and would have to be taken up again, or would be due before it starts.
 */
export async function changeTasks(
  context: MeasuresContext,
  actor: Actor,
  assessment: AssessmentId,
  wish: z.output<typeof MANY_TASKS>,
): Promise<Outcome<{ changed: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.change')
  if (forbidden) return forbidden
  if (!mayChangeTasks(actor)) return undefined
  const { person, priority, state, due, noDue } = wish
  const change = {
    ...(person === undefined ? {} : { assignee: person }),
    ...(priority === undefined ? {} : { priority }),
    ...(state === undefined ? {} : { state }),
    ...(noDue ? { dueOn: null } : due === null ? {} : { dueOn: due }),
  }
  if (Object.keys(change).length === 0) return refuse('tasks.nothing', NOTHING_TO_CHANGE)
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await gapsIn(context, tx, actor, assessment, { locked: true })
    if (!found) return undefined
    const tasks = await store.listTasks(tx, actor.tenant, assessment)
    const byId = new Map(tasks.map((task) => [task.id, task]))
    const stranger = await refuseStranger(tx, actor, person ?? null, 'person')
    if (stranger) return stranger
    const pairs: { before: Task; after: Task }[] = []
    for (const { id, revision } of new Map(wish.tasks.map((seen) => [seen.id, seen])).values()) {
      const before = byId.get(id)
      if (!before) return undefined
      const refusal = againstOne(before, revision, change)
      if (refusal) return { ok: false, refusals: [refusal] }
      const after = next(context, actor, before, change)
      if (!saysTheSame(before, after)) pairs.push({ before, after })
    }
    if (pairs.length === 0) return refuse('tasks.nothing', NOTHING_CHANGES)
    for (const { after } of pairs) await store.updateTask(tx, actor.tenant, after)
    await logEvent(context, tx, actor, events.changedMany(found.head, pairs, await naming(tx, actor, tasks)))
    return accept({ changed: pairs.length })
  })
}

/** Gives a task that nobody has to somebody. Refuses where it was changed since it was seen, and whoever is not of the organisation. */
export async function assignTask(
  context: MeasuresContext,
  actor: Actor,
  { assessment, task: id }: { assessment: AssessmentId; task: TaskId },
  { person, revision }: Pick<z.output<typeof ASSIGN>, 'person' | 'revision'>,
): Promise<Outcome<Task> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.assign')
  if (forbidden) return forbidden
  if (!mayAssignTasks(actor)) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const found = await gapsIn(context, tx, actor, assessment, { locked: true })
    const before = found && (await store.findTask(tx, actor.tenant, assessment, id))
    if (!found || !before) return undefined
    if (before.assignee !== null || before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    const stranger = await refuseStranger(tx, actor, person, 'person')
    if (stranger) return stranger
    const after = next(context, actor, before, { assignee: person })
    await store.updateTask(tx, actor.tenant, after)
    await logEvent(context, tx, actor, events.changed(found.head, before, after, await naming(tx, actor, [])))
    return accept(after)
  })
}

/** A task as it is after a change by somebody. */
export function next(context: Pick<MeasuresContext, 'now'>, { person }: Actor, before: Task, change: Partial<Task>): Task {
  return { ...before, ...change, revision: before.revision + 1, changedBy: person, changedAt: context.now() }
}

/** How the log calls people and tasks. */
export async function naming(tx: Tx, { tenant }: Actor, tasks: readonly Task[]): Promise<events.Naming> {
  const people = await namesIn(tx, tenant)
  const titles = new Map(tasks.map(({ id, title }) => [id as string, title]))
  return { person: (id) => people.get(id) ?? id, task: (id) => titles.get(id) ?? id }
}

/** What is said of a task that somebody changed since it was seen. */
export function changedFirst(title: string): Refusal {
  return {
    code: 'task.changed',
    words: {
      ja: `対応「${title}」は、ほかの人が先に変えました。いまの内容を確かめて、もう一度行ってください。`,
      en: `Somebody else changed the task “${title}” first. Look at what it says now, and do it again.`,
    },
  }
}

/** What is said where a finished task would change its state in another way than by taking it up again. */
export function isFinished(title: string): Refusal {
  return {
    code: 'task.finished',
    words: {
      ja: `対応「${title}」は完了しています。続けるときは、その対応のページで「もう一度始める」を押してください。`,
      en: `The task “${title}” is done. To go on with it, press “Take it up again” on its page.`,
    },
  }
}

function againstOne(before: Task, revision: number, change: Partial<Task>): Refusal | undefined {
  if (before.revision !== revision) return changedFirst(before.title)
  if (change.state !== undefined && before.state === 'done') return isFinished(before.title)
  const { startOn } = before
  if (change.dueOn && startOn && change.dueOn < startOn) {
    const ja = `対応「${before.title}」は${startOn}に始まります。期日は、その日か、そのあとにしてください。`
    return {
      code: 'task.days',
      words: { ja, en: `The task “${before.title}” begins on ${startOn}: its due day must not come before.` },
    }
  }
  return undefined
}

async function refuseStranger(tx: Tx, { tenant }: Actor, person: PersonId | null, field = 'assignee') {
  if (person === null || (await colleaguesIn(tx, tenant)).some(({ id }) => id === person)) return undefined
  return refuse('task.person', { ja: '担当を選び直してください。', en: 'Choose the assignee again.' }, field)
}

function inCircle(circle: readonly TaskId[], tasks: readonly Task[]): Refusal {
  const titles = new Map(tasks.map(({ id, title }) => [id, title]))
  const [ja, en] = ['「」', '“”'].map((quotes) => circle.map((id) => `${quotes[0]}${titles.get(id)}${quotes[1]}`).join(' ← '))
  return {
    code: 'task.circle',
    field: 'needs',
    words: {
      ja: `先に終えることが、ひと回りしてしまいます(${ja})。どれか1つを外してください。`,
      en: `What comes before goes round in a circle (${en}). Leave one of them out.`,
    },
  }
}

/** Whether nothing that people say of a task differs. */
function saysTheSame(one: Task, other: Task): boolean {
  const said = ({ changedAt: _at, changedBy: _by, revision: _revision, ...task }: Task) =>
    JSON.stringify(task, Object.keys(task).sort())
  return said(one) === said(other)
}

const NOTHING_TO_CHANGE = {
  ja: '何を変えるかを選んでください(担当・優先度・状態・期日のどれか)。',
  en: 'Choose what to change: assignee, priority, state or due day.',
}
const NOTHING_CHANGES = {
  ja: '印をつけた対応は、もうすべてそのとおりです。',
  en: 'All tasks that you ticked already say so.',
}
