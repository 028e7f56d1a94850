import type { Attainment } from '../assessment/index.ts'
import type { Edition, Target } from '../catalogue/index.ts'
import { type Issue, standingIssue, stateOf, unmerged } from '../issues/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { IssueId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { closedBy, type Days, type Measure, monthsToMature, stepsOf } from '../measures/index.ts'
import { criteriaOf, isToDo, type Priority, type Task } from '../tasks/index.ts'
import { inShare, leftOf, type OwnEfforts } from './effort.ts'
import type { Piece, PlanWork } from './plan-work.ts'
import { type PlanSettings, workersOf } from './settings.ts'

/** What a plan of an assessment is made of. */
type Planning = {
  edition: Edition
  target: Target
  attainment: Attainment
  gaps: readonly string[]
  toConfirm: readonly string[]
  issues: readonly Issue[]
  tasks: readonly Task[]
  measures: readonly Measure[]
  /** The organisation's own estimates, which go before ours. */
  efforts: OwnEfforts
  settings: PlanSettings
}

/** A task that an open issue lacks. `key` stands for it until it has an identifier. */
export type NewTask = { key: string; issue: IssueId; measure: string | null; title: string }

/** What somebody's own task takes where nobody has said so: our guess. */
const OWN_DAYS: Days = [1, 2, 4]
/** Of work that has all of its steps ticked and is not done, so much is left. */
const LEAST_LEFT = 0.1
/** How much more what has priority is worth early. */
const WEIGHTS: Record<Priority, number> = { 1: 4, 2: 2, 3: 1 }

/**
 * What there is to plan: the tasks that are to do and those that open issues lack. An issue without any task gets one for its measure,
 * and one for those of its criteria that the measure does not close. What people set aside is not planned, nor what nobody lacks any more.
 */
export function toPlanWork(planning: Planning): { work: PlanWork; begin: NewTask[] } {
  const { attainment, gaps, toConfirm, issues, tasks, settings } = planning
  const open = new Set(gaps)
  const standing = unmerged(issues)
  const into = standingIssue(issues)
  const aside = new Set(standing.filter((issue) => issue.aside !== null).map(({ id }) => id))
  const issueOf = ({ issue }: Pick<Task, 'issue'>) => (issue === null ? null : into(issue))
  const begin = standing
    .filter((issue) => stateOf(issue, open) === 'open' && !tasks.some((task) => issueOf(task) === issue.id))
    .flatMap((issue) => lackingIn(issue, open, planning))
  const begun = begin.map(({ key, issue, measure, title }): Own => ({ ...NEW, id: key, issue, measure, title }))
  const all = [...tasks, ...begun].filter((task) => {
    const issue = issueOf(task)
    return task.state !== 'dropped' && (issue === null || !aside.has(issue))
  })
  const closes = closingsOf(all, standing, issueOf, open, planning)
  const toDo = all.filter(isToDo).toSorted(byOrder(planning.measures))
  const pieces = toDo.map((task): Piece => toPiece(task, closes.get(task.id) ?? [], toDo, planning))
  return {
    begin,
    work: {
      ...{ settled: attainment.met + attainment.notApplicableConfirmed, confirmed: toConfirm.length, total: attainment.total },
      ...{ pieces, gaps: [...gaps], from: settings.from, by: settings.by, ...workersOf(settings) },
      worked: all.flatMap((task) => workedOff(task, closes.get(task.id) ?? [], planning)),
    },
  }
}

/** A task that there is, or one that is still to be made. */
type Own = Omit<
  Task,
  'id' | 'createdBy' | 'createdAt' | 'changedBy' | 'changedAt' | 'origin' | 'note' | 'revision' | 'cost' | 'evidence'
> & {
  id: string
}
const NEW = {
  ...{ assignee: null, priority: 2, state: 'todo', effort: null, startOn: null, dueOn: null, planned: null, done: null },
  ...{ ticked: [], needs: [] },
} satisfies Omit<Own, 'id' | 'issue' | 'measure' | 'title'>

function lackingIn(issue: Issue, open: ReadonlySet<string>, { measures, edition }: Planning): NewTask[] {
  const own = issue.criteria.map(({ criterion }) => criterion).filter((criterion) => open.has(criterion))
  const measure = measures.find(({ id }) => id === issue.measure)
  const closed = new Set(measure ? closedBy(measure, edition).map(({ id }) => id) : [])
  const of = (id: string | null): NewTask => ({
    key: `${issue.id} ${id ?? ''}`,
    issue: issue.id,
    measure: id,
    title: issue.title,
  })
  return [
    ...(measure && own.some((criterion) => closed.has(criterion)) ? [of(measure.id)] : []),
    ...(own.some((criterion) => !closed.has(criterion)) ? [of(null)] : []),
  ]
}

/** The open criteria that each task closes. */
function closingsOf(
  tasks: readonly Own[],
  issues: readonly Issue[],
  issueOf: (task: Own) => IssueId | null,
  open: ReadonlySet<string>,
  { measures, edition }: Planning,
): Map<string, string[]> {
  const criteria = new Map(
    issues.map(({ id, criteria: all }) => [id, all.map(({ criterion }) => criterion).filter((criterion) => open.has(criterion))]),
  )
  const groups = new Map<IssueId | null, Own[]>()
  for (const task of tasks) groups.set(issueOf(task), [...(groups.get(issueOf(task)) ?? []), task])
  return new Map(
    tasks.map((task) => {
      const issue = issueOf(task)
      if (issue === null) return [task.id, []]
      const others = (groups.get(issue) ?? []).filter((one) => one !== task)
      return [task.id, criteriaOf(task, criteria.get(issue) ?? [], others, measures, edition)]
    }),
  )
}

function toPiece(task: Own, closes: readonly string[], toDo: readonly Own[], planning: Planning): Piece {
  const { edition, target, measures, efforts, settings } = planning
  const measure = measures.find(({ id }) => id === task.measure)
  const before = new Set(measure?.needs)
  const needs = toDo.filter(
    (one) => one !== task && (task.needs.some((id) => id === one.id) || (one.measure !== null && before.has(one.measure))),
  )
  const steps = measure ? stepsOf(measure, edition.id).map(({ id }) => id) : []
  const left = steps.length === 0 ? 1 : 1 - steps.filter((id) => task.ticked.includes(id)).length / steps.length
  const whole = measure && (efforts.get(measure.id)?.days ?? measure.days[settings.size])
  const days = task.effort ?? (measure && whole ? leftOf(measure, whole, closes.length, edition, target) : OWN_DAYS)
  return {
    ...{ id: task.id, closes, needs: needs.map(({ id }) => id) },
    days: inShare(days, Math.max(LEAST_LEFT, left)),
    matures: measure ? monthsToMature(measure, openOf(edition, closes)) : 0,
    worth: Math.max(1, closes.length) * WEIGHTS[task.priority],
    ...(settings.people.some(({ person }) => person === task.assignee) && task.assignee ? { assignee: task.assignee } : {}),
    ...(task.startOn === null ? {} : { start: task.startOn }),
    ...(task.dueOn === null ? {} : { due: task.dueOn }),
  }
}

/** Work that is over while its criteria are still open: they can be shown once it has matured, or somebody has answered. */
function workedOff(
  task: Own,
  closes: readonly string[],
  { measures, edition, settings }: Planning,
): PlanWork['worked'][number][] {
  if (!task.done || closes.length === 0) return []
  const measure = measures.find(({ id }) => id === task.measure)
  const shown = addMonths(dayInJapan(task.done.at), measure ? monthsToMature(measure, openOf(edition, closes)) : 0)
  return [{ id: task.id, closes, shown: later(shown, settings.from) }]
}

function openOf({ id, criteria }: Edition, closes: readonly string[]) {
  return { id, criteria: criteria.filter((criterion) => closes.includes(criterion.id)) }
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other
}

/** What people put first, what is under way, then the order of the measures: never by identifier, which a task has only once it is made. */
function byOrder(measures: readonly Measure[]): (one: Own, other: Own) => number {
  const rank = new Map<string | null, number>(measures.map(({ id }, index) => [id, index]))
  const keyOf = ({ priority, state, measure }: Own) => [priority, state === 'doing' ? 0 : 1, rank.get(measure) ?? measures.length]
  return (one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    const at = a.findIndex((part, index) => part !== b[index])
    return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
  }
}
