import type { TaskId } from '../kernel/ids.ts'
import type { Task } from './task.ts'

/**
 * The circle that a task would stand in with those needs: the tasks of one, from itself back to itself, each before what it needs.
 * Nothing where there is none. Needs of tasks that are gone count for nothing.
 */
export function circleOf(
  task: TaskId,
  needs: readonly TaskId[],
  tasks: readonly Pick<Task, 'id' | 'needs'>[],
): TaskId[] | undefined {
  const before = new Map(tasks.map((one) => [one.id, one.needs]))
  before.set(task, [...needs])
  const cameFrom = new Map<TaskId, TaskId>()
  const open: TaskId[] = [task]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of before.get(at) ?? []) {
      if (next === task) return pathTo(at, task, cameFrom)
      if (cameFrom.has(next) || !before.has(next)) continue
      cameFrom.set(next, at)
      open.push(next)
    }
  }
  return undefined
}

function pathTo(last: TaskId, task: TaskId, cameFrom: ReadonlyMap<TaskId, TaskId>): TaskId[] {
  const path: TaskId[] = [task]
  for (let at: TaskId | undefined = last; at !== undefined && at !== task; at = cameFrom.get(at)) path.unshift(at)
  return [task, ...path]
}
