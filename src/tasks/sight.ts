import { type Act, extentOf } from '../roles/permissions.ts'
import { type Actor, seesAnswers } from '../roles/sight.ts'
import type { Task, TaskState } from './task.ts'

/** Whether they may see a task: everybody's, or what is assigned to them. An expert who is shown the numbers alone sees none. */
export function maySeeTask(actor: Actor, { assignee }: Pick<Task, 'assignee'>): boolean {
  if (!seesAnswers(actor)) return false
  return seesOwnTasksOnly(actor) ? assignee === actor.person : extentOf(actor.roles, 'tasks.read') !== undefined
}

/** Whether they see the tasks alone that are assigned to them. */
export function seesOwnTasksOnly(actor: Actor): boolean {
  return extentOf(actor.roles, 'tasks.read') === 'assigned'
}

/** Whether they may add, assign and change tasks: an expert where the engagement lets them answer. */
export function mayChangeTasks(actor: Actor): boolean {
  return reaches(actor, 'tasks.change')
}

/** Whether they may say who does a task that nobody has. */
export function mayAssignTasks(actor: Actor): boolean {
  return reaches(actor, 'tasks.assign')
}

/** Whether they may work on a task and finish it. */
export function mayDoTask(actor: Actor, task: Pick<Task, 'assignee'>): boolean {
  return maySeeTask(actor, task) && reaches(actor, 'tasks.do')
}

/** The states that they may put a task in. Dropping one, and taking it back, is for those who may change tasks. */
export function movesOf(actor: Actor, task: Pick<Task, 'assignee' | 'state'>): TaskState[] {
  if (!mayDoTask(actor, task)) return []
  return MOVES[task.state].filter((to) => mayChangeTasks(actor) || (to !== 'dropped' && task.state !== 'dropped'))
}

const MOVES: Record<TaskState, TaskState[]> = {
  todo: ['doing', 'done', 'dropped'],
  doing: ['todo', 'done', 'dropped'],
  done: ['doing'],
  dropped: ['todo'],
}

function reaches(actor: Actor, act: Act): boolean {
  const extent = extentOf(actor.roles, act)
  return seesAnswers(actor) && extent !== undefined && (extent !== 'engaged' || actor.engagement?.mayAnswer === true)
}
