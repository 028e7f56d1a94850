import type { FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import { addDays, addMonths } from '../../kernel/calendar.ts'
import { isHoliday } from '../../kernel/holidays.ts'
import type { Day } from '../../kernel/instant.ts'
import { sayDay, type View } from '../../ui/view.ts'
import { titleOf } from '../duty.ts'
import type { Who } from '../filter.ts'
import type { DutyCalendar } from '../read-actions.ts'
import { DutyFrame, WhoFilter } from './frame.tsx'
import { KeptChip } from './kept.tsx'
import { MONTH_NAMES } from './list.tsx'

type MonthProps = { view: View; calendar: DutyCalendar; edition: EditionTexts; who: Who; month: string }

/** A month as a sheet, Monday first; on a phone the days on which something is due, alone. */
export const MonthPage: FC<MonthProps> = (props) => {
  const { view, calendar, edition, who, month } = props
  const duties = new Map(calendar.duties.map((duty) => [duty.id, duty]))
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
  const title = view.t(`${year}年${number}月`, `${MONTH_NAMES[number - 1]} ${year}`)
  const to = (months: number) => {
    const other = addMonths(`${month}-01`, months).slice(0, 7)
    return view.to(`/duties/month?month=${other}${who === '' ? '' : `&who=${who}`}`)
  }
  return (
    <DutyFrame view={view} tab="month" who={who} title={title}>
      <WhoFilter view={view} tab="month" who={who} colleagues={calendar.colleagues} kept={{ month }} />
      <nav class="duty-paging" aria-label={view.t('月', 'Month')}>
        <a class="button second small" href={to(-1)}>
          {view.t('前の月', 'Previous')}
        </a>
        <h2>{title}</h2>
        <a class="button second small" href={to(1)}>
          {view.t('次の月', 'Next')}
        </a>
      </nav>
      {calendar.occurrences.length === 0 ? (
        <p>{view.t('この月に期日のあるものはありません。', 'Nothing is due in this month.')}</p>
      ) : null}
      <div class="duty-month">
        <p class="weekdays" aria-hidden="true">
          {WEEKDAYS.map((words) => (
            <span>{view.say(words)}</span>
          ))}
        </p>
        <ol>
          {daysOf(month).map((day) => {
            const own = calendar.occurrences.filter((one) => one.due === day)
            return (
              <li class={classOf(day, calendar.today, own.length > 0)}>
                <span class="day">
                  <span aria-hidden="true">{Number(day.slice(8))}</span>
                  <span class="visually-hidden">{sayDay(view, day)}</span>
                  <small>{view.say(WEEKDAYS[weekdayOf(day)] ?? { ja: '', en: '' })}</small>
                </span>
                {own.map((one) => (
                  <p>
                    <a href={view.to(`/duties/${one.duty}`)}>{titleOf({ criterion: one.duty.split('/')[0] ?? '' }, edition)}</a>{' '}
                    <KeptChip view={view} kept={one.kept} />{' '}
                    <small class="quiet">
                      {calendar.people.get(duties.get(one.duty)?.assignee ?? '') ?? view.t('担当は未定', 'Nobody yet')}
                    </small>
                  </p>
                ))}
              </li>
            )
          })}
        </ol>
      </div>
    </DutyFrame>
  )
}

const WEEKDAYS = [
  { ja: '月', en: 'Mon' },
  { ja: '火', en: 'Tue' },
  { ja: '水', en: 'Wed' },
  { ja: '木', en: 'Thu' },
  { ja: '金', en: 'Fri' },
  { ja: '土', en: 'Sat' },
  { ja: '日', en: 'Sun' },
]

function daysOf(month: string): Day[] {
  const first = `${month}-01`
  const end = addMonths(first, 1)
  return Array.from({ length: 31 }, (_, index) => addDays(first, index)).filter((day) => day < end)
}

/** From Monday, 0. */
function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

function classOf(day: Day, today: Day, full: boolean): string {
  const starts = day.endsWith('-01') ? `starts-${weekdayOf(day)}` : ''
  const off = weekdayOf(day) > 4 || isHoliday(day) ? 'off' : ''
  return [starts, off, full ? 'full' : '', day === today ? 'today' : ''].filter(Boolean).join(' ')
}
