import type { FC } from 'hono/jsx'
import { toTaskQuery } from '../filter.ts'
import type { Task } from '../task.ts'
import type { TasksProps } from './tasks.tsx'

/** How many tasks a list or a timeline shows at once. */
const PER_PAGE = 100

/** The tasks of a page, counted from 1. */
export function pageOf(tasks: readonly Task[], page: number): readonly Task[] {
  return tasks.slice((page - 1) * PER_PAGE, page * PER_PAGE)
}

/** Links to the pages before and after; nothing where all fits one. */
export const Pages: FC<TasksProps> = ({ view, head, shown, filter }) => {
  const last = Math.ceil(shown.length / PER_PAGE)
  const to = (page: number) => view.to(`/assessments/${head.id}/tasks${toTaskQuery(filter, { page })}`)
  return last <= 1 ? null : (
    <nav class="actions" aria-label={view.t('ページ', 'Pages')}>
      {filter.page > 1 ? (
        <a class="button second" href={to(filter.page - 1)}>
          {view.t('前の100件', 'Previous 100')}
        </a>
      ) : null}
      <span class="quiet">{view.t(`${last}ページ中の${filter.page}ページ目`, `Page ${filter.page} of ${last}`)}</span>
      {filter.page < last ? (
        <a class="button second" href={to(filter.page + 1)}>
          {view.t('次の100件', 'Next 100')}
        </a>
      ) : null}
    </nav>
  )
}
