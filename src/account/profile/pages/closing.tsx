import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Notice, Refusals } from '../../../ui/components.tsx'
import { AddressField } from '../../../ui/entrance-fields.tsx'
import type { View } from '../../../ui/view.ts'
import { ADDRESS } from '../../credentials/index.ts'
import type { Leaving } from '../closing-store.ts'

export const ClosingPage: FC<{ view: View; leaving: readonly Leaving[]; typed: string; refusals: readonly Refusal[] }> = ({
  view,
  leaving,
  typed,
  refusals,
}) => (
  <AccountFrame view={view} title={view.t('アカウントを閉じる', 'Close your account')}>
    <Refusals view={view} refusals={refusals} />
    <ul>
      <li>
        {view.t(
          'すぐにサインアウトし、もうサインインできません。元には戻せません。',
          'You are signed out at once and cannot sign in again. This cannot be undone.',
        )}
      </li>
      <li>
        {view.t(
          'パスワード、認証アプリ、パスキー、回復コード、メールアドレスは消えます。',
          'Your password, authenticator app, passkeys, recovery codes and mail address are removed.',
        )}
      </li>
      <li>
        {view.t(
          '回答・確認・記録に残るあなたの名前は、消えません。組織の仕事の記録だからです。',
          'Your name stays with answers, confirmations and logs: they are records of the organisation’s work.',
        )}
      </li>
    </ul>
    {leaving.length > 0 ? (
      <>
        <h2>{view.t('離れる組織', 'Organisations that you leave')}</h2>
        <ul>
          {leaving.map((one) => (
            <li>
              {one.name}
              {one.orphaned
                ? view.t(' — 責任者はあなただけです。先に交代が要ります。', ' — you alone are responsible; hand over first.')
                : ''}
              {one.alone
                ? view.t(
                    ' — ほかに使っている人がいません。評価はサーバに残りますが、だれも見られなくなります。必要なら先に書き出してください。',
                    ' — nobody else uses it. Its assessments stay on the server, but nobody can see them. Export first what you need.',
                  )
                : ''}
            </li>
          ))}
        </ul>
      </>
    ) : null}
    {leaving.some(({ orphaned }) => orphaned) ? (
      <Notice tone="warn" title={view.t('まだ閉じられません', 'Not yet')}>
        <p>
          <a href={view.to('/people')}>{view.t('人と役割', 'People and roles')}</a>
          {view.t('で、別の人を責任者にしてください。', ': make somebody else responsible there.')}
        </p>
      </Notice>
    ) : (
      <form method="post" action={view.to('/account/closing')} class="entrance">
        <AddressField
          view={view}
          {...boundsOf(ADDRESS, 'email')}
          label={view.t('確かめるため、いまのメールアドレスを入力', 'To be sure, type your present mail address')}
          value={typed}
          autocomplete="off"
          refusals={refusals}
        />
        <button type="submit" class="danger">
          {view.t('アカウントを閉じる', 'Close the account')}
        </button>
      </form>
    )}
  </AccountFrame>
)
