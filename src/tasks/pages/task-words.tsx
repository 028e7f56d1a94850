import type { FC } from 'hono/jsx'
import type { EditionId } from '../../catalogue/index.ts'
import type { IssueId } from '../../kernel/ids.ts'
import { type Day, toJapaneseDate } from '../../kernel/instant.ts'
import { type Measure, stepsOf } from '../../measures/index.ts'
import { saySpan, type View } from '../../ui/view.ts'
import type { Expected, Here, PlannedTasks } from '../actions.ts'
import { dueOf, isOverdue, isToDo, PRIORITY_WORDS, startOf, TASK_STATE_WORDS, type Task, type TaskState } from '../task.ts'

/** What the pages of many tasks show beside them. */
export type Around = Here &
  Expected & {
    view: View
    today: Day
    measures: ReadonlyMap<string, Measure>
  }

/** From when to when; one of them where there is no other; nothing where neither is known. */
export function sayDays(view: View, task: Task): string | undefined {
  const [start, due] = [startOf(task), dueOf(task)]
  if (start && due) return saySpan(view, start, due)
  if (due) return view.t(`${toJapaneseDate(due)}まで`, `by ${due}`)
  return start && view.t(`${toJapaneseDate(start)}から`, `from ${start}`)
}

export function sayYen({ lang }: View, yen: number): string {
  return lang === 'ja' ? `${yen.toLocaleString('ja')}円` : `¥${yen.toLocaleString('en')}`
}

/**
 * Low to high person-days: what people said of the task; else an estimate as the plan has it, for what is left of the work; without a
 * plan, of the whole measure: the organisation's own, or ours for a firm of the usual size, which is then said.
 */
export function sayEffort(
  { view, planned, own }: Pick<Around, 'view' | 'planned' | 'own'>,
  task: Task,
  measure: Measure | undefined,
): string | undefined {
  const of = ([low, , high]: readonly [number, number, number]) => {
    const [from, to] = [low, high].map((days) => Math.max(0.1, Math.round(days * 10) / 10))
    return view.t(from === to ? `${to}人日` : `${from}〜${to}人日`, from === to ? `${to} days` : `${from} to ${to} days`)
  }
  if (task.effort) return of(task.effort)
  const theirs = measure && own.get(measure.id)
  const days = planned?.days.get(task.id) ?? theirs ?? measure?.days[planned?.size ?? USUAL_SIZE]
  if (!days) return undefined
  if (theirs) return view.t(`会社の見積り ${of(days)}`, `own estimate: ${of(days)}`)
  return planned
    ? view.t(`目安 ${of(days)}`, `estimate: ${of(days)}`)
    : view.t(`目安(${USUAL_SIZE}人の会社) ${of(days)}`, `estimate for ${USUAL_SIZE} people: ${of(days)}`)
}
const USUAL_SIZE = 100

/** The tasks on which a day lost is lost for everything, as the plan says, of what is still to do; `all` where one follows the other. */
export function criticalAmong({
  planned,
  tasks,
}: {
  planned: PlannedTasks | undefined
  tasks: readonly Task[]
}): ReadonlySet<string> | 'all' {
  const toDo = tasks.filter((task) => isToDo(task) && planned?.days.has(task.id))
  const critical = toDo.filter(({ id }) => planned?.critical.has(id))
  return critical.length > 1 && critical.length === toDo.length ? 'all' : new Set(critical.map(({ id }) => id))
}

/** The state of a task, in its colour and in words. */
export const StateChip: FC<{ view: View; state: TaskState }> = ({ view, state }) => (
  <span class={`task-state ${state}`}>{view.say(TASK_STATE_WORDS[state])}</span>
)

/** That a task is overdue; nothing where it is not. */
export const Late: FC<{ view: View; task: Task; today: Day }> = ({ view, task, today }) =>
  isOverdue(task, today) ? <span class="task-mark overdue">{view.t('期限切れ', 'Overdue')}</span> : null

/** That a task is overdue, or of high priority; nothing where it is neither. */
export const Marks: FC<{ view: View; task: Task; today: Day }> = ({ view, task, today }) => (
  <>
    <Late view={view} task={task} today={today} />
    {task.priority === 1 ? <span class="task-mark high">{view.t('優先', 'High priority')}</span> : null}
  </>
)

export function sayPriority(view: View, { priority }: Task): string {
  return view.say(PRIORITY_WORDS[priority])
}

/** How many of its steps are ticked; nothing for a task without steps. */
export function sayProgress(view: View, task: Task, measure: Measure | undefined, edition: EditionId): string | undefined {
  if (!measure) return undefined
  const steps = stepsOf(measure, edition)
  const done = steps.filter(({ id }) => task.ticked.includes(id)).length
  return sayCount(view, done, steps.length)
}

export function sayCount(view: View, done: number, of: number): string {
  return view.t(`手順 ${done}/${of}`, `${done} of ${of} steps`)
}

/** What steps that are not ticked mean for what a task proposes; nothing where all are. */
export function sayLeft(view: View, left: number): string {
  if (left === 0) return ''
  return view.t(
    `印のない手順が${left}つあるので、案は「一部」になります。`,
    `${left} steps are not ticked, so that “partly met” is proposed.`,
  )
}

/** The issue that a task counts for; nothing where it is on none. */
export function issueTitle({ issueOf }: Pick<Here, 'issueOf'>, { issue }: Task): string | undefined {
  return issueOf.get(issue as IssueId)?.title
}

/** The names of the tasks that come before and are not done, as far as they are shown. */
export function waitsFor(task: Task, byId: ReadonlyMap<string, Task>): string[] {
  return task.needs.flatMap((id) => {
    const need = byId.get(id)
    return need && need.state !== 'done' && need.state !== 'dropped' ? [need.title] : []
  })
}
