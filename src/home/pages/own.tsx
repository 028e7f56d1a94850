import type { FC } from 'hono/jsx'
import { type CatalogueContext, type EditionTexts, editionIn } from '../../catalogue/index.ts'
import { titleOf } from '../../duties/index.ts'
import { daysBetween } from '../../kernel/calendar.ts'
import type { AssessmentId } from '../../kernel/ids.ts'
import { type Day, toJapaneseDate, toWordsInJapan } from '../../kernel/instant.ts'
import type { AssignedTask } from '../../tasks/actions.ts'
import { AssignTask } from '../../ui/assign-task.tsx'
import type { View } from '../../ui/view.ts'
import { WaitingRule } from '../../ui/waiting-rule.tsx'
import type { Home } from '../actions.ts'
import { type DueTask, MOST_TASKS, MOST_UNOWNED, type When } from '../due.ts'

type OwnProps = { view: View; home: Home; today: Day }

/** The plans and the internal rules that wait for the viewer's decision. */
export const Waiting: FC<OwnProps> = ({ view, home: { waiting, documents, titles, people } }) =>
  waiting.length + documents.length === 0 ? null : (
    <section class="next-steps" aria-labelledby="waiting">
      <h2 id="waiting">
        {view.t('決めてほしいこと', 'Waiting for your decision')} <Count view={view} of={waiting.length + documents.length} />
      </h2>
      <ol>
        {waiting.map((version) => (
          <li>
            <span>
              <a href={view.to(`/assessments/${version.assessment}/plan`)}>
                {view.t(`対応計画 第${version.number}版`, `Plan, version ${version.number}`)}{' '}
                {titles.get(version.assessment)?.title ?? ''}
              </a>
              <small class="quiet">
                {view.t(
                  `${people.get(version.putBy) ?? ''}さんが ${toWordsInJapan(version.putAt)} に出しました`,
                  `put by ${people.get(version.putBy) ?? ''}, ${toWordsInJapan(version.putAt, 'en')}`,
                )}
              </small>
            </span>
          </li>
        ))}
        {documents.map((version) => (
          <li>
            <WaitingRule view={view} rule={version} by={people.get(version.putBy) ?? ''} />
          </li>
        ))}
      </ol>
    </section>
  )

/** The viewer's own tasks: what is overdue and due this week, then the next of the others. */
export const OwnTasks: FC<OwnProps> = ({ view, home: { tasks, titles }, today }) => {
  const pressing = tasks.filter(({ when }) => when === 'overdue' || when === 'week')
  const shown = tasks.slice(0, Math.max(MOST, Math.min(pressing.length, MOST_PRESSING)))
  const overdue = pressing.filter(({ when }) => when === 'overdue').length
  return tasks.length === 0 ? null : (
    <section class="next-steps" aria-labelledby="tasks">
      <h2 id="tasks">
        {view.t('あなたの対応', 'Your tasks')} <Count view={view} of={tasks.length} most={MOST_TASKS} />
        {overdue > 0 ? <span class="chip overdue">{view.t(`期限切れ ${overdue}件`, `${overdue} overdue`)}</span> : null}
        {pressing.length > overdue ? (
          <span class="chip">{view.t(`今週 ${pressing.length - overdue}件`, `${pressing.length - overdue} this week`)}</span>
        ) : null}
      </h2>
      <ol>
        {shown.map(({ task, due, when }) => (
          <li>
            <span>
              <a href={view.to(`/assessments/${task.assessment}/tasks/${task.id}`)}>{task.title}</a>
              {titles.size > 1 ? <small class="quiet">{task.of}</small> : null}
            </span>
            <span class={`due ${when === 'week' ? 'soon' : when}`}>{dueWords(view, due, when, today)}</span>
          </li>
        ))}
      </ol>
      {tasks.length > shown.length ? (
        <p>
          {assessmentsOf(tasks).map(([assessment, title]) => (
            <a href={view.to(`/assessments/${assessment}/tasks?who=me`)}>
              {view.t('あなたの対応をすべて見る', 'See all your tasks')}
              {titles.size > 1 ? ` (${title})` : ''}
            </a>
          ))}
        </p>
      ) : null}
    </section>
  )
}

/** The viewer's own duties that press: what is late, and what is due within a week; and what is late of others, where they answer for it. */
export const OwnDuties: FC<OwnProps & { edition: CatalogueContext['edition'] }> = ({
  view,
  home: { duties },
  edition,
  today,
}) => {
  const texts = duties.edition && editionIn(edition(duties.edition), view.lang)
  return texts === undefined ? null : (
    <>
      <Duties {...{ view, texts, today }} id="duties" title={view.t('あなたの繰り返し作業', 'Your duties')} duties={duties.own} />
      <Duties
        {...{ view, texts, today }}
        id="late-duties"
        title={view.t('遅れている繰り返し作業', 'Duties that are late')}
        duties={duties.escalated}
      />
    </>
  )
}

const Duties: FC<{
  view: View
  texts: EditionTexts
  today: Day
  id: string
  title: string
  duties: Home['duties']['own']
}> = ({ view, texts, today, id, title, duties }) =>
  duties.length === 0 ? null : (
    <section class="next-steps" aria-labelledby={id}>
      <h2 id={id}>
        {title} <Count view={view} of={duties.length} />
      </h2>
      <ol>
        {duties.slice(0, MOST_PRESSING).map(({ duty, due, late }) => (
          <li>
            <span>
              <a href={view.to(`/duties/${duty}`)}>{titleOf({ criterion: duty.split('/')[0] ?? '' }, texts)}</a>
            </span>
            <span class={`due ${late ? 'overdue' : 'soon'}`}>{dueWords(view, due, late ? 'overdue' : 'week', today)}</span>
          </li>
        ))}
      </ol>
      {duties.length > MOST_PRESSING ? (
        <p>
          <a href={view.to('/duties')}>{view.t('すべての繰り返し作業を見る', 'See all duties')}</a>
        </p>
      ) : null}
    </section>
  )

/** The tasks that nobody has, the earliest day first, each given to somebody here. */
export const UnownedTasks: FC<{ view: View; home: Extract<Home, { kind: 'work' }>; today: Day }> = ({ view, home, today }) => {
  const { unowned, colleagues, titles } = home
  return unowned.length === 0 ? null : (
    <section class="next-steps" aria-labelledby="unowned">
      <h2 id="unowned">
        {view.t('担当の決まっていない対応', 'Tasks that nobody has')}{' '}
        <Count view={view} of={unowned.length} most={MOST_UNOWNED} />
      </h2>
      <ol class="unowned">
        {unowned.slice(0, MOST).map(({ task, due, when }) => (
          <li>
            <span>
              <a href={view.to(`/assessments/${task.assessment}/tasks/${task.id}`)}>{task.title}</a>{' '}
              <span class={`due ${when === 'week' ? 'soon' : when}`}>{dueWords(view, due, when, today)}</span>
              {titles.size > 1 ? <small class="quiet">{task.of}</small> : null}
            </span>
            <AssignTask view={view} task={task} colleagues={colleagues} after="home" />
          </li>
        ))}
      </ol>
      {unowned.length > MOST ? (
        <p>
          {assessmentsOf(unowned).map(([assessment, title]) => (
            <a href={view.to(`/assessments/${assessment}/tasks?who=nobody&state=open`)}>
              {view.t('すべて見て、まとめて決める', 'See all, and assign many at once')}
              {titles.size > 1 ? ` (${title})` : ''}
            </a>
          ))}
        </p>
      ) : null}
    </section>
  )
}

/** The assessments of some tasks with their titles, at most five: the first in the order of the tasks. */
function assessmentsOf(tasks: readonly DueTask<AssignedTask>[]): [AssessmentId, string][] {
  return [...new Map(tasks.map(({ task }) => [task.assessment, task.of]))].slice(0, MOST)
}

/** How many there are; `most` is how far was counted. */
export const Count: FC<{ view: View; of: number; most?: number }> = ({ view, of, most = Number.POSITIVE_INFINITY }) => (
  <span class="quiet">{of < most ? view.t(`${of}件`, String(of)) : view.t(`${most}件以上`, `${most} or more`)}</span>
)

function dueWords(view: View, due: Day | undefined, when: When, today: Day): string {
  if (due === undefined) return view.t('期限なし', 'No day set')
  const days = daysBetween(today, due)
  if (when === 'overdue') return view.t(`${-days}日過ぎています`, `${-days} day${days === -1 ? '' : 's'} overdue`)
  if (days === 0) return view.t('今日まで', 'Due today')
  return view.t(`${toJapaneseDate(due)}まで`, `by ${due}`)
}

const MOST = 5
const MOST_PRESSING = 10
