import type { FC } from 'hono/jsx'
import { OwnRefusals } from '../../ui/components.tsx'
import { KeysButton } from '../../ui/keys-help.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { toTaskQuery } from '../filter.ts'
import { MOVABLE } from '../forms.ts'
import { mayChangeTasks, movesOf } from '../sight.ts'
import { PRIORITIES, PRIORITY_WORDS, TASK_STATE_WORDS, type Task } from '../task.ts'
import { Pages, pageOf } from './paging.tsx'
import { issueTitle, Late, StateChip, sayDays, sayEffort, sayPriority, sayProgress, sayYen, waitsFor } from './task-words.tsx'
import type { TasksProps } from './tasks.tsx'

/** Tasks as a table, cards on a phone; those that are ticked are changed at once. */
export const TaskList: FC<TasksProps> = (props) => {
  const { view, head, filter, tasks } = props
  const chooses = view.viewer !== undefined && mayChangeTasks(view.viewer)
  const byId = new Map<string, Task>(tasks.map((task) => [task.id, task]))
  const columns = [
    { words: view.t('対応', 'Task'), kind: 'head' as const },
    { words: view.t('担当', 'Assignee') },
    { words: view.t('状態', 'State') },
    { words: view.t('優先度', 'Priority') },
    { words: view.t('いつ', 'When') },
    { words: view.t('手間', 'Effort') },
    { words: view.t('費用', 'Cost') },
  ]
  return (
    <div id="tasks" class="task-list" data-tasks="list">
      <p class="quiet shown">
        {view.t(`${props.shown.length}件を表示`, `${props.shown.length} shown`)} <KeysButton view={view} />
      </p>
      <form method="post" action={view.to(`/assessments/${head.id}/tasks/bulk${toTaskQuery(filter, { page: filter.page })}`)}>
        {chooses ? <ManyBar {...props} /> : null}
        <Table
          label={view.t('対応の一覧', 'Tasks')}
          columns={columns}
          rows={pageOf(props.shown, filter.page).map((task) => toRow(props, task, chooses, byId))}
        />
      </form>
      <Pages {...props} />
    </div>
  )
}

function toRow(props: TasksProps, task: Task, chooses: boolean, byId: ReadonlyMap<string, Task>): Row {
  const { view, head, people, measures, edition, today, many } = props
  const measure = task.measure === null ? undefined : measures.get(task.measure)
  const seen = `${task.id} ${task.revision}`
  const [issue, waits, progress] = [issueTitle(props, task), waitsFor(task, byId), sayProgress(view, task, measure, edition.id)]
  const about = [
    issue === undefined || issue === task.title ? undefined : view.t(`課題: ${issue}`, `Issue: ${issue}`),
    progress,
    waits.length > 0 ? view.t(`先に: ${waits.join('、')}`, `After: ${waits.join(', ')}`) : undefined,
  ].filter((words) => words !== undefined)
  return {
    id: `t-${task.id}`,
    class: task.state,
    cells: [
      <span class="task-head">
        {chooses ? (
          <input
            type="checkbox"
            name="tasks"
            value={seen}
            checked={many.tasks.some((one) => one.startsWith(task.id))}
            aria-label={task.title}
          />
        ) : null}
        <span>
          <a
            href={view.to(`/assessments/${head.id}/tasks/${task.id}`)}
            data-seen={seen}
            data-moves={view.viewer ? movesOf(view.viewer, task).join(' ') : ''}
          >
            {task.title}
          </a>{' '}
          <Late view={view} task={task} today={today} />
          {about.length > 0 ? <small>{about.join(view.t(' ・ ', ' · '))}</small> : null}
        </span>
      </span>,
      people.get(task.assignee ?? '') ?? <span class="quiet">{view.t('(未定)', '(nobody)')}</span>,
      <StateChip view={view} state={task.state} />,
      sayPriority(view, task),
      sayDays(view, task),
      sayEffort(props, task, measure),
      task.cost === null ? (measure?.outside ? view.t('外の費用あり', 'outside cost') : '') : sayYen(view, task.cost),
    ],
  }
}

/** One change for all that are ticked. */
const ManyBar: FC<TasksProps> = ({ view, colleagues, many, refusals }) => {
  const own = refusals.filter(({ field = '' }) => ['tasks', 'person', 'due'].includes(field))
  return (
    <fieldset class="many-tasks no-print" id="many">
      <legend>{view.t('印をつけた対応を、まとめて変える', 'Change all that are ticked')}</legend>
      <p class="chosen" hidden>
        <strong></strong>
        {view.t('件を選んでいます', ' chosen')}
      </p>
      <div id="tasks-refused">
        <OwnRefusals view={view} id="tasks" own={own} />
      </div>
      <label>
        <span>{view.t('担当', 'Assignee')}</span>
        <select name="person" id="person">
          <option value="">{view.t('変えない', 'As it is')}</option>
          {[...colleagues].map(([id, name]) => (
            <option value={id} selected={many.person === id}>
              {name}
            </option>
          ))}
          <option value="nobody" selected={many.person === 'nobody'}>
            {view.t('だれにも', 'Nobody')}
          </option>
        </select>
      </label>
      <label>
        <span>{view.t('優先度', 'Priority')}</span>
        <select name="priority">
          <option value="">{view.t('変えない', 'As it is')}</option>
          {PRIORITIES.map((priority) => (
            <option value={String(priority)} selected={many.priority === String(priority)}>
              {view.say(PRIORITY_WORDS[priority])}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('状態', 'State')}</span>
        <select name="state">
          <option value="">{view.t('変えない', 'As it is')}</option>
          {MOVABLE.map((state) => (
            <option value={state} selected={many.state === state}>
              {view.say(TASK_STATE_WORDS[state])}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('期日', 'Due')}</span>
        <input type="date" name="due" id="due" value={many.due} />
      </label>
      <label class="check">
        <input type="checkbox" name="noDue" value="1" checked={many.noDue === '1'} />
        <span>{view.t('期日を外す', 'No due day')}</span>
      </label>
      <button type="submit" class="second">
        {view.t('まとめて変える', 'Change')}
      </button>
      <p class="quiet">
        {view.t(
          '1つでも変えられないものがあれば、どれも変えません。終えるときは、対応を開いて1件ずつ「終える」を押します。',
          'All are changed, or none where one cannot be. To finish a task, open it and press “Finish”.',
        )}
      </p>
    </fieldset>
  )
}
