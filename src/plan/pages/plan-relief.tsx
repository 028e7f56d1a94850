import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { Notice } from '../../ui/components.tsx'
import { sayDay } from '../../ui/view.ts'
import type { PlanResult } from '../kept-plan.ts'
import { POOL } from '../roster.ts'
import { type PLAN, type PlanSettings, queryOf } from '../settings.ts'
import type { PlanPageProps } from './plan.tsx'
import { TaskName } from './task-name.tsx'

/** What would have to give so that the day is kept, each with a button that tries it. */
export const PlanRelief: FC<PlanPageProps & { shown: { settings: PlanSettings; result: PlanResult } }> = (props) => {
  const { view, found, shown, typed } = props
  const { by } = shown.settings
  const { relief, reached } = shown.result
  if (!relief || by === null) return null
  const nameOf = (person: string) => found.people.find(({ id }) => id === person)?.name ?? ''
  const pool = relief.workers.some(({ id }) => id === POOL)
  const withHours = (hours: readonly { id: string; hoursAWeek: number }[]) => ({
    ...typed,
    weekly: { ...typed.weekly, ...Object.fromEntries(hours.map(({ id, hoursAWeek }) => [id, String(hoursAWeek)])) },
  })
  return (
    <Notice tone="warn" title={view.t(`${sayDay(view, by)} には間に合いません`, `${by} is not kept`)}>
      <p>
        {view.t(
          `その日までに示せるのは、対応${relief.total}件のうち${relief.inTime}件です。間に合わせるには、次のどれかが要ります。`,
          `By then ${relief.inTime} of ${relief.total} tasks can be shown. One of these would have to give.`,
        )}
      </p>
      <ul class="ways-out">
        {relief.waits.map(({ id, shown: day }) => (
          <li>
            <span>
              <TaskName {...props} id={id} />:{' '}
              {view.t(
                `どれだけ人手をかけても、示せるのは早くて ${sayDay(view, day)} です。`,
                `${day} at the earliest, however many hours are spent.`,
              )}
            </span>
          </li>
        ))}
        {relief.hoursAWeek === null ? (
          <li>
            <span>{view.t('時間を増やしても、この日には間に合いません。', 'No number of hours keeps this day.')}</span>
          </li>
        ) : pool ? (
          <Way
            {...props}
            words={view.t(`週に${relief.hoursAWeek}時間を使う`, `Spend ${relief.hoursAWeek} hours a week`)}
            act={view.t(`週${relief.hoursAWeek}時間で試す`, `Try ${relief.hoursAWeek} hours a week`)}
            to={{ ...typed, hours: String(relief.hoursAWeek) }}
          />
        ) : (
          <Way
            {...props}
            words={view.t(
              `全員の時間を増やす(${relief.workers.map(({ id, hoursAWeek }) => `${nameOf(id)} 週${hoursAWeek}時間`).join('、')})`,
              `More hours for everybody (${relief.workers.map(({ id, hoursAWeek }) => `${nameOf(id)} ${hoursAWeek} a week`).join(', ')})`,
            )}
            act={view.t(`合計 週${relief.hoursAWeek}時間で試す`, `Try ${relief.hoursAWeek} hours a week in all`)}
            to={withHours(relief.workers)}
          />
        )}
        {relief.alone.map((one) => (
          <Way
            {...props}
            words={view.t(
              `${nameOf(one.id)}さんだけが週${one.hoursAWeek}時間にする`,
              `${one.hoursAWeek} hours a week for ${nameOf(one.id)} alone`,
            )}
            act={view.t(`${nameOf(one.id)}さん 週${one.hoursAWeek}時間で試す`, `Try ${nameOf(one.id)} with ${one.hoursAWeek}`)}
            to={withHours([one])}
          />
        ))}
        {reached === null ? null : (
          <Way
            {...props}
            words={view.t(`期日を ${sayDay(view, reached)} に延ばす`, `Move the day to ${reached}`)}
            act={view.t(`期日 ${sayDay(view, reached)} で試す`, `Try ${reached}`)}
            to={{ ...typed, by: reached }}
          />
        )}
      </ul>
    </Notice>
  )
}

const Way: FC<Pick<PlanPageProps, 'view' | 'found'> & { words: string; act: string; to: Typed<typeof PLAN> }> = ({
  view,
  found,
  words,
  act,
  to,
}) => (
  <li>
    <span>{words}</span>
    {view.may('plan.make') ? (
      <a class="button second small" href={view.to(`/assessments/${found.head.id}/plan?try=1&${queryOf(to)}`)}>
        {act}
      </a>
    ) : null}
  </li>
)
