import type { FC } from 'hono/jsx'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import type { View } from '../../../ui/view.ts'

/** Told to whoever came in by an organisation's own sign-in: it is there that the second step is looked after. */
export const CompanySignInPage: FC<{ view: View }> = ({ view }) => (
  <AccountFrame view={view} title={view.t('二段階の確認とパスキー', 'Second step and passkeys')}>
    <p>
      {view.t(
        'いまは会社のサインインで入っています。本人の確認は、会社のほうで受け持っています。',
        'You are signed in through your company, which looks after the proof of who you are.',
      )}
    </p>
    <p>
      {view.t(
        '星取のパスキーや認証アプリを変えるには、いちどサインアウトして、メールアドレスとパスワードでサインインしてください。',
        'To change passkeys or the app of Hoshitori itself, sign out, and sign in with your address and password.',
      )}
    </p>
    <p class="actions">
      <a class="button" href={view.to('/account')}>
        {view.t('あなたのアカウントに戻る', 'Back to your account')}
      </a>
    </p>
  </AccountFrame>
)
