import type { FC } from 'hono/jsx'
import { KeysButton } from '../../ui/keys-help.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { isOverdue, type Task } from '../task.ts'
import { type Bar, type Timeline, toTimeline } from '../timeline.ts'
import { Pages, pageOf } from './paging.tsx'
import { criticalAmong, Marks, StateChip, sayDays, waitsFor } from './task-words.tsx'
import type { TasksProps } from './tasks.tsx'

/** Tasks over weeks: a bar each, what is no workday in grey, and today. All that a bar shows stands beside it in words, too. */
export const TimelinePage: FC<TasksProps> = (props) => {
  const { view, shown, filter, today, tasks } = props
  const page = pageOf(shown, filter.page)
  const timeline = toTimeline(page, today)
  const found = criticalAmong(props)
  const critical = found === 'all' ? new Set<string>() : found
  const byId = new Map<string, Task>(tasks.map((task) => [task.id, task]))
  return (
    <div id="tasks" data-tasks="timeline" class="timeline">
      <p class="quiet shown">
        {view.t(
          `${shown.length}件。きょうは${sayDay(view, today)}です。`,
          `${shown.length} shown. Today is ${sayDay(view, today)}.`,
        )}{' '}
        <KeysButton view={view} />
      </p>
      <Legend view={view} critical={critical.size > 0} />
      {found === 'all' ? (
        <p>
          {view.t(
            '対応は1つずつ続いています。どれが遅れても、全体が遅れます。',
            'One task follows the other: whichever is late, everything is.',
          )}
        </p>
      ) : null}
      <Axis {...props} timeline={timeline} />
      <ol>
        {page.map((task) => (
          <li id={`t-${task.id}`} class={task.state}>
            <Words {...props} task={task} waits={waitsFor(task, byId)} critical={critical.has(task.id)} />
            <Bars bars={timeline.bars.get(task.id) ?? []} late={isOverdue(task, today)} critical={critical.has(task.id)} />
          </li>
        ))}
      </ol>
      <Pages {...props} />
    </div>
  )
}

const Words: FC<TasksProps & { task: Task; waits: string[]; critical: boolean }> = ({
  view,
  head,
  people,
  today,
  task,
  ...own
}) => (
  <div class="what">
    <a href={view.to(`/assessments/${head.id}/tasks/${task.id}`)} data-seen={`${task.id} ${task.revision}`}>
      {task.title}
    </a>{' '}
    {task.state === 'todo' ? null : <StateChip view={view} state={task.state} />} <Marks view={view} task={task} today={today} />
    {own.critical ? <span class="task-mark critical">{view.say(CRITICAL)}</span> : null}
    <small>
      {[
        sayDays(view, task) ?? view.t('日は未定', 'no days yet'),
        people.get(task.assignee ?? ''),
        own.waits.length > 0 ? view.t(`先に: ${own.waits.join('、')}`, `After: ${own.waits.join(', ')}`) : undefined,
      ]
        .filter(Boolean)
        .join(view.t(' ・ ', ' · '))}
    </small>
  </div>
)

/** The head of the chart, which also holds what is drawn behind every row. */
const Axis: FC<TasksProps & { timeline: Timeline }> = ({ view, timeline }) => (
  <div class="axis">
    <svg aria-hidden="true" width="100%" height="36">
      <g id="timeline-days">
        {timeline.off.map(({ x, width }) => (
          <rect class="timeline-off" x={`${x}%`} width={`${width}%`} y="0" height="100%" />
        ))}
        {timeline.labels.map(({ x }) => (
          <line class="timeline-week" x1={`${x}%`} x2={`${x}%`} y1="0" y2="100%" />
        ))}
        {timeline.today === undefined ? null : (
          <line class="timeline-today" x1={`${timeline.today}%`} x2={`${timeline.today}%`} y1="0" y2="100%" />
        )}
      </g>
      {timeline.labels.map(({ x, day, kind }, at) => {
        const [year, month, date] = day.split('-').map(Number)
        const named = kind === 'week' ? `${month}/${date}` : view.t(`${month}月`, String(month))
        return (
          <>
            <text x={`${x}%`} dx="3" y="14">
              {named}
            </text>
            {at === 0 || (kind === 'month' && month === 1) ? (
              <text x={`${x}%`} dx="3" y="30" class="year">
                {view.t(`${year}年`, String(year))}
              </text>
            ) : null}
          </>
        )
      })}
    </svg>
  </div>
)

const Bars: FC<{ bars: readonly Bar[]; late: boolean; critical: boolean }> = ({ bars, late, critical }) => (
  <svg class={`bars${late ? ' late' : ''}${critical ? ' critical' : ''}`} aria-hidden="true" width="100%">
    <use href="#timeline-days" />
    {bars.map(({ kind, x, width }) => (
      <rect
        class={kind}
        x={`${x}%`}
        width={`${width}%`}
        y={TOP[kind](bars)}
        height={kind === 'wait' ? '4' : '12'}
        rx={kind === 'wait' ? '2' : '3'}
      />
    ))}
  </svg>
)

/** Where a bar stands in its row, in pixels from above: planned days below people's own where both are drawn. */
const TOP: Record<Bar['kind'], (bars: readonly Bar[]) => string> = {
  own: () => '7',
  planned: (bars) => (bars.some(({ kind }) => kind === 'own') ? '21' : '7'),
  wait: (bars) => (bars.some(({ kind }) => kind === 'own') && bars.some(({ kind }) => kind === 'planned') ? '25' : '11'),
}

const Legend: FC<{ view: View; critical: boolean }> = ({ view, critical }) => (
  <ul class="legend">
    {LEGEND.filter(({ kind }) => kind !== 'critical' || critical).map(({ kind, ja, en }) => (
      <li>
        <svg aria-hidden="true" width="24" height="14" class={kind === 'critical' ? 'bars critical' : 'bars'}>
          <rect
            class={kind === 'off' ? 'timeline-off' : kind === 'critical' ? 'planned' : kind}
            x="0"
            y={kind === 'wait' ? '5' : '1'}
            width="24"
            height={kind === 'wait' ? '4' : '12'}
            rx="2"
          />
        </svg>
        {view.t(ja, en)}
      </li>
    ))}
  </ul>
)

const CRITICAL = { ja: '遅れると全体が遅れる', en: 'Delays everything when late' }
const LEGEND = [
  { kind: 'own', ja: '人が決めた日', en: 'Days that people fixed' },
  { kind: 'planned', ja: '計画の日', en: 'Planned days' },
  { kind: 'critical', ...CRITICAL },
  { kind: 'wait', ja: '記録がたまるまで', en: 'Until records are there' },
  { kind: 'off', ja: '土日・祝日', en: 'Weekends and holidays' },
]
