import type { FC } from 'hono/jsx'
import type { Day } from '../../kernel/instant.ts'
import { sayDay, type View } from '../../ui/view.ts'
import { hasChanged, type PlanChanges } from '../frozen-plan.ts'

/** What is no longer as it was put before management, in words. */
export const Changes: FC<{ view: View; changes: PlanChanges }> = ({ view, changes }) => {
  if (!hasChanged(changes) && changes.done.length === 0) {
    return <p>{view.t('そのときから、変わったことはありません。', 'Nothing has changed since.')}</p>
  }
  const day = (at: Day | null) => (at ? sayDay(view, at) : view.t('なし', 'none'))
  const { reached, by, hoursAWeek, days, yen } = changes
  return (
    <ul>
      {reached ? (
        <li>
          {view.t('すべてを示せる日: ', 'Everything can be shown: ')}
          {`${day(reached.before)} → ${day(reached.after)}`}
        </li>
      ) : null}
      {by ? <li>{`${view.t('期日: ', 'Ready by: ')}${day(by.before)} → ${day(by.after)}`}</li> : null}
      {hoursAWeek ? <li>{`${view.t('週に使える時間: ', 'Hours a week: ')}${hoursAWeek.before} → ${hoursAWeek.after}`}</li> : null}
      {days ? <li>{`${view.t('人日: ', 'Person-days: ')}${days.before} → ${days.after}`}</li> : null}
      {yen ? (
        <li>
          {view.t('外に払う費用(円): ', 'Spent outside (¥): ')}
          {`${yen.before.toLocaleString('en')} → ${yen.after.toLocaleString('en')}`}
        </li>
      ) : null}
      <Titles view={view} words={view.t('加わった対応', 'Tasks added')} titles={changes.added} />
      <Titles view={view} words={view.t('しないことにした対応', 'Tasks dropped')} titles={changes.dropped} />
      <Titles view={view} words={view.t('終わった対応', 'Tasks done')} titles={changes.done} />
      <Titles
        view={view}
        words={view.t('終わる日が動いた対応', 'Tasks that end on another day')}
        titles={changes.moved.map(({ title, before, after }) => `${title} (${day(before)} → ${day(after)})`)}
      />
      <Titles
        view={view}
        words={view.t('担当が変わった対応', 'Tasks with another assignee')}
        titles={changes.handed.map(({ title, before, after }) => {
          const nobody = view.t('なし', 'nobody')
          return `${title} (${before ?? nobody} → ${after ?? nobody})`
        })}
      />
    </ul>
  )
}

/** Some at once, the others by a press. */
const MOST_AT_ONCE = 3

const Titles: FC<{ view: View; words: string; titles: readonly string[] }> = ({ view, words, titles }) => {
  if (titles.length === 0) return null
  const said = `${words} ${view.t(`${titles.length}件`, `(${titles.length})`)}`
  if (titles.length <= MOST_AT_ONCE) return <li>{`${said}: ${titles.join(view.t('、', ', '))}`}</li>
  return (
    <li>
      <details>
        <summary>{said}</summary>
        <ul>
          {titles.map((title) => (
            <li>{title}</li>
          ))}
        </ul>
      </details>
    </li>
  )
}
