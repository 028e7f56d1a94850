import type { FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import { addDays, addMonths } from '../../kernel/calendar.ts'
import type { Day } from '../../kernel/instant.ts'
import type { View } from '../../ui/view.ts'
import { titleOf } from '../duty.ts'
import type { Who } from '../filter.ts'
import type { DutyCalendar } from '../read-actions.ts'
import { DutyFrame, WhoFilter } from './frame.tsx'
import { Legend, Strip, sayDone } from './kept.tsx'

type YearProps = { view: View; calendar: DutyCalendar; edition: EditionTexts; who: Who; first: Day }

/** A year of the company at a glance: per duty twelve months, each with how what was due in it was kept. */
export const YearPage: FC<YearProps> = ({ view, calendar, edition, who, first }) => {
  const duties = calendar.duties.filter((duty) => duty.every !== null)
  const last = addDays(addMonths(first, 12), -1)
  const [from, to] = [first, last].map((day) => view.t(`${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`, day.slice(0, 7)))
  const title = view.t(`${from}から${to}まで`, `${from} to ${to}`)
  const year = Number(first.slice(0, 4))
  const at = (other: number) => view.to(`/duties/year?year=${other}${who === '' ? '' : `&who=${who}`}`)
  const done = sayDone(view, calendar.occurrences)
  return (
    <DutyFrame view={view} tab="year" who={who} title={title}>
      <WhoFilter view={view} tab="year" who={who} colleagues={calendar.colleagues} kept={{ year: String(year) }} />
      <nav class="duty-paging" aria-label={view.t('年度', 'Year')}>
        <a class="button second small" href={at(year - 1)}>
          {view.t('前の年', 'Previous')}
        </a>
        <h2>{title}</h2>
        <a class="button second small" href={at(year + 1)}>
          {view.t('次の年', 'Next')}
        </a>
      </nav>
      {done ? <p>{view.t(`期日の来たもの: ${done}を実施`, `Due so far: ${done} done`)}</p> : null}
      <Legend view={view} />
      {duties.length === 0 ? <p>{view.t('この条件に当てはまるものはありません。', 'None matches.')}</p> : null}
      <ul class="duty-year">
        {duties.map((duty) => {
          const own = calendar.occurrences.filter((one) => one.duty === duty.id)
          return (
            <li>
              <span>
                <a href={view.to(`/duties/${duty.id}`)}>{titleOf(duty, edition)}</a>{' '}
                <small class="quiet">{calendar.people.get(duty.assignee ?? '') ?? view.t('担当は未定', 'Nobody yet')}</small>
              </span>
              <Strip view={view} first={first} occurrences={own} today={calendar.today} />
            </li>
          )
        })}
      </ul>
    </DutyFrame>
  )
}
