import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, Field, OwnRefusals, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { readEvents } from '../actions.ts'
import { EVENT_KINDS, EVENT_WORDS } from '../event.ts'
import { EVENT } from '../forms.ts'

type Listed = NonNullable<Awaited<ReturnType<typeof readEvents>>>

/** Events, the open ones first. */
export const EventsPage: FC<{ view: View; events: Listed }> = ({ view, events }) => {
  const title = view.t('できごと', 'Events')
  const begin = { href: view.to('/events/new'), words: view.t('できごとを記録して始める', 'Begin an event') }
  return (
    <Page view={view} title={title} area="duties" wide>
      <Trail view={view} steps={[{ href: view.to('/duties'), words: view.t('繰り返し作業', 'Duties') }]} here={title} />
      <h1>{title}</h1>
      {events.length === 0 ? (
        <Empty
          title={view.t('できごとはまだありません。', 'There are no events yet.')}
          act={view.may('event.begin') ? begin : undefined}
        >
          <p>
            {view.t(
              '入社・退職・契約の終了・廃棄・漏えいなどが起きたときに、評価基準が求めることのチェックリストを始めます。',
              'When somebody joins or leaves, a contract ends, a device is disposed of or a password leaks, the checklist of what the criteria ask begins here.',
            )}
          </p>
        </Empty>
      ) : (
        <>
          {view.may('event.begin') ? (
            <p class="actions">
              <a class="button" href={begin.href}>
                {begin.words}
              </a>
            </p>
          ) : null}
          <Table
            label={title}
            columns={[
              { words: view.t('だれ・何のこと', 'About'), kind: 'head' },
              { words: view.t('できごと', 'Event') },
              { words: view.t('日', 'Day') },
              { words: view.t('状態', 'State') },
            ]}
            rows={events.map(({ id, about, kind, day, closed, open, items }) => ({
              cells: [
                <a href={view.to(`/events/${id}`)}>{about}</a>,
                view.say(EVENT_WORDS[kind]),
                sayDay(view, day),
                closed ? view.t('閉じました', 'Closed') : view.t(`${items}件のうち残り${open}件`, `${open} of ${items} open`),
              ],
            }))}
          />
        </>
      )}
    </Page>
  )
}

type NewEventProps = { view: View; typed: Typed<typeof EVENT>; refusals: readonly Refusal[] }

/** One form starts the checklist that the criteria ask for. */
export const NewEventPage: FC<NewEventProps> = ({ view, typed, refusals }) => {
  const title = view.t('できごとを始める', 'Begin an event')
  return (
    <Page view={view} title={title} area="duties">
      <Trail view={view} steps={[{ href: view.to('/events'), words: view.t('できごと', 'Events') }]} here={title} />
      <h1>{title}</h1>
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to('/events')} class="card">
        <Once />
        <div class="field">
          <label for="kind">{view.t('何が起きますか', 'What happens')}</label>
          <select id="kind" name="kind" required>
            <option value="">{view.t('選んでください', 'Please choose')}</option>
            {EVENT_KINDS.map((kind) => (
              <option value={kind} selected={typed.kind === kind}>
                {view.say(EVENT_WORDS[kind])}
              </option>
            ))}
          </select>
          <OwnRefusals view={view} id="kind" own={refusals.filter(({ field }) => field === 'kind')} />
        </div>
        <Field
          view={view}
          name="about"
          label={view.t('だれ・何のことですか', 'Whom or what it is about')}
          help={view.t('例: 営業部 田中さん、ノートパソコン PC-031。', 'Such as Tanaka of sales, or the notebook PC-031.')}
          value={typed.about}
          refusals={refusals}
          {...boundsOf(EVENT, 'about')}
        />
        <Field
          view={view}
          name="day"
          type="date"
          label={view.t('その日', 'On which day')}
          value={typed.day}
          refusals={refusals}
          {...boundsOf(EVENT, 'day')}
        />
        <Field
          view={view}
          name="note"
          label={view.t('メモ', 'Note')}
          rows={2}
          value={typed.note}
          refusals={refusals}
          {...boundsOf(EVENT, 'note')}
        />
        <button type="submit">{view.t('チェックリストを始める', 'Begin the checklist')}</button>
      </form>
    </Page>
  )
}
