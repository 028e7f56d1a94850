import type { z } from 'zod'
import { assessmentIn, gapsIn, recordProposed } from '../assessment/actions.ts'
import { type Answer, EMPTY_ANSWER, saysTheSame, tidyAnswer } from '../assessment/index.ts'
import type { Tx } from '../db/db.ts'
import { issuesIn } from '../issues/actions.ts'
import type { AssessmentId, TaskId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { type MeasuresContext, measuresIn, stepsOf } from '../measures/index.ts'
import { namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import * as events from './events.ts'
import type { FINISH, MOVABLE, PROPOSAL } from './forms.ts'
import { proposalsOf, worksOn } from './read-actions.ts'
import { mayChangeTasks, mayDoTask } from './sight.ts'
import * as store from './store.ts'
import type { Task } from './task.ts'
import { changedFirst, isFinished, naming, next } from './write-actions.ts'

/** Of which task something is done. */
type Place = { assessment: AssessmentId; task: TaskId }

/**
 * Puts a task in another state than done. A finished one is taken up again, and what it proposed and nobody decided of goes. Refuses
 * where it was changed since it was seen, and dropping by somebody who may only work on it.
 */
export async function moveTask(
  context: MeasuresContext,
  actor: Actor,
  place: Place,
  { revision, state }: { revision: number; state: (typeof MOVABLE)[number] },
): Promise<Outcome<Task> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.do')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await taskIn(context, tx, actor, place)
    if (!here) return undefined
    const { head, task: before } = here
    if (before.state === state) return accept(before)
    if (before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    if ((state === 'dropped' || before.state === 'dropped') && !mayChangeTasks(actor))
      return refuse('task.state', NOT_YOURS_TO_DROP)
    const after = next(context, actor, before, { state, done: null })
    await store.updateTask(tx, actor.tenant, after)
    if (before.state === 'done') await store.withdrawProposals(tx, actor.tenant, before.id)
    await logEvent(context, tx, actor, events.changed(head, before, after, await naming(tx, actor, [])))
    return accept(after)
  })
}

/** A task after its steps were ticked, its revision before, and how many steps it has. */
type Ticked = { task: Task; was: number; steps: number }

/**
 * Ticks steps, and takes ticks away: what changed since the boxes were `seen` is done to how they stand now, so that two people who tick
 * at once lose nothing. A task that nobody had begun is begun by its first tick. Refuses a finished one.
 */
export async function tickSteps(
  context: MeasuresContext,
  actor: Actor,
  place: Place,
  { ticked, seen }: { ticked: readonly string[]; seen: readonly string[] },
): Promise<Outcome<Ticked> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.do')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await taskIn(context, tx, actor, place)
    if (!here) return undefined
    const { head, edition, task: before } = here
    const measure = measuresIn(context.measures(), 'ja').measures.find(({ id }) => id === before.measure)
    const steps = measure ? stepsOf(measure, edition.id) : []
    const [were, are] = [new Set(seen), new Set(ticked)]
    const after = steps
      .filter(({ id }) => (are.has(id) === were.has(id) ? before.ticked.includes(id) : are.has(id)))
      .map(({ id }) => id)
    const words = (ids: readonly string[]) => steps.filter(({ id }) => ids.includes(id)).map(({ text }) => text)
    const was = before.revision
    if (words(before.ticked).join() === words(after).join()) return accept({ task: before, was, steps: steps.length })
    if (before.state === 'done') return { ok: false, refusals: [isFinished(before.title)] }
    const changed = { ...before, ticked: after, changedBy: actor.person, changedAt: context.now() }
    const begins = before.state === 'todo' && after.length > 0
    const task = begins ? next(context, actor, changed, { state: 'doing' }) : changed
    if (begins) await store.updateTask(tx, actor.tenant, task)
    else await store.tickTask(tx, actor.tenant, task)
    await logEvent(context, tx, actor, events.ticked(head, before, words(before.ticked), words(after)))
    return accept({ task, was, steps: steps.length })
  })
}

/**
 * Finishes a task. It proposes an answer for each criterion that it works on and that is not met now: proposals alone, which a person
 * decides of one by one. Refuses where somebody changed it since.
 */
export async function finishTask(
  context: MeasuresContext,
  actor: Actor,
  place: Place,
  { evidence, revision }: z.output<typeof FINISH>,
): Promise<Outcome<{ proposals: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.do')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await taskIn(context, tx, actor, place)
    const found = here && (await issuesIn(context, tx, actor, place.assessment))
    if (!here || !found) return undefined
    const { head, task: before } = here
    if (before.state === 'done') return { ok: false, refusals: [isFinished(before.title)] }
    if (before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    const all = await store.listTasks(tx, actor.tenant, place.assessment)
    const open = new Set(found.gaps)
    const criteria = worksOn(context, { ...found, task: before, all }).filter((criterion) => open.has(criterion))
    const done = { by: actor.person, at: context.now() }
    const after = next(context, actor, before, { state: 'done', evidence, done })
    await store.updateTask(tx, actor.tenant, after)
    await store.propose(tx, actor.tenant, before.id, criteria)
    await logEvent(context, tx, actor, events.finished(head, after, criteria.length))
    return accept({ proposals: criteria.length })
  })
}

/** What became of a decision on a proposal; somebody else's answer that came first, with nothing written. */
type Decided = { kind: 'decided' } | { kind: 'conflict'; theirs: Answer }

/**
 * Accepts a proposal as an answer, as it stands or as somebody changed it, or leaves it. The answer is recorded as any other is: on the
 * revision that was seen, by whoever may answer. Refuses what an answer refuses, and a proposal that somebody decided of before.
 */
export async function decideProposal(
  context: MeasuresContext,
  actor: Actor,
  place: Place & { criterion: string },
  wish: z.output<typeof PROPOSAL> & { lang: 'ja' | 'en' },
): Promise<Outcome<Decided> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'tasks.do')
  if (forbidden) return forbidden
  const { criterion, assessment } = place
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await taskIn(context, tx, actor, place)
    const proposal = here && (await store.listProposals(tx, actor.tenant, place.task)).find((one) => one.criterion === criterion)
    if (!here || !proposal) return undefined
    if (proposal.outcome !== null) return refuse('proposal.decided', DECIDED)
    const decided = { ...proposal, decidedBy: actor.person, decidedAt: context.now() }
    if (wish.button === 'leave') {
      await store.decideProposal(tx, actor.tenant, place.task, { ...decided, outcome: 'left' })
      await logEvent(context, tx, actor, events.leftProposal(here.head, here.task, criterion))
      return accept({ kind: 'decided' as const })
    }
    const { edition, task } = here
    const present = (await assessmentIn(tx, actor, assessment))?.answers.get(criterion)
    const { status, reason, evidence, ticked, from, lang } = wish
    const content = { ...(present ?? EMPTY_ANSWER), status, reason, evidence, ticked }
    const recorded = await recordProposed(context, tx, actor, { assessment, criterion, from, content, task: task.title })
    if (!recorded?.ok) return recorded
    if (recorded.value.kind === 'conflict') return accept({ kind: 'conflict' as const, theirs: recorded.value.theirs })
    const proposed = proposalsOf(context, { task, edition, people: await namesIn(tx, actor.tenant), lang })(criterion, present)
    const outcome = proposed && saysTheSame(tidyAnswer(content), tidyAnswer(proposed)) ? 'taken' : 'changed'
    await store.decideProposal(tx, actor.tenant, place.task, { ...decided, outcome })
    return accept({ kind: 'decided' as const })
  })
}

/** The task with its assessment, which is locked; nothing where the actor may not work on it. */
async function taskIn(context: MeasuresContext, tx: Tx, actor: Actor, { assessment, task: id }: Place) {
  const found = await gapsIn(context, tx, actor, assessment, { locked: true })
  const task = found && (await store.findTask(tx, actor.tenant, assessment, id))
  return task && mayDoTask(actor, task) ? { ...found, task } : undefined
}

const NOT_YOURS_TO_DROP = {
  ja: '「しない」と決めること、取りやめた対応を戻すことは、対応を割り振る人だけができます。',
  en: 'Only those who assign tasks decide that one is dropped, or taken back.',
}
const DECIDED = {
  ja: 'この案は、ほかの人が先に決めました。いまの回答を確かめてください。',
  en: 'Somebody decided of this proposal before. Look at what the answer says now.',
}
