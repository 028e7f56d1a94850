import type { FC } from 'hono/jsx'
import type { AssessmentId, TaskId } from '../kernel/ids.ts'
import type { View } from './view.ts'

/** The form that gives a task that nobody has to somebody, beside the task in a list. `after` is where one comes back to. */
export const AssignTask: FC<{
  view: View
  task: { id: TaskId; assessment: AssessmentId; title: string; revision: number }
  colleagues: ReadonlyMap<string, string>
  after: 'home' | 'management'
}> = ({ view, task: { id, assessment, title, revision }, colleagues, after }) => (
  <form class="assign-task" method="post" action={view.to(`/assessments/${assessment}/tasks/${id}/assignee`)}>
    <input type="hidden" name="revision" value={revision} />
    <input type="hidden" name="after" value={after} />
    <select name="person" required aria-label={view.t(`「${title}」の担当`, `Assignee of “${title}”`)}>
      <option value="">{view.t('担当を選ぶ', 'Choose somebody')}</option>
      {[...colleagues].map(([person, name]) => (
        <option value={person}>{name}</option>
      ))}
    </select>
    <button type="submit" class="second">
      {view.t('決める', 'Assign')}
      <span class="visually-hidden">{view.t(`(${title})`, ` ${title}`)}</span>
    </button>
  </form>
)
