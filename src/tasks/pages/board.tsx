import type { FC } from 'hono/jsx'
import { KeysButton } from '../../ui/keys-help.tsx'
import { sayDay } from '../../ui/view.ts'
import { toTaskQuery } from '../filter.ts'
import { movesOf } from '../sight.ts'
import { dueOf, TASK_STATE_WORDS, TASK_STATES, type Task } from '../task.ts'
import { Marks, sayProgress } from './task-words.tsx'
import type { TasksProps } from './tasks.tsx'

/** How many cards of a column are shown; the list shows all. */
const MOST = 50

/** Tasks as cards in columns by state. A card moves by its buttons; with a script by dragging and by keys, too. */
export const Board: FC<TasksProps> = (props) => {
  const { view, head, shown, filter } = props
  return (
    <div id="tasks" data-tasks="board">
      <p class="quiet shown">
        {view.t(`${shown.length}件`, `${shown.length} shown`)} <KeysButton view={view} />
      </p>
      <div class="board">
        {TASK_STATES.map((state) => {
          const own = shown.filter((task) => task.state === state)
          return (
            <section class={`column ${state}`} data-state={state} aria-labelledby={`column-${state}`}>
              <h2 id={`column-${state}`}>
                {view.say(TASK_STATE_WORDS[state])} <span class="quiet">{own.length}</span>
              </h2>
              <ol>
                {own.slice(0, MOST).map((task) => (
                  <Card {...props} task={task} />
                ))}
              </ol>
              {own.length > MOST ? (
                <p>
                  <a href={view.to(`/assessments/${head.id}/tasks${toTaskQuery(filter, { view: 'list', state })}`)}>
                    {view.t(`ほか${own.length - MOST}件を一覧で見る`, `${own.length - MOST} more in the list`)}
                  </a>
                </p>
              ) : null}
            </section>
          )
        })}
      </div>
    </div>
  )
}

const Card: FC<TasksProps & { task: Task }> = ({ view, head, people, measures, edition, today, task }) => {
  const address = view.to(`/assessments/${head.id}/tasks/${task.id}`)
  const due = dueOf(task)
  const facts = [
    people.get(task.assignee ?? '') ?? view.t('担当は未定', 'Nobody yet'),
    due && view.t(`${sayDay(view, due)}まで`, `by ${due}`),
    sayProgress(view, task, task.measure === null ? undefined : measures.get(task.measure), edition.id),
  ].filter(Boolean)
  const moves = view.viewer ? movesOf(view.viewer, task) : []
  return (
    <li id={`t-${task.id}`} class="task-card">
      <a href={address} data-seen={`${task.id} ${task.revision}`} data-moves={moves.join(' ')}>
        {task.title}
      </a>
      <Marks view={view} task={task} today={today} />
      <small>{facts.join(view.t(' ・ ', ' · '))}</small>
      {moves.length === 0 ? null : (
        <div class="moves no-print">
          {moves.map((to) =>
            to === 'done' ? (
              <a class="button second small" href={`${address}#finish`}>
                {view.t('終える', 'Finish')}
              </a>
            ) : (
              <button type="submit" class="second small" form="move" name="move" value={`${task.id} ${task.revision} ${to}`}>
                {view.say(MOVE_WORDS[task.state === 'done' ? 'again' : to])}
              </button>
            ),
          )}
        </div>
      )}
    </li>
  )
}

export const MOVE_WORDS = {
  todo: { ja: 'これからに戻す', en: 'Back to to-do' },
  doing: { ja: '始める', en: 'Start' },
  dropped: { ja: 'しない', en: 'Drop' },
  again: { ja: 'もう一度始める', en: 'Take it up again' },
}
