import { assessmentIn } from '../assessment/actions.ts'
import { type Answer, type AnswerContent, EMPTY_ANSWER } from '../assessment/index.ts'
import type { Tx } from '../db/db.ts'
import { issuesIn } from '../issues/actions.ts'
import { standingIssue, titleWords, unmerged } from '../issues/index.ts'
import { type AssessmentId, parseId, type TaskId, type TenantId } from '../kernel/ids.ts'
import { type Days, type FirmSize, type MeasuresContext, measuresIn, namesOf } from '../measures/index.ts'
import { listNamed, type Named } from '../organisation/actions.ts'
import { isColleague } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import { proposeAnswer } from './finishing.ts'
import { maySeeTask, seesOwnTasksOnly } from './sight.ts'
import * as store from './store.ts'
import { criteriaOf, type Task } from './task.ts'

/** What the plan of an assessment says of its tasks. Plans stand above tasks: whoever composes the product hands in how it is read. */
export type PlannedTasks = {
  /** Those that delay everything when they are late. */
  critical: ReadonlySet<string>
  /** Person-days of each: low, likely, high. */
  days: ReadonlyMap<string, Days>
  /** How many people the firm has: estimates of what is not planned go by it. */
  size: FirmSize
}
/** What tasks are expected to take: by the plan where there is one, and by measure where the organisation has an estimate of its own. */
export type Expected = { planned: PlannedTasks | undefined; own: ReadonlyMap<string, Days> }
/** In the transaction of a page, one statement. */
export type PlannedIn = (tx: Tx, tenant: TenantId, assessment: AssessmentId) => Promise<Expected>

/** For routes: the tasks of the assessment that an address names, as far as somebody sees them. */
export function loadTasks(context: MeasuresContext, plannedIn: PlannedIn) {
  return ({ id }: { id: string }, actor: Actor) => {
    const assessment = parseId<AssessmentId>(id)
    return assessment && readTasks(context, actor, assessment, plannedIn)
  }
}

/** For routes: the task that an address names, with all that its page shows. */
export function loadTask(context: MeasuresContext, plannedIn: PlannedIn = noneExpected) {
  return ({ id, task }: { id: string; task: string }, actor: Actor) => {
    const [assessment, one] = [parseId<AssessmentId>(id), parseId<TaskId>(task)]
    return assessment && one && readTask(context, actor, assessment, one, plannedIn)
  }
}

/**
 * The tasks of an assessment that somebody may see, with its head, its issues by where they count, and the organisation's people. In one
 * transaction, six statements whatever their number. Nothing where the actor may not know of it; somebody who sees their own tasks
 * alone, where neither a task nor a criterion of it is theirs.
 */
export async function readTasks(context: MeasuresContext, actor: Actor, id: AssessmentId, plannedIn: PlannedIn = noneExpected) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await issuesIn(context, tx, actor, id)
    if (!found) return undefined
    const tasks = (await store.listTasks(tx, actor.tenant, id)).filter((task) => maySeeTask(actor, task))
    if (seesOwnTasksOnly(actor) && tasks.length === 0 && !(await assessmentIn(tx, actor, id))) return undefined
    const expected = await plannedIn(tx, actor.tenant, id)
    return { ...toHere(found, await listNamed(tx, actor.tenant)), ...expected, tasks }
  })
}

/**
 * One task with the tasks that it needs and those that it could, the criteria that it works on with how they stand, and what it
 * proposes. Nothing where the actor may not see it.
 */
export async function readTask(
  context: MeasuresContext,
  actor: Actor,
  id: AssessmentId,
  taskId: TaskId,
  plannedIn: PlannedIn = noneExpected,
) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await issuesIn(context, tx, actor, id)
    const all = found ? await store.listTasks(tx, actor.tenant, id) : []
    const task = all.find((one) => one.id === taskId)
    if (!found || !task || !maySeeTask(actor, task)) return undefined
    const answers = (await assessmentIn(tx, actor, id))?.answers ?? new Map<string, Answer>()
    const proposals = await store.listProposals(tx, actor.tenant, taskId)
    const here = toHere(found, await listNamed(tx, actor.tenant))
    const others = all.filter((one) => one.id !== taskId)
    return {
      ...here,
      ...(await plannedIn(tx, actor.tenant, id)),
      task,
      tasks: others.filter((one) => maySeeTask(actor, one)),
      /** Tasks of others that come before and that the actor does not see. */
      hidden: others.filter((one) => task.needs.includes(one.id) && !maySeeTask(actor, one)),
      criteria: worksOn(context, { ...here, task, all }),
      answers,
      proposals,
    }
  })
}

async function noneExpected(): Promise<Expected> {
  return { planned: undefined, own: new Map() }
}

type Found = NonNullable<Awaited<ReturnType<typeof issuesIn>>>
/** What every page of tasks needs of their assessment. */
export type Here = ReturnType<typeof toHere>

/** The criteria of its issue that a task works on, in the order of the edition; none for a task that is on none. */
export function worksOn(
  context: MeasuresContext,
  { task, all, issues, edition }: Pick<Here, 'issues' | 'edition'> & { task: Task; all: readonly Task[] },
): string[] {
  const standing = standingIssue(issues)
  const own = task.issue
  const issue = own && unmerged(issues).find(({ id }) => id === standing(own))
  if (!issue) return []
  const { measures } = measuresIn(context.measures(), 'ja')
  const others = all.filter((one) => one.id !== task.id && one.issue !== null && standing(one.issue) === issue.id)
  const criteria = new Set(issue.criteria.map(({ criterion }) => criterion))
  const ordered = edition.criteria.map(({ id }) => id).filter((id) => criteria.has(id))
  return criteriaOf(task, ordered, others, measures, edition)
}

/** What a finished task proposes for a criterion, from its answer as it stands; nothing for one that is not done. */
export function proposalsOf(
  context: MeasuresContext,
  { task, edition, people, lang }: Pick<Here, 'edition' | 'people'> & { task: Task; lang: 'ja' | 'en' },
): (criterion: string, present: AnswerContent | undefined) => AnswerContent | undefined {
  const { done } = task
  const measure = measuresIn(context.measures(), lang).measures.find(({ id }) => id === task.measure)
  return (id, present = EMPTY_ANSWER) => {
    const criterion = edition.criteria.find((one) => one.id === id)
    if (!done || !criterion) return undefined
    const by = people.get(done.by) ?? ''
    const title = titleWords(task, namesOf(context.measures()))[lang]
    return proposeAnswer({ task: { ...task, title, done }, measure, by, edition, lang }, criterion, present)
  }
}

function toHere({ head, edition, gaps, issues }: Found, people: Named[]) {
  const standing = standingIssue(issues)
  const titles = new Map(issues.map((issue) => [issue.id, issues.find(({ id }) => id === standing(issue.id)) ?? issue]))
  const namesOf = (some: readonly Named[]) => new Map<string, string>(some.map(({ id, name }) => [id, name]))
  /** `people`: everybody who ever was of the organisation; `colleagues`: those who can be assigned now. */
  return {
    head,
    edition,
    gaps,
    issues,
    /** The issue that an issue counts as: itself, or the one that it was merged into. */
    issueOf: titles,
    people: namesOf(people),
    colleagues: namesOf(people.filter(isColleague)),
  }
}

/** The same with what is called by a measure as a language calls it: titles of tasks and issues that nobody renamed. */
export function inLanguage<Found extends Here & { tasks: readonly Task[]; task?: Task }>(
  context: MeasuresContext,
  lang: 'ja' | 'en',
  found: Found,
): Found {
  const nameOf = namesOf(context.measures())
  const called = <One extends { measure: string | null; title: string }>(one: One): One => {
    return { ...one, title: titleWords(one, nameOf)[lang] }
  }
  return {
    ...found,
    ...(found.task ? { task: called(found.task) } : {}),
    tasks: found.tasks.map(called),
    issues: found.issues.map(called),
    issueOf: new Map([...found.issueOf].map(([id, issue]) => [id, called(issue)])),
  }
}
