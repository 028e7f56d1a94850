import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { Notice } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Whose } from '../feed-actions.ts'
import type { Feed } from '../feed-store.ts'
import { DutyFrame } from './frame.tsx'

type CalendarProps = {
  view: View
  feeds: Partial<Record<Whose, Pick<Feed, 'madeAt'>>>
  /** The address that was just made, this once. */
  made: { whose: Whose; address: string } | undefined
  ended: boolean
}

/** The addresses by which other programs show what is due. */
export const CalendarPage: FC<CalendarProps> = (props) => {
  const { view, ended } = props
  return (
    <DutyFrame view={view} tab="calendar" title={view.t('カレンダー連携', 'Calendar feed')}>
      {ended ? <SavedNote>{view.t('アドレスをやめました。', 'The address works no more.')}</SavedNote> : null}
      <p>
        {view.t(
          '期日を、いつも使うカレンダー(Google、Outlook、Appleなど)に出せます。アドレスを知っている人はだれでも見られるので、人に渡さないでください。',
          'What is due can be shown in the calendar that you use (Google, Outlook, Apple). Whoever knows the address can see it: keep it to yourself.',
        )}
      </p>
      <Feeds {...props} whose="person" title={view.t('自分の担当の期日', 'What is yours')} />
      {view.may('duties.change') ? (
        <Feeds {...props} whose="organisation" title={view.t('組織のすべての期日', 'All of the organisation')} />
      ) : null}
      <h2>{view.t('カレンダーへの入れ方', 'How to subscribe')}</h2>
      <ul>
        <li>
          {view.t(
            'Google カレンダー: 「他のカレンダー」の「+」から「URLで追加」',
            'Google Calendar: “Other calendars”, “+”, “From URL”',
          )}
        </li>
        <li>{view.t('Outlook: 「予定表を追加」の「Webから購読」', 'Outlook: “Add calendar”, “Subscribe from web”')}</li>
        <li>
          {view.t(
            'Apple カレンダー: 「ファイル」の「新規照会カレンダー」',
            'Apple Calendar: “File”, “New Calendar Subscription”',
          )}
        </li>
      </ul>
      <p class="quiet">
        {view.t(
          '変わったことがカレンダーに出るまで、半日から1日かかることがあります。',
          'It can take half a day or a day until your calendar shows what changed.',
        )}
      </p>
    </DutyFrame>
  )
}

const Feeds: FC<CalendarProps & { whose: Whose; title: string }> = ({ view, feeds, made, whose, title }) => {
  const feed = feeds[whose]
  const fresh = made?.whose === whose ? made.address : undefined
  return (
    <section aria-labelledby={`feed-${whose}`} class="card duty-feed">
      <h2 id={`feed-${whose}`}>{title}</h2>
      {fresh ? (
        <Notice tone="good" title={view.t('このアドレスが見えるのは、いまだけです。', 'This address is shown only now.')}>
          <p>
            <code>{fresh}</code>
          </p>
          <p>
            <a href={fresh.replace(/^https?:/, 'webcal:')}>
              {view.t('このパソコンのカレンダーで開く', 'Open in the calendar of this computer')}
            </a>
          </p>
        </Notice>
      ) : (
        <p>
          {feed
            ? view.t(
                `アドレスがあります(${toWordsInJapan(feed.madeAt)}に作成)。なくしたときは、新しく作り直してください。`,
                `There is an address, made ${toWordsInJapan(feed.madeAt, 'en')}. If you lost it, make a new one.`,
              )
            : view.t('アドレスはまだありません。', 'There is no address yet.')}
        </p>
      )}
      <div class="actions">
        <form method="post" action={view.to('/duties/calendar')}>
          <button type="submit" class={feed ? 'second' : undefined} name="whose" value={whose}>
            {feed
              ? view.t('新しいアドレスに変える(前のものは使えなくなります)', 'Change the address; the old one stops')
              : view.t('アドレスを作る', 'Make an address')}
          </button>
        </form>
        {feed ? (
          <form method="post" action={view.to('/duties/calendar-endings')}>
            <button type="submit" class="text" name="whose" value={whose}>
              {view.t('アドレスをやめる', 'End it')}
            </button>
          </form>
        ) : null}
      </div>
    </section>
  )
}
