import type { FC } from 'hono/jsx'
import { unmerged } from '../../issues/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Empty, Field, Refusals } from '../../ui/components.tsx'
import { KeysHelp } from '../../ui/keys-help.tsx'
import { Once } from '../../ui/once.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { type TaskFilter, toTaskQuery } from '../filter.ts'
import { type MANY_TASKS, NEW_TASK } from '../forms.ts'
import { mayChangeTasks } from '../sight.ts'
import { isOverdue, isToDo, TASK_STATE_WORDS, TASK_STATES, type Task } from '../task.ts'
import { Board } from './board.tsx'
import { TASK_KEYS } from './keys.ts'
import { TaskList } from './list.tsx'
import type { Around } from './task-words.tsx'
import { TimelinePage } from './timeline.tsx'

export type TasksProps = Around & {
  /** All that the person sees, and those of them that the filter shows. */
  tasks: readonly Task[]
  shown: readonly Task[]
  filter: TaskFilter
  newTask: Typed<typeof NEW_TASK>
  many: Typed<typeof MANY_TASKS>
  /** How many were just changed at once. */
  changed: number | undefined
  refusals: readonly Refusal[]
}

/** The tasks of an assessment: as a list, a board or a timeline. */
export const TasksPage: FC<TasksProps> = (props) => {
  const { view, head, tasks, shown, filter, refusals, changed, today } = props
  const base = view.to(`/assessments/${head.id}/tasks`)
  const [open, late] = [tasks.filter(isToDo).length, tasks.filter((task) => isOverdue(task, today)).length]
  const View = VIEWS[filter.view]
  return (
    <AssessmentFrame view={view} head={head} part="tasks" title={view.t('対応', 'Tasks')} wide>
      <h1>{view.t('対応', 'Tasks')}</h1>
      {tasks.length === 0 ? null : (
        <p class="quiet">
          {view.t(
            `${tasks.length}件のうち、終わっていないもの ${open}件${late > 0 ? `(期限切れ ${late}件)` : ''}`,
            `${open} of ${tasks.length} still to do${late > 0 ? `, ${late} overdue` : ''}`,
          )}
        </p>
      )}
      {changed === undefined ? null : (
        <SavedNote>{view.t(`${changed}件の対応を変えました。`, `Changed ${changed} tasks.`)}</SavedNote>
      )}
      <Refusals view={view} refusals={refusals} />
      {tasks.length === 0 ? <NoTasks {...props} /> : null}
      {tasks.length === 0 ? null : (
        <>
          <Tabs
            label={view.t('見え方', 'View')}
            current={filter.view}
            tabs={(['list', 'board', 'timeline'] as const).map((name) => ({
              name,
              href: `${base}${toTaskQuery(filter, { view: name })}`,
              words: view.say(VIEW_WORDS[name]),
            }))}
          />
          <Filters {...props} />
          {shown.length === 0 ? <NothingShown {...props} /> : <View {...props} />}
          <form id="move" method="post" action={`${base}/moves${toTaskQuery(filter)}`}></form>
          <KeysHelp view={view} keys={TASK_KEYS} />
        </>
      )}
      <NewTask {...props} />
    </AssessmentFrame>
  )
}

const VIEWS = { list: TaskList, board: Board, timeline: TimelinePage }
const VIEW_WORDS = {
  list: { ja: '一覧', en: 'List' },
  board: { ja: 'ボード', en: 'Board' },
  timeline: { ja: 'タイムライン', en: 'Timeline' },
}

const NoTasks: FC<TasksProps> = ({ view }) => (
  <Empty icon="queue-list" title={view.t('対応は、まだありません。', 'There are no tasks yet.')}>
    <p>
      {view.t(
        '対応計画をつくると、課題ごとに、だれが何をいつまでにするかがここに並びます。',
        'Once a plan is made, what is to be done about each issue stands here, by whom and by when.',
      )}
    </p>
  </Empty>
)

const NothingShown: FC<TasksProps> = ({ view, head, filter }) => (
  <div class="empty">
    <p>{view.t('この条件に当てはまる対応はありません。', 'No task matches.')}</p>
    <p>
      <a href={view.to(`/assessments/${head.id}/tasks${toTaskQuery({ ...filter, who: '', state: '', when: '' })}`)}>
        {view.t('条件を外す', 'Clear the filter')}
      </a>
    </p>
  </div>
)

const Filters: FC<TasksProps> = ({ view, head, colleagues, filter }) => (
  <search>
    <form class="filters task-filters" method="get" action={view.to(`/assessments/${head.id}/tasks`)}>
      {filter.view === 'list' ? null : <input type="hidden" name="view" value={filter.view} />}
      <label>
        <span>{view.t('担当', 'Assignee')}</span>
        <select name="who">
          <option value="">{view.t('すべて', 'All')}</option>
          <option value="me" selected={filter.who === 'me'}>
            {view.t('自分', 'Me')}
          </option>
          <option value="nobody" selected={filter.who === 'nobody'}>
            {view.t('決めていない', 'Nobody yet')}
          </option>
          {[...colleagues].map(([id, name]) => (
            <option value={id} selected={filter.who === id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('状態', 'State')}</span>
        <select name="state">
          <option value="">{view.t('すべて', 'All')}</option>
          <option value="open" selected={filter.state === 'open'}>
            {view.t('終わっていない', 'Still to do')}
          </option>
          {TASK_STATES.map((state) => (
            <option value={state} selected={filter.state === state}>
              {view.say(TASK_STATE_WORDS[state])}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('期日', 'Due')}</span>
        <select name="when">
          <option value="">{view.t('すべて', 'All')}</option>
          <option value="overdue" selected={filter.when === 'overdue'}>
            {view.t('期限切れ', 'Overdue')}
          </option>
          <option value="week" selected={filter.when === 'week'}>
            {view.t('今週', 'This week')}
          </option>
        </select>
      </label>
      <label>
        <span>{view.t('並び', 'Order')}</span>
        <select name="sort">
          <option value="due">{view.t('期日の順', 'By due day')}</option>
          <option value="priority" selected={filter.sort === 'priority'}>
            {view.t('優先度の順', 'By priority')}
          </option>
        </select>
      </label>
      <button type="submit" class="second">
        {view.t('しぼり込む', 'Filter')}
      </button>
    </form>
  </search>
)

/** A task of people's own. */
const NewTask: FC<TasksProps> = ({ view, head, issues, colleagues, newTask, refusals }) =>
  view.viewer === undefined || !mayChangeTasks(view.viewer) ? null : (
    <details
      class="new-task no-print"
      id="new-task"
      open={newTask.title !== '' || refusals.some(({ field }) => field === 'title')}
    >
      <summary>{view.t('対応を加える', 'Add a task')}</summary>
      <form method="post" action={view.to(`/assessments/${head.id}/tasks`)}>
        <Once />
        <Field
          view={view}
          name="title"
          label={view.t('すること', 'What is to be done')}
          help={view.t('例: 新しい拠点の機器を台帳に加える', 'Such as: add the devices of the new site to the register')}
          value={newTask.title}
          {...boundsOf(NEW_TASK, 'title')}
          refusals={refusals}
        />
        <div class="field">
          <label for="issue">{view.t('どの課題のためか', 'For which issue')}</label>
          <select name="issue" id="issue">
            <option value="">{view.t('課題によらない', 'For none')}</option>
            {unmerged(issues).map(({ id, title }) => (
              <option value={id} selected={newTask.issue === id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="assignee">{view.t('担当', 'Assignee')}</label>
          <select name="assignee" id="assignee">
            <option value="">{view.t('決めていない', 'Nobody yet')}</option>
            {[...colleagues].map(([id, name]) => (
              <option value={id} selected={newTask.assignee === id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Field view={view} name="dueOn" type="date" label={view.t('期日', 'Due')} value={newTask.dueOn} refusals={refusals} />
        <button type="submit">{view.t('加える', 'Add')}</button>
      </form>
    </details>
  )
