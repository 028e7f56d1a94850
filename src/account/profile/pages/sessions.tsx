import type { FC } from 'hono/jsx'
import type { SessionId } from '../../../kernel/ids.ts'
import { toWordsInJapan } from '../../../kernel/instant.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Table } from '../../../ui/table.tsx'
import { SavedNote } from '../../../ui/toast.tsx'
import type { View } from '../../../ui/view.ts'
import { deviceWords, factorWords } from '../../credentials/index.ts'
import type { OwnSession } from '../../sign-in/actions.ts'

export const SessionsPage: FC<{ view: View; sessions: readonly OwnSession[]; own: SessionId; done: boolean }> = ({
  view,
  sessions,
  own,
  done,
}) => (
  <AccountFrame view={view} title={view.t('サインインしている場所', 'Where you are signed in')}>
    {done ? <SavedNote>{view.t('終わらせました。', 'Ended.')}</SavedNote> : null}
    <p>
      {view.t(
        '使わないまま12時間たつか、サインインから7日たつと、自動で終わります。',
        'A session ends by itself after twelve hours without use, and after seven days.',
      )}
    </p>
    <Table
      label={view.t('サインインしている場所', 'Where you are signed in')}
      columns={[
        { words: view.t('機器とブラウザ', 'Device and browser'), kind: 'head' },
        { words: view.t('サインイン', 'Signed in') },
        { words: view.t('最後に使った時', 'Last used') },
        { words: view.t('接続元', 'Address') },
        { words: view.t('終わらせる', 'End'), kind: 'acts' },
      ]}
      rows={sessions.map((session) => ({
        cells: [
          <>
            {view.say(deviceWords(session.agent))}
            {session.id === own ? <span class="chip">{view.t('いま使っているもの', 'this one')}</span> : null}
          </>,
          `${toWordsInJapan(session.startedAt, view.lang)} (${view.say(factorWords(session.factors))})`,
          toWordsInJapan(session.seenAt, view.lang),
          session.address || view.t('不明', 'unknown'),
          session.id === own ? null : (
            <form method="post" action={view.to(`/account/sessions/${session.id}/removal`)}>
              <button
                type="submit"
                class="second small"
                aria-label={view.t(
                  `${deviceWords(session.agent).ja}のサインインを終わらせる`,
                  `End the session of ${deviceWords(session.agent).en}`,
                )}
              >
                {view.t('終わらせる', 'End')}
              </button>
            </form>
          ),
        ],
      }))}
    />
    {sessions.length > 1 ? (
      <form method="post" action={view.to('/account/sessions/others/removal')} class="actions">
        <button type="submit">{view.t('ほかの場所をすべて終わらせる', 'End all others')}</button>
      </form>
    ) : null}
    <p>
      {view.t('心当たりのない場所があったら、終わらせてから、', 'If you do not know one of them, end it and ')}
      <a href={view.to('/account/password')}>{view.t('パスワードを変えてください', 'change your password')}</a>
      {view.t('。', '.')}
    </p>
  </AccountFrame>
)
