import type { FC } from 'hono/jsx'
import type { EditionTexts } from '../../catalogue/index.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { EventView } from '../actions.ts'
import { EVENT_WORDS, type Item } from '../event.ts'

type EventProps = {
  view: View
  found: EventView
  /** The texts of the edition that each item is of. */
  textsOf: (edition: string) => EditionTexts
  typed: { reason: string }
  refusals: readonly Refusal[]
  done: 'begun' | 'saved' | 'closed' | undefined
}

const DONE = {
  begun: { ja: 'チェックリストを始めました。', en: 'The checklist is begun.' },
  saved: { ja: '保存しました。', en: 'Saved.' },
  closed: { ja: '閉じました。', en: 'Closed.' },
} as const

/** One event with its checklist: each item done, or set aside for a reason; and closing. */
export const EventPage: FC<EventProps> = (props) => {
  const { view, found, typed, refusals, done } = props
  const { event, items, people } = found
  const open = items.filter(({ decided }) => decided === null).length
  const title = `${view.say(EVENT_WORDS[event.kind])}: ${event.about}`
  return (
    <Page view={view} title={title} area="duties">
      <Trail view={view} steps={[{ href: view.to('/events'), words: view.t('できごと', 'Events') }]} here={event.about} />
      <h1>{title}</h1>
      {done ? <SavedNote>{view.say(DONE[done])}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <p>
        {sayDay(view, event.day)}
        {event.closed
          ? view.t(
              ` · ${toWordsInJapan(event.closed.at, 'ja')}に${people.get(event.closed.by) ?? ''}が閉じました`,
              ` · closed by ${people.get(event.closed.by) ?? ''} on ${toWordsInJapan(event.closed.at, 'en')}`,
            )
          : view.t(` · ${items.length}件のうち残り${open}件`, ` · ${open} of ${items.length} open`)}
      </p>
      {event.note ? <p class="as-typed">{event.note}</p> : null}
      <ol class="waiting-records">
        {items.map((item) => (
          <ItemRow {...props} item={item} />
        ))}
      </ol>
      {event.closed || !view.may('event.do') ? null : (
        <form method="post" action={view.to(`/events/${event.id}/closing`)} class="card">
          <h2>{view.t('閉じる', 'Close')}</h2>
          {open > 0 ? (
            <Field
              view={view}
              name="reason"
              label={view.t(`残り${open}件を行わない理由`, `Why the ${open} that are open are not done`)}
              rows={2}
              value={typed.reason}
              refusals={refusals}
              maxlength={2000}
            />
          ) : null}
          <button type="submit" class="second">
            {view.t('このできごとを閉じる', 'Close this event')}
          </button>
        </form>
      )}
    </Page>
  )
}

const ItemRow: FC<EventProps & { item: Item }> = ({ view, found, textsOf, item }) => {
  const { event, people } = found
  const criterion = item.duty.slice(0, item.duty.indexOf('/'))
  const known = textsOf(item.edition).criteria.find(({ id }) => id === criterion)
  const { decided } = item
  const path = view.to(`/events/${event.id}/items/${item.number}`)
  return (
    <li id={`item-${item.number}`}>
      <div>
        <a href={view.to(`/duties/${item.duty}`)}>{criterion}</a> {known?.question ?? ''}
        <br />
        <small>
          {view.t(`期日 ${sayDay(view, item.due)}`, `Due ${sayDay(view, item.due)}`)}
          {item.assignee ? view.t(` · 担当 ${people.get(item.assignee) ?? ''}`, ` · ${people.get(item.assignee) ?? ''}`) : ''}
        </small>
        {decided ? (
          <p>
            {decided.outcome === 'done' ? view.t('○ 行いました', '○ Done') : view.t('－ 行わない', '– Not done')}
            {decided.reason ? `: ${decided.reason}` : ''}{' '}
            <small>{`${people.get(decided.by) ?? ''} ${toWordsInJapan(decided.at, view.lang)}`}</small>
          </p>
        ) : null}
      </div>
      {decided || event.closed || !view.may('event.do') ? null : (
        <>
          <form method="post" action={path}>
            <input type="hidden" name="outcome" value="done" />
            <button type="submit">
              {view.t('行った', 'Done')}
              <span class="visually-hidden">{` ${criterion}`}</span>
            </button>
          </form>
          <details>
            <summary>{view.t('行わない', 'Not done')}</summary>
            <form method="post" action={path}>
              <input type="hidden" name="outcome" value="aside" />
              <Field
                view={view}
                name="reason"
                id={`reason-${item.number}`}
                label={view.t('行わない理由', 'Why it is not done')}
                required
                maxlength={2000}
              />
              <button type="submit" class="second small">
                {view.t('理由を残す', 'Keep the reason')}
              </button>
            </form>
          </details>
        </>
      )}
    </li>
  )
}
