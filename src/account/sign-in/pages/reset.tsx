import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Refusals } from '../../../ui/components.tsx'
import { Entrance, LinkOverPage } from '../../../ui/entrance.tsx'
import { AddressField, newPasswordHelp, OwnerForManagers, PasswordField } from '../../../ui/entrance-fields.tsx'
import type { View } from '../../../ui/view.ts'
import { ADDRESS } from '../../credentials/index.ts'

export const ResetPage: FC<{ view: View; typed: string; refusals: readonly Refusal[] }> = ({ view, typed, refusals }) => (
  <Entrance view={view} title={view.t('パスワードを決め直す', 'Set a new password')}>
    <p>
      {view.t(
        '登録したメールアドレスに、パスワードを決め直すリンクを送ります。',
        'We send a link to the address with which you registered.',
      )}
    </p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action="/reset">
      <AddressField
        {...boundsOf(ADDRESS, 'email')}
        view={view}
        value={typed}
        autocomplete="username"
        autofocus={refusals.length === 0}
        refusals={refusals}
      />
      <button type="submit" class="wide">
        {view.t('リンクを送る', 'Send the link')}
      </button>
    </form>
    <p>
      <a href="/sign-in">{view.t('サインインに戻る', 'Back to signing in')}</a>
    </p>
  </Entrance>
)

export const NewPasswordPage: FC<{
  view: View
  owner: { name: string; email: string }
  token: string
  refusals: readonly Refusal[]
  /** They just took a change of their mail address back. */
  undone: boolean
}> = ({ view, owner, token, refusals, undone }) => (
  <Entrance view={view} title={view.t('新しいパスワード', 'A new password')}>
    {undone ? (
      <p class="saved-note" role="status">
        {view.t(
          `メールアドレスを ${owner.email} に戻しました。ほかの人が使えないように、パスワードも決め直してください。`,
          `The mail address is ${owner.email} again. Set a new password, so that nobody else gets in.`,
        )}
      </p>
    ) : null}
    <p>{view.t(`${owner.name}さん(${owner.email})`, `${owner.name} (${owner.email})`)}</p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={`/reset/${token}`}>
      <OwnerForManagers view={view} email={owner.email} />
      <PasswordField
        view={view}
        label={view.t('新しいパスワード', 'New password')}
        help={newPasswordHelp(view)}
        autocomplete="new-password"
        autofocus={refusals.length === 0}
        refusals={refusals}
      />
      <p>
        {view.t(
          '決めると、ほかの場所のサインインはすべて終わります。お知らせのメールも届きます。',
          'This ends every session elsewhere, and you get a mail that tells so.',
        )}
      </p>
      <button type="submit" class="wide">
        {view.t('このパスワードにする', 'Use this password')}
      </button>
    </form>
  </Entrance>
)

export const ResetOverPage: FC<{ view: View }> = ({ view }) => (
  <LinkOverPage view={view}>
    <p class="actions">
      <a class="button" href="/reset">
        {view.t('リンクをもう一度送る', 'Send another link')}
      </a>
      <a href="/sign-in">{view.t('サインインする', 'Sign in')}</a>
    </p>
  </LinkOverPage>
)

/** What the link in the letter about a lock opens. */
export const UnlockPage: FC<{ view: View; token: string; works: boolean }> = ({ view, token, works }) =>
  works ? (
    <Entrance view={view} title={view.t('このブラウザから入れるようにする', 'Let this browser in')}>
      <p>
        {view.t(
          'ほかの場所から違うパスワードが続いたので、サインインを止めています。このブラウザがあなたのものなら、下を押すと、ここからはいつものパスワードで入れます。',
          'Signing in is paused because of wrong passwords from elsewhere. If this browser is yours, press the button: from here your password works as always.',
        )}
      </p>
      <form method="post" action={`/sign-in/unlock/${token}`}>
        <button type="submit" class="wide">
          {view.t('このブラウザを認める', 'This browser is mine')}
        </button>
      </form>
      <p class="quiet">
        {view.t('みんなで使うパソコンでは押さないでください。', 'Do not press it on a computer that others use.')}
      </p>
    </Entrance>
  ) : (
    <LinkOverPage view={view}>
      <p class="actions">
        <a class="button" href="/reset">
          {view.t('パスワードを決め直して入る', 'Set a new password to get in')}
        </a>
        <a href="/sign-in">{view.t('サインインする', 'Sign in')}</a>
      </p>
    </LinkOverPage>
  )

/** Signed in again in another tab: the form that was interrupted is there. */
export const SignedInPage: FC<{ view: View }> = ({ view }) => (
  <Entrance view={view} title={view.t('サインインしました', 'You are signed in')}>
    <p>
      {view.t(
        'このタブを閉じて、元のタブに戻り、「もう一度送る」を押してください。入力した内容は残っています。',
        'Close this tab, go back to the other one and press “send again”. What you typed is still there.',
      )}
    </p>
    <p>
      <a href={view.to('/')}>{view.t('最初のページへ', 'To the first page')}</a>
    </p>
  </Entrance>
)
