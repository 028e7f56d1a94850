import type { FC } from 'hono/jsx'
import type { Refusal } from '../../../kernel/refusal.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Refusals } from '../../../ui/components.tsx'
import { newPasswordHelp, OwnerForManagers, PasswordField } from '../../../ui/entrance-fields.tsx'
import type { View } from '../../../ui/view.ts'

export const PasswordPage: FC<{ view: View; email: string; hasPassword: boolean; refusals: readonly Refusal[] }> = ({
  view,
  email,
  hasPassword,
  refusals,
}) => (
  <AccountFrame view={view} title={view.t('パスワードを変える', 'Change the password')}>
    <Refusals view={view} refusals={refusals} />
    {hasPassword ? (
      <form method="post" action={view.to('/account/password')} class="entrance">
        <OwnerForManagers view={view} email={email} />
        <PasswordField
          view={view}
          name="present"
          label={view.t('いまのパスワード', 'Present password')}
          autocomplete="current-password"
          refusals={refusals}
        />
        <PasswordField
          view={view}
          label={view.t('新しいパスワード', 'New password')}
          help={newPasswordHelp(view)}
          autocomplete="new-password"
          refusals={refusals}
        />
        <p>
          {view.t(
            '変えると、ほかの場所のサインインはすべて終わります。定期的に変える必要はありません。漏れたかもしれないときに変えてください。',
            'This ends every session elsewhere. There is no need to change it regularly; change it when it may have leaked.',
          )}
        </p>
        <button type="submit">{view.t('変える', 'Change it')}</button>
      </form>
    ) : (
      <form method="post" action="/reset" class="entrance">
        <p>
          {view.t(
            'このアカウントにはパスワードがありません。メールで届くリンクから決められます。',
            'This account has no password. A link in a mail lets you set one.',
          )}
        </p>
        <input type="hidden" name="email" value={email} />
        <button type="submit">{view.t('メールでパスワードを決める', 'Set one by mail')}</button>
      </form>
    )}
  </AccountFrame>
)

/** Who came in by an organisation's own sign-in changes nothing about the account itself: it opens other organisations, too. */
export const NotFromThere: FC<{ view: View; title: string }> = ({ view, title }) => (
  <AccountFrame view={view} title={title}>
    <p>
      {view.t(
        '会社のアカウントでサインインしているあいだは、ここは変えられません。パスワードかパスキーでサインインし直してください。パスワードがなければ、メールで決められます。',
        'While you are signed in with your company’s account this cannot be changed. Sign in with your password or a passkey. Without a password, set one by mail.',
      )}
    </p>
    <p class="actions">
      <a class="button" href="/reset">
        {view.t('メールでパスワードを決める', 'Set a password by mail')}
      </a>
      <a href={view.to('/account')}>{view.t('あなたのアカウントに戻る', 'Back to your account')}</a>
    </p>
  </AccountFrame>
)
