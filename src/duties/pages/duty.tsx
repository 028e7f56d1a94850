import type { Child, FC } from 'hono/jsx'
import { leavesOf } from '../../assessment/index.ts'
import { dutyWords, type EditionTexts } from '../../catalogue/index.ts'
import { addMonths } from '../../kernel/calendar.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Day } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { titleOf } from '../duty.ts'
import { MOVE, type SETTINGS } from '../forms.ts'
import { type OrganisationDuty, scheduleOf } from '../organisation-duty.ts'
import type { DutyCalendar, KeptOccurrence } from '../read-actions.ts'
import { PERIOD_WORDS } from '../words.ts'
import { KeptChip, Legend, Strip, sayDone } from './kept.tsx'
import { SettingsForm } from './settings-form.tsx'

export type DutyProps = {
  view: View
  duty: OrganisationDuty
  calendar: DutyCalendar
  edition: EditionTexts
  /** What was sent of its settings, or what stands. */
  typed: Typed<typeof SETTINGS>
  /** The day whose move was refused, and what was sent of it. */
  moving: { scheduled: Day; typed: Typed<typeof MOVE> } | undefined
  refusals: readonly Refusal[]
  saved: boolean
  /** Where one records what was done; `panel` is what stands of records. */
  recordAt: (scheduled: Day | null) => string | undefined
  panel: Child
}

/** One duty: what it asks, how it was kept, its days, and who does it. */
export const DutyPage: FC<DutyProps> = (props) => {
  const { view, duty, calendar, edition, refusals, saved, recordAt, panel } = props
  const title = titleOf(duty, edition)
  const record = duty.every === null ? recordAt(null) : undefined
  return (
    <Page view={view} title={title} area="duties" wide>
      <Trail view={view} steps={[{ href: view.to('/duties'), words: view.t('繰り返し作業', 'Duties') }]} here={title} />
      <h1>{title}</h1>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <Facts {...props} />
      {duty.every === null ? null : <Kept {...props} />}
      {record ? (
        <p class="actions">
          <a class="button" href={record}>
            {view.t('したことを記録する', 'Record what was done')}
          </a>
        </p>
      ) : null}
      {panel}
      <What {...props} />
      {view.may('duties.change') ? <SettingsForm {...props} /> : null}
      <p class="quiet">
        {view.t(`${sayDay(view, duty.begins)}から数えています。`, `Counted from ${duty.begins}.`)}{' '}
        <a href={view.to(`/catalogue/${calendar.aim.edition}/${duty.criterion}`)}>
          {view.t('評価基準のページ', 'The page of the criterion')}
        </a>
      </p>
    </Page>
  )
}

const Facts: FC<DutyProps> = ({ view, duty, calendar }) => {
  const name = (person: string | null) => calendar.people.get(person ?? '')
  const { every, nextWorkday } = scheduleOf(duty)
  const next = calendar.occurrences.find(({ due, kept }) => due >= calendar.today && kept === 'coming')
  return (
    <dl class="duty-facts">
      <dt>{view.t('評価基準が求めること', 'The criterion asks')}</dt>
      <dd>{view.say(dutyWords(duty.stated))}</dd>
      {duty.every === null ? null : (
        <>
          <dt>{view.t('間隔', 'How often')}</dt>
          <dd>
            {view.say(PERIOD_WORDS[every])}
            {nextWorkday ? view.t('(休みの日は次の平日)', ' (days off: the next working day)') : ''}
          </dd>
          <dt>{view.t('次の期日', 'Next due')}</dt>
          <dd>{next ? sayDay(view, next.due) : view.t('なし', 'None')}</dd>
        </>
      )}
      <dt>{view.t('担当', 'In charge')}</dt>
      <dd>
        {name(duty.assignee) ?? view.t('決まっていません', 'Nobody yet')}
        {duty.substitute
          ? view.t(`(代わり: ${name(duty.substitute) ?? ''})`, ` (substitute: ${name(duty.substitute) ?? ''})`)
          : ''}
      </dd>
    </dl>
  )
}

/** How far ahead every time is listed, in months. */
const LISTED_AHEAD = 13

/** How it was kept: the last twelve months at a glance, and every time with its day. */
const Kept: FC<DutyProps> = (props) => {
  const { view, duty, calendar } = props
  const first = addMonths(calendar.today, -11)
  const [from, to] = [`${first.slice(0, 7)}-01`, `${calendar.today.slice(0, 7)}-31`]
  const strip = calendar.occurrences.filter(({ due }) => due >= from && due <= to)
  const listed = calendar.occurrences.filter(({ due }) => due <= addMonths(calendar.today, LISTED_AHEAD))
  const done = sayDone(view, strip)
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">
        {view.t('この1年の実施', 'The last 12 months')} {done ? <span class="quiet">{done}</span> : null}
      </h2>
      <Strip view={view} first={first} occurrences={strip} today={calendar.today} />
      <Legend view={view} />
      {(calendar.occurrences[0]?.after ?? duty.begins) > duty.begins ? (
        <p>
          <a href={view.to(`/duties/${duty.id}?all=1`)}>{view.t('はじめからすべて見る', 'See all from the beginning')}</a>
        </p>
      ) : null}
      <Table
        label={view.t('期日ごとの実施', 'Every time')}
        columns={[
          { words: view.t('期日', 'Due'), kind: 'head' },
          { words: view.t('もとの予定日', 'Scheduled') },
          { words: view.t('実施', 'Kept') },
          { words: view.t('すること', 'What can be done'), kind: 'acts' },
        ]}
        rows={listed.toReversed().map((one) => ({
          id: `d-${one.scheduled}`,
          cells: [
            sayDay(view, one.due),
            <>
              {sayDay(view, one.scheduled)}
              {one.moved === null ? null : (
                <small class="quiet"> {view.t(`動かした理由: ${one.moved}`, `Moved because: ${one.moved}`)}</small>
              )}
            </>,
            <KeptChip view={view} kept={one.kept} />,
            <Record {...props} occurrence={one} />,
          ],
          below:
            view.may('duties.change') && one.kept !== 'in-time' && one.kept !== 'late' ? (
              <Move {...props} occurrence={one} />
            ) : undefined,
        }))}
      />
    </section>
  )
}

const Record: FC<DutyProps & { occurrence: KeptOccurrence }> = ({ view, calendar, occurrence, recordAt }) => {
  const at = recordAt(occurrence.scheduled)
  const open = occurrence.kept === 'missing' || (occurrence.kept === 'coming' && occurrence.after < calendar.today)
  return at && open ? (
    <a class="button second small" href={at}>
      {view.t('記録する', 'Record')}
    </a>
  ) : null
}

/** Moves one due day, for a reason: closed unless it was refused. */
const Move: FC<DutyProps & { occurrence: KeptOccurrence }> = ({ view, duty, occurrence, moving, refusals }) => {
  const { scheduled, due } = occurrence
  const sent = moving?.scheduled === scheduled ? moving.typed : undefined
  const own = sent ? refusals : []
  return (
    <details class="no-print" open={sent !== undefined}>
      <summary>{view.t('この回の期日を動かす', 'Move this due day')}</summary>
      <form method="post" action={view.to(`/duties/${duty.id}/moves/${scheduled}`)} class="duty-move">
        <Field
          view={view}
          name="due"
          id={sent ? 'due' : `due-${scheduled}`}
          type="date"
          label={view.t('新しい期日', 'New due day')}
          value={sent?.due ?? due}
          refusals={own}
          {...boundsOf(MOVE, 'due')}
        />
        <Field
          view={view}
          name="reason"
          id={sent ? 'reason' : `reason-${scheduled}`}
          label={view.t('理由', 'Reason')}
          value={sent?.reason ?? ''}
          required
          refusals={own}
          {...boundsOf(MOVE, 'reason')}
        />
        <button type="submit" class="second">
          {view.t('期日を動かす', 'Move it')}
        </button>
      </form>
    </details>
  )
}

/** What the criterion asks, what counts as done, what usually shows it. */
const What: FC<DutyProps> = ({ view, duty, edition }) => {
  const criterion = edition.criteria.find(({ id }) => id === duty.criterion)
  return criterion === undefined ? null : (
    <section aria-labelledby="what">
      <h2 id="what">{view.t('何をすればよいか', 'What to do')}</h2>
      <p>{criterion.question}</p>
      <h3>{view.t('したと言えるのは', 'What counts as done')}</h3>
      <ul>
        {criterion.points.flatMap(leavesOf).map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
      <h3>{view.t('よくある証跡', 'Usual evidence')}</h3>
      <ul>
        {criterion.evidence.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      <p>{criterion.why}</p>
    </section>
  )
}
