import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import { dayInJapan, toJapaneseDate } from '../../../kernel/instant.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { Choices, Field, Refusals } from '../../../ui/components.tsx'
import { Page } from '../../../ui/page.tsx'
import { SavedNote } from '../../../ui/toast.tsx'
import type { View } from '../../../ui/view.ts'
import type { Account } from '../../credentials/actions.ts'
import { PROFILE } from '../profile-actions.ts'

/** What was just done, told at the top of the account's page. */
export const DONE = ['profile', 'password', 'reset', 'email', 'sessions'] as const
type Done = (typeof DONE)[number]

export const AccountPage: FC<{
  view: View
  account: Account
  typed: { name: string; lang: string }
  sessions: number
  done: Done | undefined
  refusals: readonly Refusal[]
}> = ({ view, account, typed, sessions, done, refusals }) => (
  <Page view={view} title={view.t('あなたのアカウント', 'Your account')}>
    <h1>{view.t('あなたのアカウント', 'Your account')}</h1>
    {done ? <SavedNote>{view.say(TOLD[done])}</SavedNote> : null}
    <Refusals view={view} refusals={refusals} />
    <section class="card" aria-labelledby="profile">
      <h2 id="profile">{view.t('名前と言語', 'Name and language')}</h2>
      <form method="post" action={view.to('/account/profile')}>
        <Field
          view={view}
          name="name"
          label={view.t('名前', 'Name')}
          help={view.t(
            'メールの宛名などに使います。組織の中での名前は、その組織の責任者が変えます。',
            'Used in our mails. Your name within an organisation is changed by its responsible person.',
          )}
          value={typed.name}
          {...boundsOf(PROFILE, 'name')}
          autocomplete="name"
          refusals={refusals}
        />
        <Choices view={view} name="lang" legend={view.t('メールの言語', 'Language of mails')}>
          <div class="choices row">
            <label class="choice">
              <input type="radio" name="lang" value="ja" checked={typed.lang !== 'en'} />
              <span lang="ja">日本語</span>
            </label>
            <label class="choice">
              <input type="radio" name="lang" value="en" checked={typed.lang === 'en'} />
              <span lang="en">English</span>
            </label>
          </div>
        </Choices>
        <button type="submit">{view.t('保存する', 'Save')}</button>
      </form>
    </section>
    <h2>{view.t('サインインと安全', 'Signing in and safety')}</h2>
    <ul class="rows account">
      <Row
        href={view.to('/account/email')}
        title={view.t('メールアドレス', 'Mail address')}
        now={account.email}
        act={view.t('変える', 'Change')}
      />
      <Row
        href={view.to('/account/password')}
        title={view.t('パスワード', 'Password')}
        now={passwordNow(view, account)}
        act={account.passwordHash === null ? view.t('決める', 'Set') : view.t('変える', 'Change')}
      />
      <Row
        href={view.to('/account/factors')}
        title={view.t('二段階の確認とパスキー', 'Second step and passkeys')}
        now={factorsNow(view, account)}
        act={view.t('設定する', 'Set up')}
      />
      <Row
        href={view.to('/account/sessions')}
        title={view.t('サインインしている場所', 'Where you are signed in')}
        now={view.t(`${sessions}か所`, sessions === 1 ? '1 place' : `${sessions} places`)}
        act={view.t('見る・終わらせる', 'See and end')}
      />
      <Row
        href={view.to('/account/letters')}
        title={view.t('まとめのメール', 'Letter about what waits')}
        now={view.t('期限・担当・確認を、まとめて1通で', 'What is due, assigned and to confirm, in one letter')}
        act={view.t('受け取る回数を決める', 'How often')}
      />
      <Row
        href={view.to('/account/history')}
        title={view.t('サインインの記録', 'History of signing in')}
        now={view.t('成功・失敗・変更', 'Successes, failures and changes')}
        act={view.t('見る', 'See')}
      />
    </ul>
    <p>
      <a href={view.to('/account/closing')}>{view.t('アカウントを閉じる', 'Close your account')}</a>
    </p>
  </Page>
)

const Row: FC<{ href: string; title: string; now: string; act: string }> = ({ href, title, now, act }) => (
  <li>
    <div>
      <strong id={href.slice(1).replaceAll('/', '-')}>{title}</strong>
      <p class="quiet">{now}</p>
    </div>
    <a class="button second" href={href} aria-describedby={href.slice(1).replaceAll('/', '-')}>
      {act}
    </a>
  </li>
)

function passwordNow(view: View, { passwordHash, passwordChangedAt }: Account): string {
  if (passwordHash === null || passwordChangedAt === null) return view.t('決めていません', 'None')
  const day = dayInJapan(passwordChangedAt)
  return view.t(`${toJapaneseDate(day)}に決めました`, `Set on ${day}`)
}

function factorsNow(view: View, { hasTotp, passkeys }: Account): string {
  const has = [
    ...(hasTotp ? [view.t('認証アプリ', 'authenticator app')] : []),
    ...(passkeys > 0 ? [view.t(`パスキー${passkeys}個`, `${passkeys} passkey${passkeys > 1 ? 's' : ''}`)] : []),
  ]
  return has.length > 0
    ? has.join(view.t('、', ', '))
    : view.t(
        'まだありません。加えると、パスワードが漏れても入られません。',
        'None yet. With one, a leaked password opens nothing.',
      )
}

const TOLD: Record<Done, { ja: string; en: string }> = {
  profile: { ja: '保存しました', en: 'Saved' },
  password: {
    ja: 'パスワードを変え、ほかの場所のサインインを終わらせました',
    en: 'The password is changed, and all sessions elsewhere were ended',
  },
  reset: {
    ja: '新しいパスワードに決め、ほかの場所のサインインをすべて終わらせました',
    en: 'The new password is set, and all sessions elsewhere were ended',
  },
  email: { ja: 'メールアドレスを変えました', en: 'The mail address is changed' },
  sessions: { ja: 'サインインを終わらせました', en: 'Ended' },
}
