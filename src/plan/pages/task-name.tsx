import type { FC } from 'hono/jsx'
import type { PlanPageProps } from './plan.tsx'

/** A task by its name, as a link where there is one. */
export const TaskName: FC<Pick<PlanPageProps, 'view' | 'found' | 'titles'> & { id: string }> = ({ view, found, titles, id }) => {
  const words = titles.get(id) ?? view.t('(なくなった対応)', '(a task that is gone)')
  return found.tasks.some((task) => task.id === id) && view.may('tasks.read') ? (
    <a href={view.to(`/assessments/${found.head.id}/tasks/${id}`)}>{words}</a>
  ) : (
    <span>{words}</span>
  )
}
