import type { FC } from 'hono/jsx'
import { dutyWords, type EditionTexts } from '../../catalogue/index.ts'
import { addMonths } from '../../kernel/calendar.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { OwnRefusals } from '../../ui/components.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { titleOf } from '../duty.ts'
import type { Who } from '../filter.ts'
import type { OrganisationDuty } from '../organisation-duty.ts'
import { scheduleOf } from '../organisation-duty.ts'
import type { DutyCalendar } from '../read-actions.ts'
import { PERIOD_WORDS } from '../words.ts'
import { DutyFrame, WhoFilter } from './frame.tsx'
import { KeptChip, sayDone } from './kept.tsx'

type ListProps = {
  view: View
  /** Of those that are asked for. */
  calendar: DutyCalendar
  /** How many there are, whoever is asked for, and how many of them nobody has. */
  all: { duties: number; unowned: number }
  edition: EditionTexts
  who: Who
  month: string
  refusals: readonly Refusal[]
  saved: boolean
}

/** Every duty: what recurs by its next day, what is missing first; then what has no day until something happens. */
export const DutiesPage: FC<ListProps> = (props) => {
  const { view, calendar, who, all, saved } = props
  const recurring = calendar.duties.filter(({ every }) => every !== null).map((duty) => ({ duty, ...standingOf(duty, calendar) }))
  const others = calendar.duties.filter(({ every }) => every === null)
  return (
    <DutyFrame view={view} tab="list" who={who} title={view.t('繰り返し作業', 'Duties')}>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <p>
        {view.t(
          `めざす★の評価基準が、くり返し求めることです。全部で${all.duties}件あります。`,
          `What the criteria of your ★ ask again and again: ${all.duties} in all.`,
        )}{' '}
        {all.unowned > 0 ? (
          <a href={view.to('/duties?who=nobody')}>
            {view.t(`担当の決まっていないもの ${all.unowned}件`, `${all.unowned} without anybody in charge`)}
          </a>
        ) : null}
      </p>
      <WhoFilter view={view} tab="list" who={who} colleagues={calendar.colleagues} />
      <section aria-labelledby="recurring">
        <h2 id="recurring">{view.t('期日のあるもの', 'With a day')}</h2>
        {recurring.length === 0 ? <None view={view} /> : <Recurring {...props} recurring={recurring} />}
      </section>
      <section aria-labelledby="others">
        <h2 id="others">{view.t('何かが起きたときにするもの・保管するもの', 'When something happens, or to be kept')}</h2>
        {others.length === 0 ? (
          <None view={view} />
        ) : (
          <Table
            label={view.t('何かが起きたときにするもの・保管するもの', 'When something happens, or to be kept')}
            columns={[
              { words: view.t('作業', 'Duty'), kind: 'head' },
              { words: view.t('いつ', 'When') },
              { words: view.t('担当', 'In charge') },
            ]}
            rows={others.map((duty) => ({
              cells: [<Name {...props} duty={duty} />, view.say(dutyWords(duty.stated)), <Person {...props} duty={duty} />],
            }))}
          />
        )}
      </section>
      {view.may('duties.change') ? <YearForm {...props} /> : null}
    </DutyFrame>
  )
}

type Standing = { duty: OrganisationDuty } & ReturnType<typeof standingOf>

/** What is due next, what is missing of the last twelve months, and how many of them were done. */
function standingOf(duty: OrganisationDuty, { occurrences, today }: DutyCalendar) {
  const own = occurrences.filter((one) => one.duty === duty.id)
  const missing = own.filter(({ kept }) => kept === 'missing' || kept === 'unsigned')
  return {
    missing,
    next: own.find(({ due, kept }) => due >= today && kept === 'coming'),
    past: own.filter(({ due }) => due <= today && due > addMonths(today, -12)),
  }
}

const Recurring: FC<ListProps & { recurring: Standing[] }> = (props) => {
  const { view, recurring } = props
  const pressing = ({ missing, next }: Standing) => missing[0]?.due ?? next?.due ?? '9999'
  const byDay = recurring.toSorted((one, other) => {
    return Number(other.missing.length > 0) - Number(one.missing.length > 0) || pressing(one).localeCompare(pressing(other))
  })
  return (
    <Table
      label={view.t('期日のある繰り返し作業', 'Duties with a day')}
      columns={[
        { words: view.t('作業', 'Duty'), kind: 'head' },
        { words: view.t('間隔', 'How often') },
        { words: view.t('担当', 'In charge') },
        { words: view.t('次の期日', 'Next due') },
        { words: view.t('この1年', 'Last 12 months') },
      ]}
      rows={byDay.map((one) => toRow(props, one))}
    />
  )
}

function toRow(props: ListProps, { duty, missing, next, past }: Standing): Row {
  const { view } = props
  return {
    cells: [
      <Name {...props} duty={duty} />,
      view.say(PERIOD_WORDS[scheduleOf(duty).every]),
      <Person {...props} duty={duty} />,
      <>
        {next ? <span class="duty-day">{sayDay(view, next.due)}</span> : null}
        {next?.moved ? <small class="quiet"> {view.t('(動かした期日)', '(moved)')}</small> : null}
      </>,
      <>
        {sayDone(view, past) ?? <span class="quiet">{view.t('まだなし', 'None yet')}</span>}
        {missing.slice(-1).map(({ due, kept }) => (
          <>
            {' '}
            <KeptChip view={view} kept={kept} /> <small class="quiet">{sayDay(view, due)}</small>
          </>
        ))}
      </>,
    ],
  }
}

const Name: FC<ListProps & { duty: OrganisationDuty }> = ({ view, edition, duty }) => (
  <span class="duty-name">
    <a href={view.to(`/duties/${duty.id}`)}>{titleOf(duty, edition)}</a>
    <small class="quiet">{edition.criteria.find(({ id }) => id === duty.criterion)?.question}</small>
  </span>
)

const Person: FC<ListProps & { duty: OrganisationDuty }> = ({ view, calendar, duty }) => (
  <>
    {calendar.people.get(duty.assignee ?? '') ?? <span class="quiet">{view.t('(未定)', '(nobody)')}</span>}
    {duty.substitute ? (
      <small class="quiet">
        {' '}
        {view.t(`代わり: ${calendar.people.get(duty.substitute) ?? ''}`, `or ${calendar.people.get(duty.substitute) ?? ''}`)}
      </small>
    ) : null}
  </>
)

const None: FC<{ view: View }> = ({ view }) => (
  <p class="quiet">{view.t('この条件に当てはまるものはありません。', 'None matches.')}</p>
)

/** The month in which the company's year starts, by which what is due once a year is placed. */
const YearForm: FC<ListProps> = ({ view, month, refusals }) => (
  <section aria-labelledby="year-form">
    <h2 id="year-form">{view.t('会社の年度', 'The company’s year')}</h2>
    <form method="post" action={view.to('/duties/year')}>
      <div class="field">
        <label for="month">{view.t('事業年度の始まる月', 'Month in which the business year begins')}</label>
        <p id="month-help">
          {view.t(
            '決めると、年に1回のものは年度の最後の日が期日になります(1つずつ変えられます)。きょうまでの期日は動きません。',
            'Once set, what is done once a year is due on the last day of that year; each can be changed. Days up to today stay.',
          )}
        </p>
        <select name="month" id="month" aria-describedby="month-help">
          <option value="">{view.t('決めていない', 'Not set')}</option>
          {Array.from({ length: 12 }, (_, index) => String(index + 1)).map((value) => (
            <option value={value} selected={month === value}>
              {view.t(`${value}月`, MONTH_NAMES[Number(value) - 1] ?? '')}
            </option>
          ))}
        </select>
        <OwnRefusals view={view} id="month" own={refusals.filter(({ field }) => field === 'month')} />
      </div>
      <button type="submit" class="second">
        {view.t('年度を保存', 'Save the year')}
      </button>
    </form>
  </section>
)

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
