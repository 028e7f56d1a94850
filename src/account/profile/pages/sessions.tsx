import type { FC } from 'hono/jsx'
import type { SessionId } from '../../../kernel/ids.ts'
import { toWordsInJapan } from '../../../kernel/instant.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Notice } from '../../../ui/components.tsx'
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
    {done ? <Notice tone="good" title={view.t('終わらせました', 'Ended')} /> : null}
    <p>
      {view.t(
        '使わないまま12時間たつか、サインインから7日たつと、自動で終わります。',
        'A session ends by itself after twelve hours without use, and after seven days.',
      )}
    </p>
    <ul class="rows account">
      {sessions.map((session) => (
        <li>
          <div>
            <strong>{view.say(deviceWords(session.agent))}</strong>
            {session.id === own ? <span class="chip">{view.t('いま使っているもの', 'this one')}</span> : null}
            <dl class="facts quiet">
              <dt>{view.t('接続元', 'Address')}</dt>
              <dd>{session.address || view.t('不明', 'unknown')}</dd>
              <dt>{view.t('サインイン', 'Signed in')}</dt>
              <dd>
                {toWordsInJapan(session.startedAt, view.lang)} ({view.say(factorWords(session.factors))})
              </dd>
              <dt>{view.t('最後に使った時', 'Last used')}</dt>
              <dd>{toWordsInJapan(session.seenAt, view.lang)}</dd>
            </dl>
          </div>
          {session.id === own ? null : (
            <form method="post" action={view.to(`/account/sessions/${session.id}/removal`)}>
              <button
                type="submit"
                class="second"
                aria-label={view.t(
                  `${deviceWords(session.agent).ja}のサインインを終わらせる`,
                  `End the session of ${deviceWords(session.agent).en}`,
                )}
              >
                {view.t('終わらせる', 'End')}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
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
